import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { type PinName, pinNames } from '../../model/programmer-entry.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { FtdiLink } from '../../protocols/ftdi/link.ts';
import * as mpsse from '../../protocols/ftdi/mpsse.ts';
import { encodeBitMode, type FtdiChip } from '../../protocols/ftdi/requests.ts';
import { bytesOfBits, statesOfBytes } from '../../protocols/ftdi/spi-by-pins.ts';
import { pollReady } from '../isp/page-instructions.ts';
import { shownPins } from '../isp/pin-display.ts';
import { isActive, pinMask, pinsText, withPin } from '../isp/pin-levels.ts';
import { type BoardLines, pollsAt, type SpiBoard } from '../isp/spi-board.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { chooseClock, openMpsse } from './mpsse-device.ts';
import * as say from './mpsse-messages.ts';

/** Pins of an engine of which nothing is known. */
const usualPins = 8;
/** Instructions of an exchange: enough for 2 KiB of memory, and its bytes fill one command. */
const instructionsAtOnce = 0x800;
/** The same where each of their bits takes several commands. */
const instructionsByPins = 32;

const leds = ['errled', 'rdyled', 'pgmled', 'vfyled'] as const;
/** Where the engine has its lines, which cannot be turned around. */
const engineLines = {
  isp: [
    ['sck', '0'],
    ['sdo', '1'],
    ['sdi', '2'],
  ],
  jtag: [
    ['tck', '0'],
    ['tdi', '1'],
    ['tdo', '2'],
    ['tms', '3'],
  ],
} as const;

/** An FTDI chip whose MPSSE engine shifts what is sent; where the entry has the lines elsewhere, pins are set one by one. */
export class MpsseBoard implements SpiBoard {
  readonly #context: ProgrammerContext;
  readonly #use: 'isp' | 'jtag';
  #link: FtdiLink | undefined;
  #value = 0;
  #direction = 0;
  #bitBang = false;
  #hertz = 0;

  constructor(context: ProgrammerContext, use: 'isp' | 'jtag') {
    this.#context = context;
    this.#use = use;
  }

  get instructionsAtOnce(): number {
    return this.#bitBang ? instructionsByPins : instructionsAtOnce;
  }

