/** A text of `conf/facts` taken apart: lines that several parts share, by number, and the lines of parts, by name. */
interface Entries {
  readonly numbered: ReadonlyMap<string, string>;
  /** Names in small letters. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Texts that were taken apart, since one command asks for many entries of a text. */
const known = new Map<string, Entries>();

function entriesOf(text: string): Entries {
  const entries = known.get(text) ?? readEntries(text);
  known.set(text, entries);
  return entries;
}

function readEntries(text: string): Entries {
  const numbered = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const line of text.split('\n')) {
    const blank = line.indexOf(' ');
    const head = line.slice(1, blank);
    const body = line.slice(blank + 1);
    if (line.startsWith('=')) numbered.set(head, body);
    if (line.startsWith('@')) for (const name of head.split(',')) parts.set(name.toLowerCase(), body);
  }
  return { numbered, parts };
}

/** @returns the words of the numbered line, which several parts share */
export function numberedLine(text: string, number: string): readonly string[] {
  return entriesOf(text).numbered.get(number)?.split(' ') ?? [];
}

/** @returns the text of the numbered line; empty if there is none */
export function numberedText(text: string, number: string): string {
  return entriesOf(text).numbered.get(number) ?? '';
}

/** @returns the words of the line of a part, by the name under which the text knows it; undefined if it does not */
export function partLine(text: string, part: string): readonly string[] | undefined {
  return entriesOf(text).parts.get(part.toLowerCase())?.split(' ');
}
