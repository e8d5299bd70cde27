import { utf8Text } from '../../model/encoding.ts';
import { ProtocolError } from '../../model/errors.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { defineMessage, type Words } from '../../output/words.ts';
import {
  decodeMetadata,
  type FileDate,
  longestName,
  metadataLength,
  nothingKept,
  tailLength,
} from '../../protocols/urboot/metadata.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { Loader } from './loader.ts';
import * as words from './loader-messages.ts';
import type { ParameterName } from './parameter-table.ts';
import type { UrclockParameters } from './parameters.ts';

/** What there is to be shown by the `-x show…` that were given. */
export interface Shown {
  readonly flags: ReadonlySet<ParameterName>;
  /** Hexadecimal digits. */
  readonly id: string;
  /** Whether there are metadata, or nothing speaks against it. */
  readonly plausible: boolean;
  readonly date: FileDate;
  readonly name: string;
  readonly storeStart: number;
  readonly storeSize: number;
  /** Bytes of metadata, without and with a byte of 0xff that says there are none. */
  readonly metadata: number;
  readonly marked: number;
  readonly boot: number;
  readonly description: string;
  readonly vector: number;
  readonly vectorName: string;
  readonly part: string;
}

/** One line: 7.1 shows zeros for metadata that are not there, 8.2 leaves them out. */
export const shown = defineMessage<Shown>('urclock/shown', {
  '6.4': (p) => line(p, true, p.metadata),
  '8.2': (p) => line(p, p.plausible, p.plausible ? p.marked : 0),
});

const showing: readonly ParameterName[] = [
  'showall',
  'showid',
  'showapp',
  'showstore',
  'showmeta',
  'showboot',
  'showversion',
  'showvector',
  'showdate',
  'showfilename',
];

/** Whether something was asked for by `-x show…`. */
export function showsSomething({ flags }: UrclockParameters): boolean {
  return showing.some((name) => flags.has(name));
}

function line(p: Shown, metadata: boolean, bytes: number): Words {
  const { flags, date, name } = p;
  const single = showing.filter((flag) => flags.has(flag)).length === 1 && !flags.has('showall');
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
  const items: readonly (readonly [ParameterName | undefined, boolean, string])[] = [
    ['showid', true, p.id],
    ['showdate', metadata, `${day} ${two(date.hour)}.${two(date.minute)}`],
    ['showfilename', metadata, name],
    ['showapp', metadata, `${single || name !== '' ? '' : 'application '}${p.storeStart}`],
    ['showstore', metadata, `${single ? '' : 'store '}${p.storeSize}`],
    ['showmeta', true, `${single ? '' : 'meta '}${bytes}`],
    ['showboot', true, `${single ? '' : 'boot '}${p.boot}`],
    ['showversion', true, p.description],
    ['showvector', true, `vector ${p.vector} (${p.vectorName})`],
    [undefined, true, p.part],
  ];
  const wanted = items.filter(
    ([flag, there]) => there && (flags.has('showall') || (flag && flags.has(flag))),
  );
  const text = wanted.map(([, , item]) => item).join(' ');
  return { level: 'info', stream: 'stdout', lead: 'margin', text: wanted.length > 0 ? `${text}\n` : '' };
}

/** What the line is made from. */
export interface Gathering {
  readonly context: ProgrammerContext;
  readonly parameters: UrclockParameters;
  readonly loader: Loader;
  readonly flash: Memory;
  readonly eeprom: Memory | undefined;
  /** The connected part by its name. */
  readonly part: string;
  read(memory: 'flash' | 'eeprom', address: number, length: number): Promise<Uint8Array>;
}

/** Reads what is to be shown. @throws ProtocolError if it cannot be read, after saying so */
export async function gather(from: Gathering): Promise<Shown> {
  const { parameters, loader, part, context } = from;
  const { flags } = parameters;
  const kept = await readMetadata(from);
  const vector = loader.level > 0 ? loader.vector & 0x7f : 0;
  const names = await context.facts.vectors(context.part);
  return {
    flags,
    ...kept,
    id: flags.has('showid') || flags.has('showall') ? await readId(from) : '',
    boot: loader.size,
    description: loader.description,
    vector,
    vectorName: vector === names.length ? 'VBL_ADDITIONAL_VECTOR' : (names[vector] ?? 'unknown'),
    part,
  };
}

type Kept = Pick<Shown, 'plausible' | 'date' | 'name' | 'storeStart' | 'storeSize' | 'metadata' | 'marked'>;

async function readMetadata({ parameters, loader, flash, read }: Gathering): Promise<Kept> {
  const end = loader.free[1] + 1;
  const size = flash.size;
  const lengths = (code: number) => ({
    metadata: metadataLength(code, size, false),
    marked: metadataLength(code, size, true),
  });
  const date = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  const plausible = !parameters.flags.has('nometadata');
  const none: Kept = { plausible, date, name: '', storeStart: 0, storeSize: 0, ...lengths(nothingKept) };
  if (end - 1 < metadataLength(254, size, true)) return none;
  const { flags } = parameters;
  const onlyId = [...flags].filter((flag) => showing.includes(flag)).every((flag) => flag === 'showid');
  if (onlyId && parameters.id?.memory !== 'flash') return none;
  const tail = tailLength(size);
  const found = decodeMetadata(await read('flash', end - tail, tail), end, size);
  if (found.kind === 'none') return none;
  if (found.kind === 'implausible') {
    const { code = nothingKept, ...store } = found.store ?? {};
    return { ...none, plausible: false, ...store, ...lengths(code) };
  }
  const { code, ...store } = found.metadata;
  const name =
    code > 1 ? await read('flash', end - metadataLength(code, size, true), code) : new Uint8Array(0);
  return { ...none, plausible, ...store, name: textOf(name.subarray(0, longestName)), ...lengths(code) };
}

/** Bytes up to a NUL. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8Text(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The default is where boards that bear such a number have it. */
async function readId({ parameters, loader, flash, eeprom, context, read }: Gathering): Promise<string> {
  const given = parameters.id;
  const sizes = { flash: flash.size, eeprom: eeprom?.size ?? 0 };
  const reachable = sizes.eeprom >= 257 + 6;
  const memory = given?.memory ?? (reachable || sizes.eeprom >= 8 ? 'eeprom' : 'flash');
  const length = given?.length ?? 6;
  const size = sizes[memory];
  let address = given?.address ?? (reachable ? 257 : 0);
  if (address < 0) address += size;
  const text = given?.text ?? '';
  if (size > 0 && (address < 0 || address >= size))
    fail(
      context.emit,
      notice(words.idOutside, { address, given: text, memory, size }),
      new ProtocolError('no id there'),
    );
  if (size > 0 && address + length > size)
    fail(
      context.emit,
      notice(words.idReachesOut, { first: address, last: address + length - 1, given: text, memory, size }),
      new ProtocolError('no id there'),
    );
  if (memory === 'eeprom' && !loader.eeprom && !parameters.flags.has('eepromrw'))
    return '0'.padStart(given === undefined ? 1 : 2 * length, '0');
  const bytes = await read(memory, address, length);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .reverse()
    .join('');
}
