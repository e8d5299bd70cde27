import { notice } from '../../output/events.ts';
import { parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './held-lines-messages.ts';
import { SerialLine } from './serial-line.ts';

/** How an adapter's control lines RTS and DTR are held while it is in use. */
export type HeldLines = 'as-opened' | 'low' | 'high';

/**
 * Reads `-x rtsdtr=low|high`, for types that have no other parameter.
 * @param type as avrdude's source calls it @param form how the help shows the parameter @param listed as in `ExtendedDeeds.types`
 * @throws as parseExtended
 */
export function parseHeldLines(
  context: ProgrammerContext,
  type: string,
  form: string,
  meaning: string,
  listed = type,
): HeldLines {
  return parseExtended<{ lines: HeldLines }>(context, {
    type,
    listed,
    initial: { lines: 'as-opened' },
    parameters: [
      {
        pattern: /^rtsdtr=(\S{1,4})/,
        apply: (settings, [, mode = '']) => {
          const lines = mode.toLowerCase();
          if (lines === 'low' || lines === 'high') return { ...settings, lines };
          context.emit(notice(words.neitherLowNorHigh, { type }));
          return undefined;
        },
      },
    ],
    help: [[form, meaning]],
  }).lines;
}

/** Sets the lines; an active line is low. */
export async function holdLines(line: Pick<SerialLine, 'setLines'>, lines: HeldLines): Promise<void> {
  if (lines === 'as-opened') return;
  const on = lines === 'low';
  await line.setLines({ dtr: false, rts: false });
  await line.setLines({ dtr: on, rts: on });
}

/** The context of a programmer whose line is held from its opening to its end. */
export function heldLines(context: ProgrammerContext, lines: HeldLines, type: string): ProgrammerContext {
  if (lines === 'as-opened') return context;
  const { emit, open } = context;
  return {
    ...context,
    open: {
      ...open,
      serial: async (settings) => {
        const transport = await open.serial(settings);
        const line = new SerialLine(transport, emit, settings.baudRate);
        await holdLines(line, lines);
        return {
          write: (data) => transport.write(data),
          read: (length, timeoutMs) => transport.read(length, timeoutMs),
          drain: (...how) => transport.drain(...how),
          setLines: (state) => transport.setLines(state),
          setBaudRate: (rate) => transport.setBaudRate(rate),
          close: async () => {
            emit(notice(words.released, { type }));
            await line.setLines({ dtr: false, rts: false }).catch(() => {});
            await transport.close();
          },
        };
      },
    },
  };
}
