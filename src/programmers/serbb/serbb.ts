import { InterruptedError, ProtocolError, TransportError } from '../../model/errors.ts';
import type { PinName } from '../../model/programmer-entry.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { PinLevels, PinStep } from '../../protocols/bitbang/pins.ts';
import * as terminal from '../../protocols/linux/terminal.ts';
import type { DeviceFile } from '../../transports/device-files.ts';
import { type AssignedPin, type PinBoard, pinsFor } from '../bitbang/board.ts';
import { overPins } from '../bitbang/over-pins.ts';
import { Pace, type Wires } from '../bitbang/pace.ts';
import { deviceFiles, reasonOf } from '../linux/system.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import * as say from './messages.ts';

/** Pins of a nine-pin plug: TXD, which is set by a break, the outputs, and the inputs. */
const transmit = 3;
const outputs: Readonly<Record<number, terminal.SerialPin>> = { 4: 'dtr', 7: 'rts' };
const inputs: Readonly<Record<number, terminal.SerialPin>> = { 1: 'cd', 6: 'dsr', 8: 'cts', 9: 'ri' };

/** The control lines of a serial port. DTR and RTS are set by one call, as they are known. */
class SerialLines implements Wires {
  readonly #file: DeviceFile;
  readonly #pins: ReadonlyMap<PinName, AssignedPin>;
  readonly #emit: ProgrammerContext['emit'];
  #lines: number;

  constructor(file: DeviceFile, { entry, emit }: ProgrammerContext) {
    this.#file = file;
    this.#emit = emit;
    const names = Object.keys(entry.pins) as PinName[];
    this.#pins = new Map(
      names.flatMap((name) => {
        const [pin] = pinsFor(entry.pins, name);
        return pin ? [[name, pin] as const] : [];
      }),
    );
    this.#lines = this.#called('TIOCMGET', 'setpin', () => terminal.readLines(file));
  }

  set(levels: PinLevels): void {
    let lines = this.#lines;
    for (const name in levels) {
      const pin = this.#pins.get(name as PinName);
      if (!pin) continue;
      const high = levels[name as PinName] !== pin.isInverted;
      const output = outputs[pin.number];
      if (output) lines = high ? lines | terminal.lineBits[output] : lines & ~terminal.lineBits[output];
      else if (pin.number === transmit)
        this.#called('TIOCxBRK', 'setpin', () => terminal.setBreak(this.#file, high));
    }
    if (lines === this.#lines) return;
    this.#lines = lines;
    this.#called('TIOCMSET', 'setpin', () => terminal.writeLines(this.#file, lines));
  }

  get(name: PinName): boolean {
    const pin = this.#pins.get(name);
    const input = pin && inputs[pin.number];
    if (!input) return false;
    const lines = this.#called('TIOCMGET', 'getpin', () => terminal.readLines(this.#file));
    return ((lines & terminal.lineBits[input]) !== 0) !== pin.isInverted;
  }

  #called<Result>(call: string, by: 'setpin' | 'getpin', use: () => Result): Result {
    try {
      return use();
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
      fail(this.#emit, notice(say.lineFailed, { call, by, reason: reasonOf(error) }), error);
    }
  }
}

/** A serial port as a board of pins. */
class SerialBoard implements PinBoard {
  readonly #context: ProgrammerContext;
  #file: DeviceFile | undefined;
  /** As they were found. */
  #attributes: Uint8Array | undefined;
  #wires: SerialLines | undefined;
  #pace: Pace | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    const { bitClock, emit, id, port, ispDelay } = this.#context;
    if (bitClock !== undefined) emit(notice(say.useDelayInstead, { id }));
    const files = await deviceFiles(this.#context, 'bit banging over a serial port');
    const file = this.#tried(
      () => files.open(port, 'both', true),
      (reason) => notice(say.portClosed, { port, reason }),
    );
    this.#file = file;
    const attributes = this.#tried(
      () => terminal.readAttributes(file),
      (reason) => notice(say.noAttributes, { port, by: 'tcgetattr', reason }),
    );
    this.#attributes = attributes;
    this.#tried(
      () => terminal.writeAttributes(file, terminal.plainAttributes(attributes)),
      (reason) => notice(say.noAttributes, { port, by: 'tcsetattr', reason }),
    );
    this.#wires = new SerialLines(file, this.#context);
    this.#pace = new Pace(files, ispDelay);
  }

  run(steps: readonly PinStep[]): Promise<readonly boolean[]> {
    if (!this.#wires || !this.#pace) throw new ProtocolError('the serial port is not open');
    return this.#pace.run(steps, this.#wires);
  }

  /** RESET is high at the end, unless the port drops its line as it is closed. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (!file) return;
    try {
      if (this.#attributes) terminal.writeAttributes(file, this.#attributes);
      this.#wires?.set({ reset: true });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    } finally {
      file.close();
    }
  }

  #tried<Result>(use: () => Result, wordsFor: (reason: string) => ReturnType<typeof notice>): Result {
    try {
      return use();
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
      fail(this.#context.emit, wordsFor(reasonOf(error)), error);
    }
  }
}

export const serbb: ProgrammerType = {
  id: 'serbb',
  name: 'SERBB',
  create: (context) => overPins(context, new SerialBoard(context)),
};
