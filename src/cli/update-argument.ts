import type { FormatLetter, Operation, Update } from '../model/update.ts';
import { type Event, notice } from '../output/events.ts';
import { defineMessage, more, raw, said, type Words } from '../output/words.ts';
import type { OptionTable } from '../releases/option-table.ts';

/** An update, or what is to be said about an argument of `-U` that is none. */
export type ParsedUpdate =
  | { readonly ok: true; readonly update: Update }
  | { readonly ok: false; readonly said: readonly Event[] };

const operations: Readonly<Record<string, Operation>> = { r: 'read', w: 'write', v: 'verify' };
const letters: ReadonlySet<string> = new Set<FormatLetter>([
  'a',
  'i',
  'I',
  's',
  'r',
  'e',
  'm',
  'b',
  'd',
  'h',
  'o',
  'R',
]);

/**
 * Reads `memory:operation:file[:format]`, or the name of a file to be written to flash.
 *
 * @param text the argument as it was given; file names may hold blanks, and colons as far as the release can tell them apart
 */
export function parseUpdate(text: string, table: OptionTable): ParsedUpdate {
  return table.updateArgument === 'first-and-last-colon'
    ? byFirstAndLastColon(text, table)
    : byLetterBetweenColons(text, table);
}

function byFirstAndLastColon(text: string, table: OptionTable): ParsedUpdate {
  const first = text.indexOf(':');
  if (first < 0) return done({ memory: undefined, operation: 'write', file: text, format: 'a', text });
  const letter = text.charAt(first + 1);
  const operation = operations[letter];
  if (operation === undefined) return refused(notice(invalidMode, { letter: letter || '\0', text }));
  if (text.charAt(first + 2) !== ':') return refused(notice(invalidSpecification));
  const memory = text.slice(0, first);
  const rest = text.slice(first + 3);
  const last = rest.lastIndexOf(':');
  if (last < 0) {
    return done({ memory, operation, file: rest, format: operation === 'read' ? 'r' : 'a', text });
  }
  const format = rest.slice(last + 1);
  return isFormat(format)
    ? done({ memory, operation, file: rest.slice(0, last), format, text })
    : refused(notice(invalidFormat, { format, known: table.formats }));
}

function byLetterBetweenColons(text: string, table: OptionTable): ParsedUpdate {
  const first = text.indexOf(':');
  const sandwiched = first >= 0 && first + 2 < text.length && text.charAt(first + 2) === ':';
  const letter = sandwiched ? text.charAt(first + 1) : 'w';
  const operation = operations[letter];
  if (operation === undefined) return refused(notice(invalidMode, { letter, text }));
  const memory = sandwiched ? text.slice(0, first) : undefined;
  const name = sandwiched ? text.slice(first + 3) : text;
  // A generated boot loader's name holds colons of its own and takes no format.
  if (name.startsWith('urboot:') || name.length <= 2 || name.at(-2) !== ':') {
    const format = operation !== 'read' ? 'a' : isMemoryList(memory ?? '') ? 'I' : 'r';
    return done({ memory, operation, file: name, format, text });
  }
  const format = name.slice(-1);
  return isFormat(format)
    ? done({ memory, operation, file: name.slice(0, -2), format, text })
    : refused(notice(invalidFormat, { format, known: table.formats }));
}

/** Several memories at once: `all`, a list, or a list with exceptions. */
function isMemoryList(memory: string): boolean {
  return ['ALL', 'all', 'etc'].includes(memory) || /[-,\\]/.test(memory);
}

const isFormat = (letter: string): letter is FormatLetter => letters.has(letter);
const done = (update: Update): ParsedUpdate => ({ ok: true, update });
const refused = (said: Event): ParsedUpdate => ({ ok: false, said: [said] });

const modes = '  allowed values are:\n    r = read device\n    w = write device\n    v = verify device\n';
const where = 'parse_op() update.c';
const error = (text: string): Words => said('error', text, where);

const invalidMode = defineMessage<{ letter: string; text: string }>('cli/invalid-mode', {
  '6.4': ({ letter }) => [
    said('info', `invalid I/O mode '${letter}' in update specification\n`),
    raw('info', modes),
  ],
  '7.1': ({ letter }) => [
    error(`invalid I/O mode '${letter}' in update specification\n`),
    raw('error', modes),
  ],
  '8.2': ({ letter, text }) => [
    error(`invalid I/O mode :${letter}: in -U ${text}\n`),
    more('error', 'I/O mode can be r, w or v for read, write or verify device\n'),
  ],
});

const invalidSpecification = defineMessage('cli/invalid-specification', {
  '6.4': () => said('info', 'invalid update specification\n'),
  '7.1': () => error('invalid update specification\n'),
});

const invalidFormat = defineMessage<{ format: string; known: Readonly<Record<string, string>> }>(
  'cli/invalid-format',
  {
    '6.4': ({ format }) => said('info', `invalid file format '${format}' in update specifier\n`),
    '7.1': ({ format }) => error(`invalid file format '${format}' in update specifier\n`),
    '8.2': ({ format, known }) => [
      {
        ...error(`invalid file format :${format}; known formats are\n`),
        where: 'fileio_format_with_errmsg() fileio.c',
      },
      ...Object.entries(known).map(([letter, name]) => raw('error', `  :${letter} ${name}\n`)),
    ],
  },
);
