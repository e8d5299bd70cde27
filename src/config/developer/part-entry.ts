import type { Memory, Part } from '../../model/part.ts';
import type { BlockComments, DefinitionComments } from '../comments.ts';
import { newMemory } from '../draft.ts';
import { commented, headed } from './commented.ts';
import {
  type ByteList,
  memoryAssignments,
  opcodeAssignments,
  partByteLists,
  partCharacter,
  partFlags,
  partFlagWords,
  partIspParameters,
  partNames,
  partOtherParameters,
} from './part-assignments.ts';
import type { Assignment, DeveloperStyle } from './style.ts';
import { hex, quoted } from './text.ts';

/** How an entry is to be shown. */
export interface EntryOptions {
  readonly style: DeveloperStyle;
  /** Tab-separated values instead of avrdude.conf's grammar. */
  readonly table: boolean;
  readonly memoryOrder: readonly string[];
}

const confLine = (name: string, text: string, comments: BlockComments | undefined): string =>
  commented(name, `    ${name.padEnd(22)} = ${text};`, comments);
const memoryLine = (name: string, text: string, comments: BlockComments | undefined): string =>
  commented(name, `        ${name.padEnd(18)} = ${text};`, comments);

/** Those of `own` that `base` has otherwise; all of them if there is no base. */
function differing(
  own: readonly Assignment[],
  base: readonly Assignment[] | undefined,
): readonly Assignment[] {
  const keyOf = (one: Assignment | undefined): string | undefined => one?.key ?? one?.text;
  return base ? own.filter((one, i) => keyOf(base[i]) !== keyOf(one)) : own;
}

/**
 * The entry of a part in avrdude.conf.
 * @param base the part whose values go without saying; undefined to show every value
 */
export function partEntry(
  part: Part,
  base: Part | undefined,
  comments: DefinitionComments | undefined,
  options: EntryOptions,
): string {
  const { style, table } = options;
  const line = ({ name, text }: Assignment): string =>
    table ? `.pt\t${part.desc}\t${name}\t${text}\n` : confLine(name, text, comments);
  const lines = (of: (part: Part) => readonly Assignment[]): string =>
    differing(of(part), base && of(base))
      .map(line)
      .join('');

  const flags = (): string => {
    if (base && partFlags(base) === partFlags(part)) return '';
    return table ? line({ name: 'flags', text: hex(partFlags(part), 4) }) : lines(partFlagWords);
  };
  return [
    table ? '' : heading(part, style, comments),
    lines(partNames),
    style === 'full' ? variants(part, base, comments, table) : '',
    lines((one) => partCharacter(one, style)),
    flags(),
    lines(partIspParameters),
    byteLists(part, base, comments, table),
    lines((one) => partOtherParameters(one, style)),
    opcodeLines(part, base, comments, '.ptop', part.desc, 'part', options),
    ...options.memoryOrder.map((name) =>
      memoryEntry(part, base, name, comments?.memories.get(name), options),
    ),
    table ? '' : `${comments?.before(';') ?? ''};\n`,
  ].join('');
}

function heading(part: Part, style: DeveloperStyle, comments: BlockComments | undefined): string {
  const note = style === 'full' ? ` # ${part.id}` : '';
  const parent = part.parentId ? ` parent "${part.parentId}"` : '';
  return headed(quoted(part.desc).slice(1, -1), `part${parent}${note}\n`, comments);
}

function variants(
  part: Part,
  base: Part | undefined,
  comments: BlockComments | undefined,
  table: boolean,
): string {
  const texts = part.variants.map(quoted);
  if (texts.length === 0) {
    if (base) return '';
    return table
      ? `.pt\t${part.desc}\tvariants\tNULL\n`
      : commented('variants', `    ${'variants'.padEnd(22)} = NULL;\n`, comments);
  }
  if (table) return `.pt\t${part.desc}\tvariants\t${texts.join(', ')}\n`;
  return commented(
    'variants',
    `    ${'variants'.padEnd(22)} =\n        ${texts.join(',\n        ')};`,
    comments,
  );
}

