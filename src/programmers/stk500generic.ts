import { AvrdudeError, DisconnectedError } from '../model/errors.ts';
import { notice } from '../output/events.ts';
import { defineMessage, type MessageDefinition } from '../output/words.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from './programmer.ts';
import { stk500 } from './stk500.ts';
import { stk500v2 } from './stk500v2.ts';

const where = 'stk500generic_open() stk500generic.c';

function opened(version: 'v1' | 'v2'): MessageDefinition<void> {
  const text = `successfully opened stk500${version} device -- please use -c stk500${version}\n`;
  return defineMessage({
    '6.4': () => ({ level: 'info', lead: 'program', text, where }),
    '8.2': () => [
      {
        level: 'info',
        lead: 'program',
        text: `successfully opened stk500${version} device; in future\n`,
        where,
      },
      {
        level: 'info',
        lead: 'indent',
        text: `please use -c stk500${version}, so -x parameters are available\n`,
      },
    ],
  });
}

const neither = defineMessage({
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'cannot open either stk500v1 or stk500v2 programmer\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    text: 'cannot open either stk500v1 or stk500v2 programmer\n',
    where,
  }),
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'probing stk500v2 failed, as did stk500v1; perhaps try -c stk500v1\n',
    where,
  }),
});

/** Finds out which version of the protocol the board speaks, and is that from then on. */
function create(context: ProgrammerContext): Programmer {
  const v1 = { type: stk500, message: opened('v1') };
  const v2 = { type: stk500v2, message: opened('v2') };
  const candidates = context.behaviour.serial.stk500Generic === 'v1-first' ? [v1, v2] : [v2, v1];
  let found: Programmer | undefined;
  const board = (): Programmer => {
    if (!found) throw new TypeError('no version has been found yet');
    return found;
  };
  return {
    async open() {
      for (const { type, message } of candidates) {
        const candidate = type.create(context);
        try {
          await candidate.open();
        } catch (error) {
          if (!(error instanceof AvrdudeError) || error instanceof DisconnectedError) throw error;
          if (type === candidates[0]?.type) continue;
          context.emit(notice(neither));
          throw error;
        }
        context.emit(notice(message));
        found = candidate;
        return;
      }
    },
    initialize: () => board().initialize(),
    disable: async () => found?.disable(),
    close: async () => found?.close(),
    display: async () => found?.display?.(),
    printParameters: async () => found?.printParameters?.(),
    chipErase: () => board().chipErase(),
    command: async (instruction) => board().command?.(instruction) ?? new Uint8Array(4),
    pagedRead: async (memory, run, onPage) => board().pagedRead?.(memory, run, onPage),
    pagedWrite: async (memory, run, onPage) => board().pagedWrite?.(memory, run, onPage),
    setSckPeriod: async (seconds) => board().setSckPeriod?.(seconds),
  };
}

export const stk500generic: ProgrammerType = {
  id: 'stk500generic',
  name: 'STK500GENERIC',
  description: 'Atmel STK500, autodetect firmware version',
  create,
};
