import { defineMessage, type MessageDefinition, said } from '../../output/words.ts';

/** What avrdude says of control lines that it holds (`serialupdi.c`, `jtagmkII.c` of 7.1 and 8.2). */

const place = (type: string, func: string): string => `${type}_${func}() ${type}.c`;

export const neitherLowNorHigh = defineMessage<{ type: string }>('line/neither-low-nor-high', {
  '6.4': (p) => said('info', `${p.type}_parseextparms(): RTS/DTR mode must be LOW or HIGH\n`),
  '7.1': (p) => said('error', 'RTS/DTR mode must be LOW or HIGH\n', place(p.type, 'parseextparms')),
  '8.2': (p) => {
    const which = p.type === 'serialupdi' ? '-x rtsdtr=<mode>: ' : '';
    return said('error', `${which}RTS/DTR mode must be LOW or HIGH\n`, place(p.type, 'parseextparms'));
  },
});

/** Only 7.1 was loud about it, and only there where it knew the parameter. */
function held(name: string, func: string, text: (lines: string) => string): MessageDefinition<Held> {
  return {
    name,
    '6.4': (p) => said('notice', `${text(p.lines ?? '')}\n`),
    '7.1': (p) =>
      p.type === 'serialupdi'
        ? said('warning', `${text(p.lines ?? '')}\n`, place(p.type, func))
        : said('notice', `${text(p.lines ?? '')}\n`),
    '8.2': (p) => said('notice', `${text(p.lines ?? '')}\n`),
  };
}

interface Held {
  readonly type: string;
  readonly lines?: string;
}

export const forced = held(
  'line/lines-forced',
  'initialize',
  (lines) => `forcing serial DTR/RTS handshake lines ${lines}`,
);
export const released = held('line/lines-released', 'close', () => 'releasing DTR/RTS handshake lines');
