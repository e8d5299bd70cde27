import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { type SerprogCommand, serprogAck, serprogNak } from './commands.ts';

/** How long an answer may take (ms). */
export const answerTimeout = 5000;

/** Sends commands to a serprog programmer, one after another. */
export class SerprogLink {
  readonly #line: Pick<SerialTransport, 'write' | 'read'>;

  constructor(line: Pick<SerialTransport, 'write' | 'read'>) {
    this.#line = line;
  }

  /** Whether the programmer answers as one does, and nothing stands before its answer. */
  async sync(command: SerprogCommand): Promise<boolean> {
    await this.#line.write(command.bytes);
    const answer = await this.#line.read(1 + command.replyLength, answerTimeout);
    return answer[0] === serprogNak && answer[1] === serprogAck;
  }

  /** @throws UnsupportedError for a NAK, ProtocolError for what is neither; TransportError */
  async exchange({ bytes, replyLength }: SerprogCommand, timeoutMs = answerTimeout): Promise<Uint8Array> {
    await this.#line.write(bytes);
    const [status] = await this.#line.read(1, timeoutMs);
    if (status === serprogNak) throw new UnsupportedError(`serprog command ${bytes[0]} is refused`);
    if (status !== serprogAck)
      throw new ProtocolError(`serprog command ${bytes[0]} is answered by ${status}`);
    return replyLength > 0 ? this.#line.read(replyLength, timeoutMs) : new Uint8Array(0);
  }
}
