import { defineMessage } from '../../output/words.ts';
import { hexDump } from '../hex-dump.ts';
import { usage } from '../phrases.ts';
import { type ReadRequest, readSection } from '../read-section.ts';
import { type Command, done } from '../session.ts';

const syntax = defineMessage<{ typed: string; command: string }>('terminal/dump-syntax', {
  '7.1': ({ typed }) =>
    usage(
      ['<addr> <len>', '<addr> ...', '<addr>', '...', '']
        .map(
          (rest, i) => `${i === 0 ? 'Usage:' : '      '} ${typed} <memory>${rest === '' ? '' : ` ${rest}`}\n`,
        )
        .join(''),
    ),
  '8.2': ({ command }) => usage(readSyntax(command, 'display memory section as hex dump', '', 256)),
});

/** `dump` and `read` of 7.1 and later: sixteen bytes a line, page after page. */
export const dump: Command = async (session, words) => {
  const command = /^r/i.test(words[0] ?? '') ? 'read' : 'dump';
  const request: ReadRequest = { command, typed: words[0] ?? command, words, defaultLength: 256 };
  const section = await readSection(session, request, () =>
    session.complain(syntax, { typed: request.typed, command }),
  );
  if (section) session.print(hexDump(section.memory, section.address, section.bytes));
  session.endParagraph();
  return done;
};

/** 8.2's explanation of the commands that show a section of a memory. */
export function readSyntax(command: string, about: string, options: string, defaultLength: number): string {
  return (
    `Syntax: ${command} <mem> <addr> <len> # Entire region\n` +
    `        ${command} <mem> <addr>       # Start at <addr>\n` +
    `        ${command} <mem>              # Continue with memory where left off\n` +
    `        ${command}                    # Continue with most recently shown <mem>\n` +
    `Function: ${about}\n` +
    options +
    '\n' +
    'Both the <addr> and <len> can be negative numbers; a negative <addr> starts\n' +
    'an interval from that many bytes below the memory size; a negative <len> ends\n' +
    'the interval at that many bytes below the memory size.\n' +
    '\n' +
    'The latter two versions of the command page through the memory with a page\n' +
    `size of the last used effective length (${defaultLength} bytes default)\n`
  );
}
