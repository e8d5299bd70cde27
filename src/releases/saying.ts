import type { Part } from '../model/part.ts';
import { said, type Words } from '../output/words.ts';

/** Where most messages come from. */
export const inMain = 'main() main.c';

/** For what only the release before has words for. */
export const unsaid = (): undefined => undefined;

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

/** The signature that the part should have. @param where in which of the places that say so */
export function expectedSignature(level: 'warning' | 'error', part: Part, where = inMain): Words {
  return said(level, `expected signature for ${part.desc} is ${hexBytes(part.signature)}\n`, where);
}

/** A file that is read. */
export function inputName(file: string): string {
  return file === '-' ? '<stdin>' : file;
}

/** A file that is written. */
export function outputName(file: string): string {
  return file === '-' ? '<stdout>' : file;
}

/** Upper-case bytes with blanks between: `1E 95 87`. */
export function hexBytes(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
