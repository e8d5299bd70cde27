import { opcodeKinds } from '../model/part.ts';
import { keywords, oldWords, type Shape } from './keywords.ts';
import type { NamedMemory } from './named-memories.ts';
import { constants } from './token.ts';

/**
 * What look-ups need of a block, found without reading its settings. There is an outline only of a block that is written in the
 * usual way and in which nothing can be found wrong: every word is known, every value is of its word's kind, instructions have
 * bits that can be, and pages fill their memory.
 */
export interface Outline {
  readonly keyword: 'part' | 'programmer' | 'serialadapter';
  readonly parentId: string | undefined;
  readonly ids: readonly [string, ...string[]];
  readonly desc: string | undefined;
  /** Of a programmer, if its block says so. */
  readonly type: string | undefined;
  /** Whether a programmer's block gives programming modes. */
  readonly hasModes: boolean;
  /** Of a part. */
  readonly variants: readonly string[];
  readonly signature: Uint8Array | undefined;
  /** The flags of a part's `prog_modes`, if its block gives them. */
  readonly modes: readonly string[] | undefined;
  readonly memories: readonly NamedMemory[];
  /** Whether it has a word that only releases before 7.1 know. */
  readonly isOld: boolean;
  /** Where its keyword begins in the text. */
  readonly start: number;
  /** Where the next definition begins. */
  readonly end: number;
}

const blanks = String.raw`[ \t\r\n]*`;
/** Blanks and comments. */
const gap = String.raw`${blanks}(?:(?:#[^\n]*\n|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)${blanks})*`;
const is = `${blanks}=${blanks}`;
const end = `${blanks};${gap}`;
const quoted = String.raw`"([^"\\\n]*)"`;
const string = String.raw`"[^"\\\n]*"`;
const number = '-?(?:0x[0-9A-Fa-f]{1,8}|[1-9][0-9]{0,8}|0)';
const bit = '(?:[01xaio]|[aio][0-9]{1,2})';
/** One bit a piece, in one string or several; or all in one piece. */
const opcode = `(?:" *${bit}(?:(?: +| *"${blanks},${gap}" *)${bit}){0,31} *"|"(?:[01xaio][-._/]*){8,32}"|NULL)`;

const anyOf = (words: readonly string[]): string => `(?:${words.join('|')})`;
const listOf = (value: string, separator = `${blanks},${gap}`): string => `${value}(?:${separator}${value})*`;
/** So many numbers at most. */
const upTo = (count: number): string => `${number}(?:${blanks},${gap}${number}){0,${count - 1}}`;
/** Without comments, whose quotes would be taken for strings. */
const strings = listOf(string, `${blanks},${blanks}`);
const optional = (assignment: string): string => `(?:${assignment}${end})?`;
const flags = (prefix: string): string =>
  listOf(anyOf(Object.keys(constants).filter((word) => word.startsWith(prefix))), `${blanks}\\|${blanks}`);
const wordsOf = (kind: keyof typeof keywords, shape: Shape, without: readonly string[]): string =>
  anyOf(
    [...keywords[kind]]
      .filter(([word, one]) => one === shape && !oldWords.has(word) && !without.includes(word))
      .map(([word]) => word),
  );
const sticky = (source: string): RegExp => new RegExp(source, 'y');

/** What the usual forms look like, made when the first file is read. */
function createForms() {
  const value = anyOf([number, 'yes', 'no', 'pseudo']);
  const opcodes = anyOf(opcodeKinds) + is + opcode;
  const parent = `(?:parent${blanks}${quoted}${gap})?`;
  const desc = optional(`desc${is}${quoted}`);
  const modes = `prog_modes${is}${flags('PM_')}`;
  const settings = (forms: readonly string[]): string => `(?:${anyOf(forms)}${end})*`;

  const inPart = settings([
    `${wordsOf('part', 'one', ['desc', 'family_id', 'prog_modes'])}${is}${value}`,
    opcodes,
    `${anyOf(['serial', 'is_at90s1200', 'allowfullpagebitstream', 'enablepageprogramming'])}${is}${anyOf(['yes', 'no'])}`,
    `parallel${is}${anyOf(['yes', 'no', 'pseudo'])}`,
    `${anyOf(['pp_controlstack', 'hvsp_controlstack'])}${is}${anyOf([upTo(32), 'NULL'])}`,
    `flash_instr${is}${anyOf([upTo(3), 'NULL'])}`,
    `eeprom_instr${is}${anyOf([upTo(20), 'NULL'])}`,
    `family_id${is}${string}`,
    `reset${is}${anyOf(['dedicated', 'io'])}`,
    `retry_pulse${is}${anyOf(['reset', 'sck'])}`,
  ]);
  const inMemory = settings([
    `${wordsOf('memory', 'one', ['size', 'page_size'])}${is}${value}`,
    opcodes,
    `readback${is}${number}[ \\t]+${number}`,
  ]);
  const size = `(page_)?size${is}([1-9][0-9]{0,8}|0x[0-9A-Fa-f]{1,7})${end}`;
  const inProgrammer = settings([
    `connection_type${is}${anyOf(['serial', 'usb', 'parallel', 'spi', 'linuxgpio'])}`,
    `${anyOf(['baudrate', 'usbvid', 'is_serialadapter'])}${is}${value}`,
    `extra_features${is}${flags('HAS_')}`,
    `${anyOf(['usbpid', 'hvupdi_support'])}${is}${listOf(number)}`,
    `${anyOf(['usbdev', 'usbsn', 'usbvendor', 'usbproduct'])}${is}${string}`,
    `${wordsOf('programmer', 'pins', [])}${is}(?:${listOf('~?(?:[1-9][0-9]{0,2}|0)')})?`,
  ]);
  const variants = optional(`variants${is}(${strings})`);
  return {
    partHead: sticky(`part(?!\\w)${gap}${parent}${desc}id${is}${quoted}${end}${desc}${variants}`),
    partSettings: sticky(inPart),
    signature: sticky(`signature${is}(${number})[ \\t]+(${number})[ \\t]+(${number})${end}`),
    modes: sticky(`prog_modes${is}(${flags('PM_')})${end}`),
    oldWord: sticky(`${anyOf([...oldWords])}${is}${value}${end}`),
    memory: sticky(
      `memory${blanks}${quoted}${gap}(?:(=)${blanks}NULL${blanks}|(alias)${blanks}${string}${end}|(?!;)${inMemory}(?:${size}${inMemory}(?:${size}${inMemory})?)?);${gap}`,
    ),
    partEnd: sticky(`;${gap}`),
    programmer: sticky(
      `(programmer|serialadapter)(?!\\w)${gap}${parent}${desc}id${is}(${strings})${end}${desc}` +
        `${optional(`baudrate${is}${number}`)}${optional(`type${is}${quoted}`)}${optional(`(${modes})`)}${inProgrammer};${gap}`,
    ),
  };
}

