import { scanInteger } from '../../model/c-number.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { defineMessage } from '../../output/words.ts';
import { errorOf, named, plain, usage } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { argumentWrong } from './messages.ts';

const noCommands = defineMessage<{ type: string }>('terminal/no-commands', {
  '6.4': ({ type }) => plain(`The ${type} programmer does not support direct ISP commands.\n`),
});
const noSpi = defineMessage<{ type: string }>('terminal/no-spi', {
  '6.4': ({ type }) => plain(`The ${type} programmer does not support direct SPI transfers.\n`),
  '7.1': ({ type }) =>
    errorOf('send', `(send) the ${type} programmer does not support direct SPI transfers\n`),
});
const syntax = defineMessage<{ spi: boolean }>('terminal/send-syntax', {
  '6.4': ({ spi }) => plain(`Usage: send ${bytesWanted(spi)}\n`),
  '7.1': ({ spi }) => usage(`Usage: send ${bytesWanted(spi)}\n`),
  '8.2': ({ spi }) =>
    usage(`Syntax: send ${bytesWanted(spi)}\nFunction: send a raw command to the programmer\n`),
});
const byteWrong = defineMessage<{ text: string }>('terminal/byte-wrong', {
  '6.4': ({ text }) => named('send', `can't parse byte "${text}"\n`),
});
const results = defineMessage<{ bytes: string }>('terminal/results', {
  '6.4': ({ bytes }) => [plain(`results:${bytes}\n`), { ...plain('\n'), stream: 'stdout' }],
  '7.1': ({ bytes }) => ({ ...plain(`results:${bytes}\n\n`), stream: 'stdout' }),
  '8.2': ({ bytes }) => ({ ...plain(`results:${bytes}\n`), stream: 'stdout' }),
});
const refused = defineMessage<{ way: 'spi' | 'cmd' }>('terminal/send-refused', {
  '8.2': ({ way }) => errorOf('send', `(send) pgm->${way}() command failed\n`),
});

function bytesWanted(spi: boolean): string {
  return spi ? '<byte1> [<byte2> [<byte3> [<byte4>]]]' : '<byte1> <byte2> <byte3> <byte4>';
}

/** `send`: four bytes to the target as an instruction, or one to four as raw SPI, and what came back. */
export const send: Command = async (session, words) => {
  const { programmer, spiMode: spi } = session;
  const type = session.context.typeName;
  const asksHelp = session.rules.refusesExtraArguments && words[1] === '-?';
  const wrongCount = words.length > 5 || (words.length < 5 && !spi) || asksHelp;
  const lacks = !programmer.command ? noCommands : spi && !programmer.spi ? noSpi : undefined;
  if (lacks && (!wrongCount || !session.rules.refusesExtraArguments)) {
    return session.refuse(lacks, { type });
  }
  if (wrongCount) {
    return session.refuse(syntax, { spi });
  }
  const bytes = parseBytes(session, words.slice(1));
  const answer = await attempt(async () => (spi ? programmer.spi?.(bytes) : programmer.command?.(bytes)));
  if (!answer.ok && session.rules.refusesExtraArguments) {
    return session.refuse(refused, { way: spi ? 'spi' : 'cmd' }, -1, answer.error);
  }
  const received = (answer.ok ? answer.value : undefined) ?? new Uint8Array(bytes.length);
  const shown = Array.from(
    received.subarray(0, bytes.length),
    (byte) => ` ${byte.toString(16).padStart(2, '0')}`,
  );
  session.say(results, { bytes: shown.join('') });
  return done;
};

function parseBytes(session: TerminalSession, texts: readonly string[]): Uint8Array {
  const bytes: number[] = [];
  for (const text of texts) {
    if (session.rules.numbers === 'data-items') {
      const parsed = readIntegerItem(text, 'uint8');
      if (!parsed.ok)
        throw session.complain(argumentWrong, { command: 'send', what: 'byte', text, error: parsed.error });
      bytes.push(parsed.value);
    } else {
      const scanned = scanInteger(text);
      if (scanned.end === 0 || scanned.end < text.length) {
        throw session.rules.cached === 'none'
          ? session.complain(byteWrong, { text })
          : session.complain(argumentWrong, { command: 'send', what: 'byte', text, error: '' });
      }
      bytes.push(Number(scanned.value & 0xffn));
    }
  }
  return Uint8Array.from(bytes);
}
