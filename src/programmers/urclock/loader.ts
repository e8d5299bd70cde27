import { ProtocolError } from '../../model/errors.ts';
import type { Memory, Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  accessesEeprom,
  decodeTable,
  describeTable,
  isUrboot,
  type LoaderTable,
  tellsPlace,
  vectorLevel,
} from '../../protocols/urboot/loader-table.ts';
import { jumpTarget } from '../../protocols/urboot/vector-patch.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './loader-messages.ts';
import type { UrclockParameters } from './parameters.ts';

/** A boot loader, and what it leaves of flash. */
export interface Loader {
  /** Its first byte; undefined if that is not known. */
  readonly start: number | undefined;
  /** Bytes that it takes; 0 if that is not known. */
  readonly size: number;
  /** First and last byte of flash that can be programmed. */
  readonly free: readonly [first: number, last: number];
  /** Whether it lies at the end of flash. */
  readonly high: boolean;
  /** Who patches vectors: 0 nobody, 1 the host, 2 and 3 the loader itself. */
  readonly level: number;
  /** The vector that starts the application; 0: the hardware starts the loader; -1: not known. */
  readonly vector: number;
  readonly eeprom: boolean;
  /** As urboot counts versions; 0 if not known. */
  readonly version: number;
  /** Version and capabilities, to be shown. */
  readonly description: string;
}

/** What a loader is looked for with. */
export interface Search {
  readonly context: ProgrammerContext;
  readonly parameters: UrclockParameters;
  readonly part: Part;
  readonly flash: Memory;
  readonly readsFlash: boolean;
  read(address: number, length: number): Promise<Uint8Array>;
}

const unknownProgram = 'x0.0 .........';

/**
 * Finds out where the loader is and how it is started, from what it says of itself and from `-x`.
 * @throws ProtocolError if that cannot be known, after saying so
 */
export async function findLoader(search: Search): Promise<Loader> {
  const { part, flash, parameters, readsFlash, context } = search;
  const high = !part.progModes.includes('UPDI');
  const given = placeFromParameters(search, high);
  const level = parameters.vector > 0 ? 1 : 0;
  const vector = parameters.vector > 0 ? parameters.vector : -1;
  const base: Loader = {
    ...given,
    high,
    level,
    vector,
    eeprom: false,
    version: 0,
    description: unknownProgram,
  };
  if (!readsFlash && base.size === 0) throw refuse(search, notice(words.sizeWanted, { vectors: high }));
  if (!high || !readsFlash) return base;
  const table = decodeTable(await search.read(flash.size - 6, 6));
  const found = isUrboot(table) ? fromTable(search, base, table) : base;
  if (found.size > 0) return { ...found, description: describe(table) };
  const guessed = found.level > 0 ? guess(search, found, await search.read(0, 4)) : found;
  if (guessed.size > 0) return { ...guessed, description: describe(table) };
  if (!isUrboot(table) && table.version !== 0xff) {
    const version = (table.version << 8) | table.capabilities;
    throw refuse(search, notice(words.perhapsOptiboot, { version }));
  }
  fail(context.emit, notice(words.unknownLoader), new ProtocolError('the loader is not known'));
}

function placeFromParameters(search: Search, high: boolean): Pick<Loader, 'start' | 'size' | 'free'> {
  const { parameters, flash, part } = search;
  const { bootSize: size, vector } = parameters;
  const place = size === 0 ? noLoader(flash) : high ? atEnd(flash, size) : atBegin(flash, size);
  if (size !== 0) {
    const { pageSize } = flash;
    if (high && size % pageSize !== 0) throw refuse(search, notice(words.bootSizeUneven, { size, pageSize }));
    const largest = Math.min(8192, Math.trunc(flash.size / 4));
    if (size < 64 || size > largest)
      throw refuse(search, notice(words.bootSizeImplausible, { size, largest }));
  }
  const vectors = part.nInterrupts;
  if (high && vectors >= 0 && vectors < 128 && (vector < -1 || vector > vectors))
    throw refuse(search, notice(words.vectorUnknown, { vector, vectors }));
  if (!high && vector !== -1) throw refuse(search, notice(words.noVectorLoaders, { part: part.desc }));
  return place;
}

function noLoader(flash: Memory): Pick<Loader, 'start' | 'size' | 'free'> {
  return { start: undefined, size: 0, free: [0, flash.size - 1] };
}

function atEnd(flash: Memory, size: number): Pick<Loader, 'start' | 'size' | 'free'> {
  const start = flash.size - size;
  return { start, size, free: [0, start - 1] };
}

function atBegin(flash: Memory, size: number): Pick<Loader, 'start' | 'size' | 'free'> {
  return { start: 0, size, free: [size, flash.size - 1] };
}

/** What the loader says of itself, as far as `-x` does not know better. */
function fromTable(search: Search, base: Loader, table: LoaderTable): Loader {
  const { flash, part, parameters, context } = search;
  const eeprom = accessesEeprom(table);
  const { version, vector } = table;
  const level = vectorLevel(table);
  if (version < 0o75) return { ...base, eeprom, version, level: base.level || level };
  if (!tellsPlace(table, flash.pageSize, part.nInterrupts)) return base;
  const size = table.pages * flash.pageSize;
  const overridden = parameters.bootSize !== 0;
  if (overridden && size !== base.size) {
    const bricks = !context.force && vector > 0;
    const said = notice(words.sizeOverridden, { size, given: parameters.bootSize, bricks });
    if (bricks) throw refuse(search, said);
    context.emit(said);
  }
  const place = overridden ? {} : atEnd(flash, size);
  if (parameters.vector === -1) return { ...base, ...place, eeprom, version, vector, level };
  if (base.vector !== vector)
    context.emit(notice(words.vectorOverridden, { vector, given: parameters.vector }));
  return { ...base, ...place, eeprom, version };
}

/** An older vector loader: the reset vector leads to it. */
function guess({ flash }: Search, base: Loader, reset: Uint8Array): Loader {
  const target = jumpTarget(reset, 0, flash.size);
  if (target === undefined || target % flash.pageSize !== 0) return base;
  const size = flash.size - target;
  return size > 0 && size <= 2048 && base.vector > 0 ? { ...base, ...atEnd(flash, size) } : base;
}

function describe(table: LoaderTable): string {
  if (isUrboot(table) || (table.version >= 0o72 && table.version !== 0xff)) return describeTable(table);
  if (table.version === 0 || table.version === 0xff) return unknownProgram;
  return `o${table.version}.${table.capabilities} -?s-?-r--`;
}

function refuse({ context }: Search, said: ReturnType<typeof notice>): ProtocolError {
  context.emit(said);
  return new ProtocolError('the loader cannot be used as it is');
}
