import type { Level, Words } from '../output/words.ts';

/** Shorthand for the words of 7.1 and 8.2, whose messages know where in the source they come from. */

/** A message that begins with the program's name or its type. @param where `function() file.c` */
export function said(level: Level, text: string, where?: string): Words {
  return where === undefined ? { level, lead: 'program', text } : { level, lead: 'program', text, where };
}

/** A line that goes on with the message before. */
export function more(level: Level, text: string): Words {
  return { level, lead: 'indent', text };
}

/** Text as it is. */
export function raw(level: Level, text: string): Words {
  return { level, text };
}

/** The same, but not with `-q -q`. */
export function unlessQuelled(words: Words): Words {
  return { ...words, unlessQuelled: true };
}

/** `1 byte`, `2 bytes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Addresses from first to last: `[0, 0x1ff]`. */
export function interval(first: number, last: number): string {
  return `[${short(first)}, ${short(last)}]`;
}

function short(address: number): string {
  return address < 16 ? String(address) : `0x${address.toString(16)}`;
}

export function inputName(file: string): string {
  return file === '-' ? '<stdin>' : file;
}

export function outputName(file: string): string {
  return file === '-' ? '<stdout>' : file;
}

/** Upper-case bytes with blanks between: `1E 95 87`. */
export function hexBytes(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
