import type { PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { extendedNumber, parseExtended } from '../extended/parameters.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import { boardReset } from '../line/board-reset.ts';
import { lineDeeds } from '../line/deeds.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { Erasure, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Stk500v2 } from './isp.ts';
import * as words from './wiring-messages.ts';

/** How long each of the six sign-ons is waited for at least (ms): some boot loaders take 1.5 s from the reset to the first answer. */
const leastSyncTimeout = 500;

const lineSteps = { releasing: words.releasing, asserting: words.asserting } as const;

/** How the board is started, from `-x`. */
interface Start {
  /** Milliseconds to wait in place of a reset: time to press the button. */
  readonly snooze: number;
  readonly autoreset: boolean;
  /** Milliseconds more or less than usual from reset to sign-on. */
  readonly delay: number;
}

/** The boot loader of Wiring boards and the Arduino Mega: STK500 version 2, started by the adapter's control lines. */
class Wiring extends Stk500v2 {
  readonly #start: Start;
  #line: SerialLine | undefined;

  constructor(context: ProgrammerContext, start: Start) {
    super(context);
    this.#start = start;
  }

  override async open(): Promise<void> {
    const { emit, bitClock, id } = this.context;
    if (bitClock !== undefined) emit(notice(bitClockIgnored, { id, by: 'wiring' }));
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200, bytewise: true });
    await orClose(line, async () => {
      await this.#startBoard(line);
      const link = this.linkOver(line, leastSyncTimeout);
      await link.drain();
      this.model = await link.explained(link.signOn(), () => emit(notice(words.tryDelay)));
      this.connect(line, link);
    });
    this.#line = line;
  }

  override erasure(): Erasure {
    return 'unknown';
  }

  override async close(): Promise<void> {
    if (this.#line) await boardReset(this.context.behaviour.of(lineDeeds).boardReset).release(this.#line);
    await super.close();
  }

  override async readByte(memory: Memory, address: number): Promise<number> {
    const block = byteBlock(memory, address);
    if (!block) return super.readByte(memory, address);
    const data = await this.#readBlock(memory, block);
    return data[address - block.address] ?? 0xff;
  }

  override async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const block = byteBlock(memory, address);
    if (!block) return super.writeByte(memory, address, value);
    const data = block.length === 1 ? Uint8Array.of(value) : await this.#readBlock(memory, block);
    data[address - block.address] = value;
    await this.pagedWrite(memory, [{ address: block.address, data }], () => {});
  }

  async #readBlock(memory: Memory, block: PageRange): Promise<Uint8Array> {
    const data = new Uint8Array(block.length);
    await this.pagedRead(memory, [block], (_, bytes) => data.set(bytes));
    return data;
  }

  async #startBoard(line: SerialLine): Promise<void> {
    const { clock, emit, behaviour } = this.context;
    const { snooze, autoreset, delay } = this.#start;
    if (snooze > 0) {
      emit(notice(words.snoozing, { milliseconds: snooze }));
      await clock.sleep(snooze);
      emit(notice(words.doneSnoozing));
      return;
    }
    if (!autoreset) return;
    await boardReset(behaviour.of(lineDeeds).boardReset).reset(line, clock, {
      discharge: 50,
      held: 50,
      pulsed: Math.max(0, 100 + delay),
      onStep: (step) => emit(notice(lineSteps[step])),
    });
  }
}

/**
 * What goes to and fro for one byte: the boot loader carries out no instruction on EEPROM and flash. A byte of EEPROM is a block
 * of its own; flash goes by pages.
 */
function byteBlock(memory: Memory, address: number): PageRange | undefined {
  if (memory.name === 'eeprom') return { address, length: 1 };
  if (memory.name !== 'flash') return undefined;
  return { address: address - (address % memory.pageSize), length: memory.pageSize };
}

function parse(context: ProgrammerContext): Start {
  const { emit } = context;
  return parseExtended<Start>(context, {
    type: 'wiring',
    initial: { snooze: 0, autoreset: true, delay: 0 },
    parameters: [
      {
        pattern: /^snooze=(.*)$/,
        apply: (start, match) => {
          const snooze = extendedNumber(context, match[1] ?? '');
          if (!snooze.ok || snooze.value < 0) {
            const problem = snooze.ok ? 'snooze time cannot be negative' : snooze.error;
            emit(notice(words.invalidSnooze, { text: match[0], problem }));
            return undefined;
          }
          emit(notice(words.snoozeSet, { milliseconds: snooze.value }));
          return { ...start, snooze: snooze.value };
        },
      },
      {
        pattern: /^delay=(.*)$/,
        apply: (start, match) => {
          const delay = extendedNumber(context, match[1] ?? '');
          if (!delay.ok) {
            emit(notice(words.invalidDelay, { text: match[0], problem: delay.error }));
            return undefined;
          }
          emit(notice(words.delaySet, { milliseconds: delay.value }));
          return { ...start, delay: delay.value };
        },
      },
      { pattern: /^noautoreset$/, apply: (start) => ({ ...start, autoreset: false }) },
    ],
    help: [
      ['snooze=<n>', 'Wait snooze <n> ms before protocol sync after port open'],
      ['delay=<n>', 'Add delay [n] ms after reset, can be negative'],
      ['noautoreset', "Don't toggle RTS/DTR lines on port open to prevent a hardware reset"],
    ],
  });
}

export const wiring: ProgrammerType = {
  id: 'wiring',
  name: 'Wiring',
  takesExtended: true,
  create: (context) => new Wiring(context, parse(context)),
};
