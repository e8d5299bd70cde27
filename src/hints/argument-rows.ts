import type { GivenArgument, Operand } from '../output/evidence.ts';
import type { Evidence } from './evidence.ts';
import { oddOf } from './odd-arguments.ts';
import { type Row, row } from './row.ts';

/** Dashes that word processors and web pages make of a minus. */
const longDash = /^[\u2010-\u2015\u2212]+(?=[A-Za-z])/u;
const dataFile = /\.(hex|ihx|ihex|bin|elf|eep|srec|s19|uf2)$/i;

/** Arguments that the shell, a makefile or a web page has changed on their way. */
export const argumentRows: readonly Row[] = [
  row('arguments/odd-value', 'ended', ({ status, interrupted }, { given }) => {
    if (interrupted) return undefined;
    // With a slash in it, such a name asks for a listing, and that succeeds.
    const suspects =
      status === 0 ? given.options.filter(({ letter }) => 'cp'.includes(letter)) : given.options;
    return together(suspects.map(oddOf));
  }),
  row('arguments/stands-alone', 'ended', ({ interrupted }, { given }) => {
    if (interrupted) return undefined;
    // What follows a long dash stands alone because of it.
    const dashed = given.operands.filter(({ text }) => longDash.test(text));
    return together((dashed.length > 0 ? dashed : given.operands).map(aboutOperand));
  }),
  row('arguments/interrupted', 'ended', ({ interrupted }, { erased, writing, plan }) => {
    if (!interrupted || plan?.noWrite) return undefined;
    const again = 'Run the same command again.';
    if (writing !== undefined)
      return `Interrupted while ${writing} was being written: only a part of it is on the chip. ${again}`;
    return erased
      ? `Interrupted after the chip was erased: it may hold no whole program. ${again}`
      : undefined;
  }),
  row('arguments/no-port', 'open-failed', (_, evidence) => aboutDefaultPort(evidence)),
  row('arguments/no-port', 'initialisation-failed', (_, evidence) =>
    evidence.line?.heard === false ? aboutDefaultPort(evidence) : undefined,
  ),
];

/** Several remarks become one hint of several lines. */
function together(remarks: readonly (string | undefined)[]): string | undefined {
  const said = [...new Set(remarks.filter((text) => text !== undefined))];
  return said.length === 0 ? undefined : said.join('\n      ');
}

function aboutOperand({ text, after }: Operand): string | undefined {
  const dash = longDash.exec(text);
  if (dash) {
    const plain = `${dash[0].length > 1 ? '--' : '-'}${text.slice(dash[0].length)}`;
    return `'${text}' begins with a long dash, as web pages have it, and was not taken for an option: type ${plain}`;
  }
  const before = after?.letter === 'U' ? after.value : undefined;
  if (/^:[A-Za-z]$/.test(text)) {
    const whole = before === undefined ? '' : ` Type -U ${before}${text}`;
    return `'${text}' stands alone: is there a blank in front of it that does not belong there?${whole}`;
  }
  if (/^[\w,-]+:[rwv]:./.test(text))
    return `'${text}' stands alone and was not used: -U is missing in front of it.`;
  if (before !== undefined && !/:[A-Za-z]$/.test(before) && /(\.\w+|:[A-Za-z])$/.test(text))
    return `'${text}' stands alone: a file name with a blank needs quotes, -U "${before} ${text}"`;
  if (dataFile.test(text)) return `'${text}' stands alone and was not used: -U flash:w:${text} writes it.`;
  return `'${text}' stands alone and was not used: it belongs to no option.`;
}

function aboutDefaultPort({ defaulted, line, given }: Evidence): string | undefined {
  if (defaulted === undefined || line?.heard || hasPort(given.options)) return undefined;
  const { port, ports } = defaulted;
  const names = ports
    .filter((one) => one.port !== port)
    .map((one) => (one.name ? `${one.port} (${one.name})` : one.port));
  const others =
    names.length > 0
      ? `there ${names.length === 1 ? 'is' : 'are'} also ${names.join(', ')}`
      : 'there is no other';
  return `No -P was given, so ${port} was taken, the default of the configuration (default_serial); ${others}.`;
}

function hasPort(options: readonly GivenArgument[]): boolean {
  return options.some(({ letter }) => letter === 'P');
}
