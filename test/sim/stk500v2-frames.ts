import type { Line, Waiting } from './line.ts';

const MESSAGE_START = 0x1b;
const TOKEN = 0x0e;
/** AVR068: CMD ANSWER_CKSUM_ERROR and its status. */
const CHECKSUM_ERROR = [0xb0, 0xc1] as const;
/** AVR068 gives the host no longer than this between the bytes of a message. */
const GAP_MS = 2000;

function parity(bytes: readonly number[]): number {
  return bytes.reduce((a, b) => a ^ b, 0);
}

/** The message format of STK500 version 2 (AVR068, "Packet Format"), from the programmer's side. */
export class Frames {
  private readonly line: Line;
  private sequence = 0;

  constructor(line: Line) {
    this.line = line;
  }

  /** The body of the next message that is whole; broken ones are answered or dropped as the note says. */
  *next(): Waiting<number[]> {
    const { line } = this;
    for (;;) {
      const start = yield* line.byte();
      if (start !== MESSAGE_START) {
        line.violation(`message start expected, 0x${start.toString(16)} came`);
        continue;
      }
      const head = yield* line.bytesWithin(4, GAP_MS);
      if (!head) {
        line.violation('a message broke off');
        continue;
      }
      const [sequence = 0, high = 0, low = 0, token] = head;
      const length = (high << 8) | low;
      if (token !== TOKEN || length === 0 || length > 1024) {
        line.violation(`message of ${length} bytes, token 0x${token?.toString(16)}`);
        continue;
      }
      const body = yield* line.bytesWithin(length + 1, GAP_MS);
      if (!body) {
        line.violation('a message broke off');
        continue;
      }
      this.sequence = sequence;
      if (parity([MESSAGE_START, ...head, ...body]) !== 0) {
        line.violation('wrong checksum');
        this.answer(CHECKSUM_ERROR);
        continue;
      }
      body.pop();
      line.count(body[0]!.toString(16).padStart(2, '0'));
      if (line.faults.refuses()) {
        this.answer(CHECKSUM_ERROR);
        continue;
      }
      return body;
    }
  }

  /** Answers the message that came last. */
  answer(body: readonly number[]): void {
    const bytes = [MESSAGE_START, this.sequence, body.length >> 8, body.length & 0xff, TOKEN, ...body];
    this.line.put(...bytes, parity(bytes));
  }
}
