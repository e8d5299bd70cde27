import { BUSY_MS } from './chip.ts';
import type { Board, Firmware, SerialKinds } from './device.ts';
import { JtagTarget, REFUSAL } from './jtag-target.ts';
import { IceFrames } from './jtagmkii-frames.ts';
import { type IceMode, little, MODE, number } from './jtagmkii-modes.ts';
import type { Waiting } from './line.ts';
import { Stk500v2 } from './stk500v2.ts';

const OK = 0x80;
const PARAMETER = 0x81;
const MEMORY = 0x82;
const SIGN_ON = 0x86;
const SPI_DATA = 0x88;

/** Only JTAG has a reset beside it. */
const EXTERNAL_RESET = 19;

/** Parameter 0x05, and the rate after power-on and sign-off. */
const RATES = [0, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 14400];
const FIRST_RATE = 4;

/** Parameters: their sizes, and whether they can be set. */
const PARAMETERS: Readonly<Record<number, { size: number; settable: boolean }>> = {
  1: { size: 2, settable: false }, // hardware
  2: { size: 4, settable: false }, // firmware
  3: { size: 1, settable: true }, // emulator mode
  5: { size: 1, settable: true }, // baud rate
  6: { size: 2, settable: false }, // target voltage
  7: { size: 1, settable: true }, // JTAG clock
  [EXTERNAL_RESET]: { size: 1, settable: true },
  9: { size: 1, settable: true }, // timers run while the target is stopped
  27: { size: 4, settable: true }, // daisy chain
  45: { size: 1, settable: true }, // of AVR32: unknown
  50: { size: 4, settable: true }, // where PDI has flash
  51: { size: 4, settable: true }, // where PDI has the boot section
};

const hex = (n: number) => `0x${n.toString(16).padStart(2, '0')}`;

/**
 * A JTAGICE mkII on a serial line (AVR067) with a target on its JTAG and ISP connectors. Options: `fw=6.06` (firmware of both
 * controllers), `id=JTAGICEmkII`.
 */
export class JtagMkii implements Firmware {
  readonly resetsOnOpen = false;
  private readonly board: Board;
  private readonly isp: Stk500v2;
  private readonly modes: ReadonlyMap<number, IceMode>;
  private jtag: JtagTarget;
  private values: Map<number, number> = new Map();
  private signedOn = false;
  /** The target stands still from the synchronisation on, until it is told to run or the session ends. */
  private stopped = false;

  /** @param modes what it can do besides JTAG and ISP with a classic part */
  constructor(board: Board, modes: ReadonlyMap<number, IceMode> = new Map()) {
    this.board = board;
    this.modes = modes;
    this.isp = new Stk500v2(board);
    this.jtag = new JtagTarget(board.chip, (text) => board.line.violation(text));
  }

  get holds(): boolean {
    const modes = [...this.modes.values()];
    return this.jtag.programming || this.stopped || this.isp.holds || modes.some(({ holds }) => holds);
  }

  *run(): Waiting<void> {
    const { line } = this.board;
    const [major = 0, minor = 0] = this.firmware;
    this.values = new Map([
      ...[[1, 0x0101] as const, [2, number([minor, major, minor, major])] as const, [3, MODE.jtag] as const],
      ...[
        [5, FIRST_RATE] as const,
        [6, 4980] as const,
        [7, 0] as const,
        [19, 0] as const,
        [9, 0] as const,
        [27, 0] as const,
      ],
    ]);
    this.signedOn = false;
    this.board.target.reset(false);
    const frames = new IceFrames(line);
    for (;;) {
      const message = yield* frames.next();
      this.checkRate();
      line.count((message[0] ?? 0).toString(16).padStart(2, '0'));
      if (line.faults.refuses()) {
        frames.answer([REFUSAL.failed]);
        continue;
      }
      frames.answer(yield* this.command(message));
    }
  }

  private get firmware(): number[] {
    return this.board.option('fw', '6.06').split('.').map(Number);
  }

  /** A carrier that shows the line's speed must show the one that has been agreed on. */
  private checkRate(): void {
    const host = this.board.line.rates.at(-1);
    const here = RATES[this.values.get(5) ?? 0];
    if (host !== undefined && host !== here) this.board.line.violation(`${host} baud where ${here} are set`);
  }