function byteLists(
  part: Part,
  base: Part | undefined,
  comments: BlockComments | undefined,
  table: boolean,
): string {
  const own = partByteLists(part);
  const inherited = base && partByteLists(base);
  const same = (a: ByteList, b: ByteList | undefined): boolean =>
    a.name === b?.name && a.bytes.join() === b.bytes.join();
  const stack = inherited ? !same(own.stack, inherited.stack) : own.stack.bytes.length > 0;
  return [
    ...(stack ? [own.stack] : []),
    ...own.instructions.filter((list, i) => !inherited || !same(list, inherited.instructions[i])),
  ]
    .map((list) => byteList(part, list, comments, table))
    .join('');
}

function byteList(
  part: Part,
  { name, bytes }: ByteList,
  comments: BlockComments | undefined,
  table: boolean,
): string {
  if (table) {
    const text = bytes.length === 0 ? 'NULL' : ` ${bytes.map((byte) => hex(byte, 2)).join(', ')}`;
    return `.pt\t${part.desc}\t${name}\t${text}\n${comments?.right(name) ?? '\n'}`;
  }
  const broken = bytes.length > 8;
  const head = `    ${name.padEnd(22)} =${broken ? '' : ' '}`;
  if (bytes.length === 0) return commented(name, `${head}NULL;`, comments);
  const items = bytes.map((byte, i) => {
    const before = broken && i % 8 === 0 ? '\n        ' : ' ';
    return before + hex(byte, 2);
  });
  return commented(name, `${head}${items.join(',')};`, comments);
}

function opcodeLines(
  owner: Pick<Part, 'opcodes'>,
  base: Pick<Part, 'opcodes'> | undefined,
  comments: BlockComments | undefined,
  column: string,
  desc: string,
  memory: string,
  { table, style }: EntryOptions,
): string {
  const inherited = base && opcodeAssignments(base, !table, style);
  return opcodeAssignments(owner, !table, style)
    .filter(({ key }, i) => inherited?.[i]?.key !== key)
    .map(({ name, text }) => {
      if (table) return `${column}\t${desc}\t${memory}\t${name}\t${text}\n`;
      return (memory === 'part' ? confLine : memoryLine)(name, text, comments);
    })
    .join('');
}

const memoryNamed = (part: Part | undefined, name: string): Memory | undefined =>
  part?.memories.find((memory) => memory.name === name);

function memoryEntry(
  part: Part,
  base: Part | undefined,
  name: string,
  comments: BlockComments | undefined,
  options: EntryOptions,
): string {
  const { table, style } = options;
  const memory = memoryNamed(part, name);
  const inherited = memoryNamed(base, name);
  if (!memory) {
    if (!inherited || table) return '';
    const gap = style === 'full' ? ' '.repeat(Math.max(0, 13 - name.length)) : '';
    return `\n    memory "${name}" ${gap}= NULL;\n`;
  }
  const from = base ? (inherited ?? newMemory(name)) : undefined;
  const values = differing(memoryAssignments(memory, style), from && memoryAssignments(from, style));
  const lines = values.map(({ name: word, text }) =>
    table ? `.ptmm\t${part.desc}\t${name}\t${word}\t${text}\n` : memoryLine(word, text, comments),
  );
  const opcodes = opcodeLines(memory, from, comments, '.ptmmop', part.desc, name, options);
  if (table) return lines.join('') + opcodes + aliases(part, base, memory, options);
  // A memory that is the same as the parent's bit for bit need not be mentioned, and hides its aliases.
  if (inherited && values.length === 0 && opcodes === '') return '';
  const said = comments?.before('*') ?? '';
  // 7.1 takes the comment for the line that it leaves empty.
  const above = style === 'full' ? `\n${said}` : said || '\n';
  const inside = `${lines.join('')}${opcodes}${comments?.before(';') ?? ''}`;
  return `${above}    memory "${name}"\n${inside}    ;\n${aliases(part, base, memory, options)}`;
}

function aliases(part: Part, base: Part | undefined, memory: Memory, { table, style }: EntryOptions): string {
  const known = style === 'full' ? (memoryNamed(base, memory.name)?.aliases ?? []) : [];
  return memory.aliases
    .filter((alias) => !known.includes(alias))
    .map((alias) =>
      table
        ? `.ptmm\t${part.desc}\t${alias}\talias\t${memory.name}\n`
        : `\n    memory "${alias}"\n        alias "${memory.name}";\n    ;\n`,
    )
    .join('');
}