let forms: ReturnType<typeof createForms> | undefined;

/**
 * Looks at one block.
 * @param text the file, one character a byte
 * @param start where the block's keyword begins
 * @returns undefined if the block must be read to know what is wrong or unusual with it
 */
export function outlineAt(text: string, start: number): Outline | undefined {
  forms ??= createForms();
  return text.charCodeAt(start + 1) === 97 ? partAt(forms, text, start) : programmerAt(forms, text, start);
}

type Forms = ReturnType<typeof createForms>;

function match(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

function programmerAt({ programmer }: Forms, text: string, start: number): Outline | undefined {
  const found = match(programmer, text, start);
  if (!found) return undefined;
  const [, keyword, parentId, early, list = '', late, type, modes] = found;
  const [first = '', ...others] = stringsIn(list);
  return {
    keyword: keyword === 'programmer' ? keyword : 'serialadapter',
    parentId,
    ids: [first, ...others],
    desc: late ?? early,
    type,
    hasModes: modes !== undefined,
    variants: [],
    signature: undefined,
    modes: undefined,
    memories: [],
    isOld: false,
    start,
    end: programmer.lastIndex,
  };
}

function partAt(
  { partHead, partSettings, signature, modes, oldWord, memory, partEnd }: Forms,
  text: string,
  start: number,
): Outline | undefined {
  const head = match(partHead, text, start);
  if (!head) return undefined;
  const [, parentId, early, id = '', late, variants] = head;
  let at = partHead.lastIndex;
  let bytes: Uint8Array | undefined;
  let flagNames: readonly string[] | undefined;
  let isOld = false;
  const memories: NamedMemory[] = [];
  for (;;) {
    partSettings.lastIndex = at;
    partSettings.test(text);
    at = partSettings.lastIndex;
    const next = text.charCodeAt(at);
    const form =
      next === 112
        ? modes
        : next === 59
          ? partEnd
          : next === 109
            ? memory
            : next === 115
              ? signature
              : oldWord;
    const found = match(form, text, at);
    if (!found) return undefined;
    at = form.lastIndex;
    if (form === partEnd) break;
    if (form === memory && !pagesFill(found)) return undefined;
    if (form === signature) bytes = Uint8Array.from(found.slice(1), Number);
    if (form === memory) memories.push(namedMemory(found));
    if (form === modes) flagNames = found[1]?.match(/\w+/g) ?? [];
    isOld ||= form === oldWord;
  }
  return {
    keyword: 'part',
    parentId,
    ids: [id],
    desc: late ?? early,
    type: undefined,
    hasModes: false,
    variants: variants === undefined ? [] : stringsIn(variants),
    signature: bytes,
    modes: flagNames,
    memories,
    isOld,
    start,
    end: at,
  };
}

function namedMemory([, name = '', removed, alias]: RegExpExecArray): NamedMemory {
  return { name, is: removed ? 'removed' : alias ? 'alias' : 'described' };
}

/** Whether a memory's pages fill it, where its block gives both sizes. */
function pagesFill([, , , , firstIsPage, first, secondIsPage, second]: RegExpExecArray): boolean {
  if (second === undefined) return true;
  if (firstIsPage === secondIsPage) return false;
  const [size, page] = firstIsPage ? [second, first] : [first, second];
  return Number(size) % Number(page) === 0 && (Number(page) & (Number(page) - 1)) === 0;
}

/** What stands between quotes in a list without comments that have quotes of their own. */
function stringsIn(list: string): readonly string[] {
  return list.split('"').filter((_, i) => i % 2 === 1);
}
