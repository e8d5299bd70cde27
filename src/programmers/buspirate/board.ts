import { ProtocolError } from '../../model/errors.ts';
import { BusPirateLink } from '../../protocols/buspirate/link.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** Dangerous Prototypes' Bus Pirate, in whichever of its modes it programs over ISP: its line, and the chip erase. */
export abstract class BusPirateBoard {
  readonly readsUnchecked = true;
  protected readonly context: ProgrammerContext;
  #connection: { line: SerialLine; link: BusPirateLink } | undefined;

  constructor(context: ProgrammerContext) {
    this.context = context;
  }

  abstract initialize(): Promise<void>;
  abstract command(instruction: Uint8Array): Promise<Uint8Array>;

  async close(): Promise<void> {
    await this.#connection?.line.close();
    this.#connection = undefined;
  }

  /** Lets the target go; never throws. */
  async disable(): Promise<void> {
    try {
      await this.leave();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.context;
    await this.command(neededInstruction(this.context, 'chip_erase', words.noChipErase));
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  /** Opens the port. @param shows whether exchanges are avrdude's own */
  protected async connect(shows: boolean): Promise<void> {
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    await orClose(line, () => line.drain(250));
    this.#connection = { line, link: new BusPirateLink(line, this.context.emit, shows) };
  }

  /** Goes back to the text terminal from the mode that it is in. */
  protected abstract leave(): Promise<void>;

  /** The instruction that starts programming. @throws ProtocolError for a part that has none, after saying so */
  protected enableInstruction(): Uint8Array {
    return neededInstruction(this.context, 'pgm_enable', words.noProgramEnable);
  }

  protected get link(): BusPirateLink {
    return this.#open.link;
  }

  protected get line(): SerialLine {
    return this.#open.line;
  }

  get #open(): { readonly line: SerialLine; readonly link: BusPirateLink } {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection;
  }
}
