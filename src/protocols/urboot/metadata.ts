/**
 * What avrdude keeps below an urboot boot loader (`urclock.c` of 7.1 and 8.2), from low addresses to high: name of the
 * application's file with a NUL, its date, where the store begins and how large it is, and a byte that tells which of these are there.
 */
export interface Metadata {
  /** As the last byte has it: 0 the store alone, 1 with the date, more the length of the name with its NUL, 0xff nothing. */
  readonly code: number;
  /** Bytes of the file's name without NUL. */
  readonly name: Uint8Array;
  readonly date: FileDate;
  /** First byte behind the application. */
  readonly storeStart: number;
  readonly storeSize: number;
}

/** A moment by the clock on the wall. */
export interface FileDate {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The code of flash that keeps nothing: an erased byte. */
export const nothingKept = 0xff;
/** Names are cut to this many bytes. */
export const longestName = 253;

const dateLength = 6;

/** @returns bytes below the loader that are taken; with `nothingKept` the byte that says so counts where `marked` */
export function metadataLength(code: number, flashSize: number, marked: boolean): number {
  const header = 2 * wordOf(flashSize) + 1;
  if (code === nothingKept) return marked ? 1 : 0;
  return header + (code > 0 ? dateLength : 0) + (code > 1 ? code : 0);
}

export function encodeMetadata(metadata: Metadata, flashSize: number): Uint8Array {
  const { code, name, date, storeStart, storeSize } = metadata;
  if (code === nothingKept) return Uint8Array.of(nothingKept);
  const { year, month, day, hour, minute } = date;
  const number = (value: number) =>
    Array.from({ length: wordOf(flashSize) }, (_, i) => (value >> (8 * i)) & 0xff);
  return Uint8Array.of(
    ...(code > 1 ? [...name.subarray(0, code - 1), 0] : []),
    ...(code > 0 ? [year & 0xff, year >> 8, month, day, hour, minute] : []),
    ...number(storeStart),
    ...number(storeSize),
    code,
  );
}

/** How many bytes `decodeMetadata` wants: those of a date and what follows. */
export function tailLength(flashSize: number): number {
  return metadataLength(1, flashSize, true);
}

/** What is found below a loader. */
export type Found =
  | { readonly kind: 'none' }
  /** The byte is not erased, and yet what is there is no metadata. */
  | { readonly kind: 'implausible'; readonly store?: Pick<Metadata, 'code' | 'storeStart' | 'storeSize'> }
  | { readonly kind: 'kept'; readonly metadata: Omit<Metadata, 'name'> };

/**
 * @param tail the bytes below the loader, `tailLength` of them
 * @param end the address behind them
 */
export function decodeMetadata(tail: Uint8Array, end: number, flashSize: number): Found {
  const code = tail.at(-1) ?? nothingKept;
  if (code === nothingKept) return { kind: 'none' };
  const word = wordOf(flashSize);
  const number = (at: number) => tail.subarray(at, at + word).reduceRight((sum, byte) => sum * 256 + byte, 0);
  const storeStart = number(dateLength);
  const storeSize = number(dateLength + word);
  const length = metadataLength(code, flashSize, true);
  if (storeStart <= 0 || storeStart !== end - length - storeSize) return { kind: 'implausible' };
  const store = { code, storeStart, storeSize };
  const none = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  if (code === 0) return { kind: 'kept', metadata: { ...store, date: none } };
  const [low = 0, high = 0, month = 0, day = 0, hour = 0, minute = 0] = tail;
  const date = { year: low | (high << 8), month, day, hour, minute };
  return isPlausible(date) ? { kind: 'kept', metadata: { ...store, date } } : { kind: 'implausible', store };
}

/** Good for dates of this millennium. */
function isPlausible({ year, month, day, hour, minute }: FileDate): boolean {
  return (
    year > 0 && year < 3000 && month > 0 && month < 13 && day > 0 && day < 32 && hour < 24 && minute < 60
  );
}

/** The moment in local time, rounded to minutes. @param milliseconds since 1970 */
export function fileDate(milliseconds: number): FileDate {
  const date = new Date((Math.floor(milliseconds / 1000) + 30) * 1000);
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
  };
}

/** Bytes of an address: parts of more than 64 KiB need more than two. */
function wordOf(flashSize: number): 2 | 4 {
  return flashSize > 0x10000 ? 4 : 2;
}
