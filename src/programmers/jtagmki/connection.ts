import { ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmki/commands.ts';
import { JtagMkiLink } from '../../protocols/jtagmki/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** A JTAGICE mkI that has signed on. */
export class IceConnection {
  readonly link: JtagMkiLink;
  readonly #context: ProgrammerContext;
  readonly #line: SerialLine;
  /** Bits per second, at which the JTAGICE was found or to which it was brought as a run asked for. */
  #rate: number;

  private constructor(context: ProgrammerContext, line: SerialLine, link: JtagMkiLink) {
    this.#context = context;
    this.#line = line;
    this.link = link;
    this.#rate = line.baudRate;
  }

  /** Looks for it at one rate after the other. @throws TransportError, ProtocolError after saying why */
  static async open(context: ProgrammerContext): Promise<IceConnection> {
    const { emit, verbosity } = context;
    emit(notice(words.opening));
    for (const rate of ice.searchedRates) {
      emit(notice(words.tryingToSync, { rate }));
      const line = await openSerialLine({ ...context, baudRate: rate }, { defaultBaudRate: rate });
      const link = new JtagMkiLink(line, emit, verbosity);
      const found = await orClose(line, async () => {
        await link.drain();
        return tolerant(link.signOn().then(() => true));
      });
      if (found) {
        emit(notice(words.opened));
        return new IceConnection(context, line, link);
      }
      await line.close();
    }
    fail(emit, notice(words.notFound), new ProtocolError('no JTAGICE answers'));
  }

  /** Brings both ends to the rate that was asked for. A JTAGICE that does not follow is used as it is. */
  async setRate(): Promise<void> {
    const rate = this.#wantedRate;
    if (this.#rate === rate || !(await this.#tellRate(rate, 'initialize'))) return;
    await this.#line.setBaudRate(rate);
    this.#rate = rate;
  }

  /** Where the rate that was asked for has not been reached, the JTAGICE is brought back to the one it was found at. */
  async close(): Promise<void> {
    this.#context.emit(notice(words.closing));
    try {
      if (this.#rate !== this.#wantedRate) await this.#tellRate(this.#rate, 'close');
    } finally {
      await this.#line.close();
    }
  }

  /** A port on the network keeps its rate. */
  get #wantedRate(): number {
    const { port, baudRate } = this.#context;
    return port.startsWith('net:') ? this.#rate : (baudRate ?? 0);
  }

  async #tellRate(rate: number, at: 'initialize' | 'close'): Promise<boolean> {
    const { emit } = this.#context;
    const value = ice.encodeBaudRate(rate);
    if (value === undefined) {
      emit(notice(words.rateUnsupported, { rate, at }));
      return false;
    }
    emit(notice(words.tryingRate, { rate, at }));
    return (await tolerant(this.link.setParameter(ice.parameters.baudRate, value).then(() => true))) ?? false;
  }
}
