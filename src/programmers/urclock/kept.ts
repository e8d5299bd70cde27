import { encodeText } from '../../model/raw-text.ts';
import type { Emit } from '../../output/events.ts';
import { notice } from '../../output/events.ts';
import {
  encodeMetadata,
  type FileDate,
  longestName,
  metadataLength,
  nothingKept,
} from '../../protocols/urboot/metadata.ts';
import type { UrclockDeeds } from './deeds.ts';
import * as words from './flash-messages.ts';
import type { UrclockParameters } from './parameters.ts';

/** How much is kept of an application: name, date and store; no name; no date either; no more than that nothing is; nothing. */
export type Extent = 'all' | 'no-filename' | 'no-date' | 'no-store' | 'none';

export function extentFrom({ flags }: UrclockParameters): Extent {
  if (flags.has('nometadata') || flags.has('noautoreset')) return 'none';
  if (flags.has('nostore')) return 'no-store';
  if (flags.has('nodate')) return 'no-date';
  return flags.has('nofilename') ? 'no-filename' : 'all';
}

/** What is kept by: the file's name, and how large metadata are where. */
export interface Keeping {
  readonly behaviour: UrclockDeeds;
  readonly flashSize: number;
  /** Bytes of the name or title without NUL. */
  readonly name: Uint8Array;
  readonly date: FileDate;
}

/** The bytes of an application's name, cut to what has room. @param file as given; its last part counts */
export function keptName(file: string, title: string): Uint8Array {
  return encodeText(title !== '' ? title : file.slice(file.lastIndexOf('/') + 1)).subarray(0, longestName);
}

export function codeOf(extent: Extent, { name }: Pick<Keeping, 'name'>): number {
  if (extent === 'none' || extent === 'no-store') return nothingKept;
  if (extent === 'no-date') return 0;
  return extent === 'no-filename' ? 1 : name.length + 1;
}

export function keptLength(extent: Extent, keeping: Keeping): number {
  const { behaviour, flashSize } = keeping;
  return extent === 'none' ? 0 : metadataLength(codeOf(extent, keeping), flashSize, behaviour.marksAbsence);
}

/** The bytes below the loader. @param end the address behind them @param size bytes of the application */
export function keptBytes(extent: Extent, keeping: Keeping, size: number, end: number): Uint8Array {
  const { name, date, flashSize } = keeping;
  const storeSize = end - size - keptLength(extent, keeping);
  return encodeMetadata(
    { code: codeOf(extent, keeping), name, date, storeStart: size, storeSize },
    flashSize,
  );
}

/** An application and the room that there is. */
export interface Room {
  readonly first: number;
  /** One more than the highest address. */
  readonly size: number;
  /** The address behind the room. */
  readonly end: number;
}

/**
 * Makes metadata fit behind an application.
 * @returns what can be kept; undefined if it has to be refused, which has been said
 */
export function fitted(extent: Extent, keeping: Keeping, room: Room, emit: Emit): Extent | undefined {
  return keeping.behaviour.metadataWithoutRoom === 'refused'
    ? asGiven(extent, keeping, room, emit)
    : shortened(extent, keeping, room, emit);
}

function asGiven(
  extent: Extent,
  keeping: Keeping,
  { first, size, end }: Room,
  emit: Emit,
): Extent | undefined {
  const length = keptLength(extent, keeping);
  const steps = [
    ['nometadata', metadataLength(0, keeping.flashSize, false)],
    ['nodate', metadataLength(1, keeping.flashSize, false)],
    ['nofilename', length],
  ] as const;
  const over = steps.find(([, least]) => length >= least && size > end - least);
  if (!over) return extent;
  const [advice, least] = over;
  emit(notice(words.overlapsMetadata, { input: [first, size - 1], other: [end - least, end - 1], advice }));
  return undefined;
}

function shortened(extent: Extent, keeping: Keeping, room: Room, emit: Emit): Extent | undefined {
  if (extent === 'none') return extent;
  const { first, size, end } = room;
  const input = [first, size - 1] as const;
  if (size === end) {
    emit(notice(words.overlapsMarker, { input, marker: end - 1 }));
    return undefined;
  }
  let kept = extent;
  const steps = [
    ['no-store', 'nostore', metadataLength(0, keeping.flashSize, true)],
    ['no-date', 'nodate', metadataLength(1, keeping.flashSize, true)],
    ['no-filename', 'nofilename', 0],
  ] as const;
  for (const [less, selected, least] of steps) {
    const length = keptLength(kept, keeping);
    if (length < least || size <= end - (least || length)) continue;
    emit(notice(words.lessKept, { input, other: [end - length, end - 1], selected }));
    kept = less;
  }
  return kept;
}
