import { ProtocolError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import type { PinStep } from '../../protocols/bitbang/pins.ts';
import { GpioChip } from '../../protocols/linux/gpio.ts';
import type { DeviceFiles } from '../../transports/device-files.ts';
import type { PinBoard } from '../bitbang/board.ts';
import { pinsShown, targetPins } from '../bitbang/display.ts';
import { overPins } from '../bitbang/over-pins.ts';
import { Pace, type Wires } from '../bitbang/pace.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { chipFile, takeChipLines } from './chip-lines.ts';
import { linuxDeeds } from './deeds.ts';
import { lastOf, resetSpecs } from './exit-specs.ts';
import * as say from './gpio-messages.ts';
import { assignedLines, type LineBank, wiresOn } from './lines.ts';
import { SysfsLines } from './sysfs-lines.ts';
import { deviceFiles, reasonOf } from './system.ts';

/** The chip that 8.2 looks for to know whether it can use chips, and that older releases number their lines on. */
const firstChip = '/dev/gpiochip0';

/** Lines of a GPIO chip of this computer. */
class LineBoard implements PinBoard {
  readonly #context: ProgrammerContext;
  #bank: LineBank | undefined;
  #wires: Wires | undefined;
  #pace: Pace | undefined;
  #words: 'chip' | 'sysfs' = 'sysfs';

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    const { emit, bitClock, id, ispDelay } = this.#context;
    const files = await deviceFiles(this.#context, 'a GPIO chip');
    this.#words = interfaceFor(this.#context, files).which;
    if (this.#words === 'chip' && bitClock !== undefined) emit(notice(say.bitClockIgnored, { id }));
    const lines = assignedLines(this.#context);
    this.#bank = await this.#take(files);
    this.#wires = wiresOn(lines, this.#bank);
    this.#pace = new Pace(files, ispDelay);
  }

  run(steps: readonly PinStep[]): Promise<readonly boolean[]> {
    if (!this.#wires || !this.#pace) throw new ProtocolError('the lines are not open');
    return this.#pace.run(steps, this.#wires);
  }

  async close(): Promise<void> {
    const bank = this.#bank;
    this.#bank = undefined;
    const kept = lastOf(this.#context.exitSpecs, ['reset', 'noreset']);
    bank?.letGo(kept === undefined ? undefined : kept === 'noreset');
  }

  display(): void {
    const { emit, entry } = this.#context;
    emit(notice(say.assignment, { which: this.#words }));
    emit(notice(pinsShown, { pins: entry.pins, only: targetPins }));
  }

  /** Takes the lines by the chip's own interface if there is one, whatever the release would do: it changes several at once. */
  async #take(files: DeviceFiles): Promise<LineBank> {
    const { emit, clock, behaviour } = this.#context;
    const lines = assignedLines(this.#context);
    const chip = this.#openChip(files);
    if (chip) {
      try {
        return takeChipLines(chip, this.#context.port, lines, emit);
      } finally {
        chip.close();
      }
    }
    const bank = new SysfsLines({ files, clock, emit, deeds: behaviour.of(linuxDeeds) }, lines);
    await bank.take();
    return bank;
  }

  /** @returns undefined if the lines have to be had by `/sys/class/gpio` @throws TransportError after saying so */
  #openChip(files: DeviceFiles): GpioChip | undefined {
    const { port, emit, behaviour } = this.#context;
    const lines = assignedLines(this.#context);
    const isNamed = behaviour.of(linuxDeeds).lines === 'chip' || /gpiochip\d+$/.test(port);
    let chip: GpioChip | undefined;
    try {
      chip = new GpioChip(files, isNamed ? chipFile(port) : firstChip);
      if (this.#words === 'chip') return chip;
      const count = chip.lineCount();
      // A number of `/sys/class/gpio` that is none on this chip belongs to another one.
      if (lines.every(({ offset }) => offset < count)) return chip;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (this.#words === 'chip') {
        const line = lines[0]?.offset ?? 0;
        emit(notice(say.lineRefused, { step: 'open', chip: port, line, reason: reasonOf(error) }));
        throw error;
      }
    }
    chip?.close();
    return undefined;
  }
}

/** What the release would reach the lines by: 8.2 uses chips if the first can be opened. */
function interfaceFor(
  { behaviour }: ProgrammerContext,
  files: DeviceFiles,
): { readonly which: 'chip' | 'sysfs'; readonly failure?: TransportError } {
  if (behaviour.of(linuxDeeds).lines === 'sysfs') return { which: 'sysfs' };
  try {
    new GpioChip(files, firstChip).close();
    return { which: 'chip' };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { which: 'sysfs', failure: error };
  }
}

export const linuxgpio: ProgrammerType = {
  id: 'linuxgpio',
  name: 'linuxgpio',
  lookAround: async (context) => {
    if (!context.open.devices) return;
    const { which, failure } = interfaceFor(context, await context.open.devices());
    if (failure) context.emit(notice(say.chipNotWorking, { file: firstChip, reason: reasonOf(failure) }));
    context.emit(notice(say.interfaceChosen, { which }));
  },
  exitSpecs: resetSpecs,
  takesExitSpecs: (behaviour) => behaviour.of(linuxDeeds).takesExitSpecs,
  create: (context) => overPins(context, new LineBoard(context)),
};
