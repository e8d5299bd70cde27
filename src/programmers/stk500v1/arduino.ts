import { DisconnectedError, TimeoutError, TransportError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { notice } from '../../output/events.ts';
import { encodeGetSync, responses } from '../../protocols/stk500v1/commands.ts';
import type { Elsewhere } from '../../protocols/stk500v1/exchange.ts';
import { Stk500v1Link } from '../../protocols/stk500v1/link.ts';
import { parseStk500 } from '../atmel/parameters.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import { type BoardReset, boardReset, hold, type ResetTimes } from '../line/board-reset.ts';
import { lineDeeds } from '../line/deeds.ts';
import { openSerialLine, orClose, type SerialLine, stillnessOf } from '../line/serial-line.ts';
import type { ProgrammerType } from '../programmer.ts';
import { BootLoader } from './boot-loader.ts';
import { stk500v1Deeds } from './deeds.ts';

/**
 * Parts with more flash than this have a UART of their own. Smaller ones may run a boot loader with a UART made in software,
 * which cannot take bytes while it answers.
 */
const softwareUartFlash = 8192;

const resetTimes: ResetTimes = { discharge: 250, held: 50, pulsed: 100 };
/** Of a pulse before a further attempt: the lines have been let go long ago. */
const furtherTimes: ResetTimes = { held: 50, pulsed: 20 };

/**
 * How long a board is left alone behind its reset, which may be the opening of the port, until it is asked for sync (ms). A chip may take 65
 * to start (data sheets, "System Clock": start-up times), and half a request that is heard then makes some loaders leave.
 */
const startTimes = { reset: 150 - resetTimes.held, opened: 150 } as const;

/** A boot loader that speaks STK500 version 1 and is started by the serial adapter's control lines: Optiboot, ATmegaBOOT. */
class Arduino extends BootLoader {
  override async open(): Promise<void> {
    const { part, port, emit, behaviour, bitClock, id } = this.context;
    if (bitClock !== undefined) emit(notice(bitClockIgnored, { id, by: 'arduino' }));
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    const flash = memoryNamed(part, 'flash');
    const { attempts, autoreset } = this.parameters;
    const link = new Stk500v1Link(line, emit, {
      still: stillnessOf(this.context, line),
      joinsAddress: (flash?.size ?? 0) > softwareUartFlash,
      ...(attempts !== undefined && { attempts }),
      ...(attempts !== 1 && !port.startsWith('net:') && { elsewhere: this.#otherRates(line, autoreset) }),
      ...(autoreset &&
        behaviour.of(stk500v1Deeds).resetsPerAttempt && {
          betweenAttempts: () => this.#resetAgain(line, link),
        }),
    });
    await orClose(line, async () => {
      if (autoreset) await this.#reset.reset(line, this.context.clock, resetTimes);
    });
    await this.greet(line, link, autoreset ? startTimes.reset : startTimes.opened);
  }

  override async close(): Promise<void> {
    if (this.line) await this.#reset.release(this.line);
    await super.close();
  }

  /** Boards differ in the rate of their loaders; when the given one finds nothing, the usual others are tried. */
  #otherRates(line: SerialLine, autoreset: boolean): Elsewhere {
    const { emit, clock } = this.context;
    const restart = async () => {
      if (autoreset) await hold.reset(line.quiet, clock, resetTimes).catch(cannotBeReset);
      await line.quiet.drain(50);
    };
    const answers = async (baudRate: number): Promise<boolean> => {
      await line.quiet.setBaudRate(baudRate);
      await restart();
      for (let i = 0; i < 3; i++) {
        await line.quiet.write(encodeGetSync());
        const reply = await line.quiet.read(2, 300).catch(nothingHeard);
        if (reply?.[0] === responses.inSync && reply[1] === responses.ok) return true;
      }
      return false;
    };
    return {
      listen: async () => (await line.readIfAny(1, 1000))?.[0],
      search: async () => {
        try {
          for (const baudRate of usualRates.filter((rate) => rate !== line.baudRate))
            if (await answers(baudRate)) {
              const text = `The board answers at ${baudRate} baud, not at ${line.baudRate}: use -b ${baudRate}`;
              emit({ kind: 'hint', name: 'stk500v1/other-baud-rate', text });
              return true;
            }
          await line.quiet.setBaudRate(line.baudRate);
          await restart();
        } catch (error) {
          if (!(error instanceof TransportError) || error instanceof DisconnectedError) throw error;
        }
        return false;
      },
    };
  }

  async #resetAgain(line: SerialLine, link: Stk500v1Link): Promise<void> {
    await this.#reset.reset(line, this.context.clock, this.#reset === hold ? resetTimes : furtherTimes);
    await link.drain();
  }

  get #reset(): BoardReset {
    return boardReset(this.context.behaviour.of(lineDeeds).boardReset);
  }
}

/** Rates of the boot loaders in the field, most frequent first. */
const usualRates = [115200, 57600, 19200];

/** A board that cannot be reset is looked for all the same. */
function cannotBeReset(error: unknown): void {
  if (error instanceof DisconnectedError || !(error instanceof TransportError)) throw error;
}

function nothingHeard(error: unknown): undefined {
  if (!(error instanceof TimeoutError)) throw error;
}

export const arduino: ProgrammerType = {
  id: 'arduino',
  name: 'Arduino',
  keepsTrailingFf: true,
  takesExtended: true,
  create: (context) => new Arduino(context, parseStk500(context, 'arduino')),
};