  get polls() {
    return pollsAt(this.#bitBang ? 0 : this.#hertz);
  }

  async open(): Promise<void> {
    const { link, chip } = await openMpsse(this.#context);
    // What is begun from here on `close` undoes, also where it does not come to its end.
    this.#link = link;
    await this.#start(link, chip);
  }

  async #start(link: FtdiLink, chip: FtdiChip | undefined): Promise<void> {
    const { emit } = this.#context;
    await link.order((index) => encodeBitMode('reset', 0, index));
    await link.order((index) => encodeBitMode('mpsse', 0, index));
    await link.empty();
    const clock = chooseClock(this.#context, chip?.highSpeed ?? false);
    this.#hertz = clock.hertz;
    await link.setLatency(clock.hertz);
    this.#wire(chip?.mpssePins ?? usualPins);
    emit(notice(say.pinsSet, { direction: this.#direction, value: this.#value, bitBang: this.#bitBang }));
    await this.carryOut([
      { bytes: mpsse.loopbackOff, replyLength: 0 },
      { bytes: mpsse.setClock(chip?.highSpeed ? clock.fast : undefined, clock.divisor), replyLength: 0 },
      this.#pins(),
    ]);
  }

  /**
   * The target runs, no light shines but that of a failure, all other pins are inputs.
   * @param last what the target is still told
   */
  async close(last: readonly mpsse.MpsseCommands[] = []): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    const { entry } = this.#context;
    const lights = leds.reduce((mask, name) => mask | pinMask(entry, name), 0);
    for (const name of ['rdyled', 'pgmled', 'vfyled'] as const)
      this.#value = withPin(entry, this.#value, name, false);
    const start = this.#pins().bytes;
    this.#value = withPin(entry, this.#value, 'reset', true);
    const run = this.#pins().bytes;
    this.#direction = lights;
    this.#value &= lights;
    const told = mpsse.joinCommands(last).bytes;
    if (link.hasFailed) {
      // The engine may be in the middle of a command.
      for (const mode of ['reset', 'mpsse'] as const)
        await link.order((index) => encodeBitMode(mode, 0, index)).catch(() => undefined);
    }
    await link.farewell(Uint8Array.from([...start, ...told, ...run, ...this.#pins().bytes]));
    await link.order((index) => encodeBitMode('reset', 0, index)).catch(() => undefined);
    await link.close();
  }

  async display(): Promise<void> {
    const { entry, emit } = this.#context;
    emit(
      notice(say.pinsDisplayed, {
        entry,
        numbering: 'pin assignment        : 0..7 = DBUS0..7, 8..15 = CBUS0..7',
        names: shownPins(this.#use === 'isp' ? 'jtag' : 'isp'),
      }),
    );
  }

  /** Waits for the engine's answer, lest time be counted before the pins are set. */
  async set(lines: BoardLines): Promise<void> {
    const { entry } = this.#context;
    const wired = Object.entries(lines).filter(([name]) => pinMask(entry, name as PinName) !== 0);
    if (wired.length === 0) return;
    for (const [name, active] of wired)
      this.#value = withPin(entry, this.#value, name as PinName, active === true);
    await this.carryOut([this.#pins(), { bytes: mpsse.askPins, replyLength: 1 }]);
  }

  async exchange(bytes: Uint8Array): Promise<Uint8Array> {
    if (!this.#bitBang) return this.carryOut([mpsse.exchangeBytes(bytes)]);
    const rows: number[] = [];
    statesOfBytes(bytes, (sck, sdo) => this.#levels(sck, sdo)).forEach((value, at) => {
      rows.push(...mpsse.setPins({ value, direction: this.#direction }));
      if (at % 2 === 1) rows.push(...mpsse.askAllPins);
    });
    this.#value = this.#levels(false, false);
    const asked = { bytes: rows, replyLength: 2 * 8 * bytes.length };
    const answer = await this.carryOut([asked, this.#pins()]);
    const bits = Array.from({ length: 8 * bytes.length }, (_, bit) =>
      isActive(this.#context.entry, (answer[2 * bit] ?? 0) | ((answer[2 * bit + 1] ?? 0) << 8), 'sdi'),
    );
    return bytesOfBits(bits);
  }

  /** The engine's own clock counts the time; nothing more is sent before that is over. */
  readonly send = async (bytes: Uint8Array, waitMs: number): Promise<void> => {
    const idle = new Uint8Array(4 * Math.ceil((this.#hertz * waitMs) / 32_000));
    for (let at = 0; at < idle.length; at += 4) idle.set(pollReady, at);
    const row = concatBytes([bytes, idle]);
    if (this.#bitBang) {
      await this.exchange(row);
      return;
    }
    await this.carryOut([mpsse.sendBytes(row)]);
    await this.#context.clock.sleep((8000 * row.length) / this.#hertz);
  };

  /** Sends commands as one transfer, and gives what they are answered with. @throws TransportError after saying so */
  async carryOut(parts: readonly mpsse.MpsseCommands[]): Promise<Uint8Array> {
    if (!this.#link) throw new ProtocolError('the FTDI chip is not open');
    const { bytes, replyLength } = mpsse.joinCommands([
      ...parts,
      { bytes: mpsse.sendImmediate, replyLength: 0 },
    ]);
    return this.#link.exchange(Uint8Array.from(bytes), replyLength);
  }

  #levels(sck: boolean, sdo: boolean): number {
    const { entry } = this.#context;
    return withPin(entry, withPin(entry, this.#value, 'sck', sck), 'sdo', sdo);
  }

  #pins(): mpsse.MpsseCommands {
    return { bytes: mpsse.setPins({ value: this.#value, direction: this.#direction }), replyLength: 0 };
  }

  /** Everything is an output that is low or, if it is turned around, high; but for what the target drives. */
  #wire(limit: number): void {
    const { entry } = this.#context;
    this.#bitBang = !this.#fitsEngine();
    const all = pinNames.reduce((mask, name) => mask | pinMask(entry, name), 0);
    if (all >= 2 ** limit || (this.#bitBang && (this.#use === 'jtag' || !this.#isComplete())))
      fail(
        this.#context.emit,
        notice(say.noValidPins, {
          sck: pinsText(entry, 'sck'),
          sdo: pinsText(entry, 'sdo'),
          sdi: pinsText(entry, 'sdi'),
        }),
        new UnsupportedError('the pins do not fit the chip'),
      );
    this.#direction = all & ~pinMask(entry, 'sdi') & ~pinMask(entry, 'tdo');
    this.#value = pinNames.reduce((value, name) => withPin(entry, value, name, false), 0);
  }

  #fitsEngine(): boolean {
    const { entry } = this.#context;
    const lines: readonly (readonly [PinName, string])[] = engineLines[this.#use];
    if (this.#use === 'isp' && pinMask(entry, 'reset') === 0) return false;
    return lines.every(([name, place]) => pinsText(entry, name) === place);
  }

  #isComplete(): boolean {
    const needed = ['reset', 'sck', 'sdo', 'sdi'] as const;
    return needed.every((name) => pinMask(this.#context.entry, name) !== 0);
  }
}