  private *command(m: readonly number[]): Waiting<number[]> {
    const { line, chip, target } = this.board;
    const id = m[0] ?? 0;
    if (!this.signedOn && id !== 0x01) line.violation(`command ${hex(id)} before sign-on`);
    const own = this.modes.get(this.mode)?.command(m);
    if (own) return own;
    switch (id) {
      case 0x00:
        if (this.jtag.programming) line.violation('sign-off in programming mode');
        target.reset(false);
        this.signedOn = false;
        this.stopped = false;
        // The answer goes out at the old speed; what the host says next comes at the first one.
        queueMicrotask(() => this.values.set(5, FIRST_RATE));
        return [OK];
      case 0x01: {
        this.signedOn = true;
        const [major = 0, minor = 0] = this.firmware;
        const mcu = [1, minor, major, 1];
        const name = this.board.option('id', 'JTAGICEmkII');
        return [SIGN_ON, 1, ...mcu, ...mcu, 0x00, 0xa0, 0x00, 0x00, 0x12, 0x34, ...Buffer.from(name), 0];
      }
      case 0x02:
        return this.setParameter(m[1] ?? 0, m.slice(2));
      case 0x03: {
        const facts = PARAMETERS[m[1] ?? 0];
        if (!facts || m.length !== 2) return this.refuse(m, REFUSAL.parameter);
        return [PARAMETER, ...little(this.values.get(m[1] ?? 0) ?? 0, facts.size)];
      }
      case 0x04: {
        const refusal = this.jtag.write(
          m[1] ?? 0,
          number(m.slice(2, 6)),
          number(m.slice(6, 10)),
          m.slice(10),
        );
        if (refusal !== undefined) return [refusal];
        if (chip.timing) yield* line.pause(BUSY_MS.flash);
        return [OK];
      }
      case 0x05: {
        if (m.length !== 10) return this.refuse(m, REFUSAL.value);
        const data = this.jtag.read(m[1] ?? 0, number(m.slice(2, 6)), number(m.slice(6, 10)));
        return typeof data === 'number' ? [data] : [MEMORY, ...data];
      }
      case 0x08:
        if (this.jtag.programming) line.violation('GO in programming mode');
        this.stopped = false;
        return [OK];
      case 0x0b:
        return m.length === 2 ? [OK] : this.refuse(m, REFUSAL.value);
      case 0x0c:
        return [this.jtag.describe(m.slice(1), (this.firmware[0] ?? 0) >= 4 ? 298 : 296) ?? OK];
      case 0x0f:
        if (chip.absent && this.looksForTarget) return [REFUSAL.jtagId, 0, 0, 0, 0];
        this.stopped = true;
        return [OK];
      case 0x13:
        if (!this.jtag.programming) return this.refuse(m, REFUSAL.state);
        chip.chipErase();
        if (chip.timing) yield* line.pause(BUSY_MS.erase);
        return [OK];
      case 0x14:
        if (this.mode !== MODE.jtag) return this.refuse(m, REFUSAL.mode);
        return [this.jtag.enter() ?? OK];
      case 0x15:
        if (!this.jtag.programming) return this.refuse(m, REFUSAL.state);
        this.jtag.leave();
        return [OK];
      case 0x2f:
        return yield* this.ispPacket(m);
      default:
        return this.refuse(m, REFUSAL.command);
    }
  }

  private get mode(): number {
    return this.values.get(3) ?? MODE.jtag;
  }

  private setParameter(parameter: number, value: readonly number[]): number[] {
    const facts = PARAMETERS[parameter];
    if (!facts?.settable) return this.refuse([0x02, parameter], REFUSAL.parameter);
    if (value.length !== facts.size) return this.refuse([0x02, parameter], REFUSAL.value);
    const n = number(value);
    if (parameter === EXTERNAL_RESET && this.mode === MODE.pdi) return [REFUSAL.parameter];
    if (parameter === 3 && !this.canReachBy(n)) return [REFUSAL.mode, this.mode];
    if (parameter === 5 && !RATES[n]) return this.refuse([0x02, parameter], REFUSAL.value);
    this.values.set(parameter, n);
    return [OK];
  }

  /** Before firmware 7 only JTAG is looked at. */
  private get looksForTarget(): boolean {
    const isClassic = this.mode < MODE.jtagAvr32;
    return this.mode === MODE.jtag || (isClassic && (this.firmware[0] ?? 0) >= 7);
  }

  private canReachBy(mode: number): boolean {
    const own = this.modes.get(mode);
    return own ? own.available : mode === MODE.jtag || mode === MODE.spi;
  }

  /** An STK500v2 command for the ISP connector, with the length of the answer that is wanted before it. */
  private *ispPacket(m: readonly number[]): Waiting<number[]> {
    if (this.mode !== MODE.spi && this.mode !== MODE.highVoltage) return this.refuse(m, REFUSAL.mode);
    const wanted = number(m.slice(1, 3));
    const answer = yield* this.isp.command(m.slice(3));
    const good = answer[1] === 0;
    if (good && answer.length !== wanted)
      this.board.line.violation(`ISP answer of ${answer.length} bytes where ${wanted} were wanted`);
    return [SPI_DATA, ...answer];
  }

  private refuse(m: readonly number[], refusal: number): number[] {
    const shown = m.slice(0, 10).map(hex).join(' ');
    this.board.line.violation(`${shown} is refused with ${hex(refusal)}`);
    return [refusal];
  }
}

export const serialKinds: SerialKinds = { jtagmkii: (board) => new JtagMkii(board) };
