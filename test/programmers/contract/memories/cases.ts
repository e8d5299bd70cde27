import { createHash } from 'node:crypto';
import type { ReleaseId } from '../../../../src/model/release.ts';
import type { SerialDevice } from '../../../sim/device.ts';
import { simulateAny } from '../../../sim/kinds.ts';
import { Urboot } from '../../../sim/urboot.ts';

/** A boot loader, or what programs parts with UPDI, and the memories that it is asked for. */
export interface Asked {
  readonly kind: string;
  readonly part: string;
  readonly programmer: string;
  readonly options?: readonly string[];
  readonly since?: ReleaseId;
  readonly memories: readonly string[];
}

const classic = ['flash', 'eeprom', 'lfuse', 'hfuse', 'lock', 'signature', 'calibration'];
/** What only the newest release knows of classic parts. */
const inNewest = ['prodsig', 'sernum', 'usersig', 'io', 'sram', 'all'];
const updi = ['flash', 'eeprom', 'fuse5', 'fuses', 'lock', 'signature', 'prodsig', 'sernum', 'tempsense'];
updi.push('userrow', 'io', 'sib', 'all');

type Loader = readonly [kind: string, part: string, programmer: string, ...options: string[]];
/** They are in parts with words of program memory, which every release knows. */
const inClassic: readonly Loader[] = [
  ['optiboot', 'm328p', 'arduino'],
  ['optiboot', 'm1284p', 'arduino'],
  ['wiring', 'm2560', 'wiring'],
  ['wiring', 'm1284p', 'wiring'],
  ['avr109', 'm32u4', 'avr109'],
  ['avr109', 'm32u4', 'butterfly', 'fw=butterfly'],
  ['avr910', 'm32', 'avr910'],
  ['avr910', 'm32u4', 'avr910'],
];
const inUpdi: readonly Loader[] = [
  ['optiboot', 't1616', 'arduino', 'protect=0'],
  ['optiboot', 'avr128da48', 'arduino', 'protect=0'],
  ...['t1614', 't1616', 'avr128da48'].flatMap((part): Loader[] => [
    ['jtag2updi', part, 'jtag2updi'],
    ['serialupdi', part, 'serialupdi'],
  ]),
];

const ask = (loaders: readonly Loader[], memories: readonly string[], since?: ReleaseId): Asked[] =>
  loaders.map(([kind, part, programmer, ...options]) => ({
    ...{ kind, part, programmer, options, memories },
    ...(since && { since }),
  }));

export const asked: readonly Asked[] = [
  ...ask(inClassic, classic),
  ...ask(
    [
      ['urboot', 'm328p', 'urclock'],
      ['urboot', 'm1284p', 'urclock'],
    ],
    classic,
    '7.1',
  ),
  ...ask(inUpdi, updi, '7.1'),
];

/**
 * Left out under 7.1: of `fuses` and `prodsig` it has other sizes and no sections, where with us the newest facts of a part count.
 * Writing the three others through jtag2updi still lacks one of its words ("bad response to write memory command").
 */
const newer = ['fuses', 'prodsig', 'sernum', 'tempsense', 'signature', 'all'];

/** @returns the memories that a release is asked for; it knows no others */
export function memoriesOf({ memories, since }: Asked, release: ReleaseId): readonly string[] {
  if (memories === classic && release === '8.2') return [...classic, ...inNewest];
  if (since && release < since) return [];
  return memories === updi && release === '7.1' ? memories.filter((name) => !newer.includes(name)) : memories;
}

/** What is done to a memory. */
export const operations = ['r', 'w', 'v'] as const;

/**
 * @returns what is done to a memory; all of them are only saved and compared. Under 6.4 nothing is written to a part of a page:
 * avrdude loses the rest of it there, and we do not.
 */
export function operationsOf(memory: string, release: ReleaseId): readonly (typeof operations)[number][] {
  const losesRest = release === '6.4' && (memory === 'flash' || memory === 'eeprom');
  return memory === 'all' || losesRest ? ['r', 'v'] : operations;
}

/** What is written and compared; a jump, so that flash looks like a program. */
const values: Readonly<Record<string, string>> = { flash: '0x0c,0x94,0x34,0x12,0x55', lock: '0xff' };

/** @returns what comes behind the program's name */
export function argumentsOf(
  { programmer, part }: Asked,
  memory: string,
  operation: (typeof operations)[number],
  port: string,
): string[] {
  const value = values[memory] ?? '0x62';
  const format = memory === 'all' ? 'I' : 'r';
  const update = operation === 'r' ? `${memory}:r:out.bin:${format}` : `${memory}:${operation}:${value}:m`;
  // The metadata that it would add tells the time.
  const own = programmer === 'urclock' ? ' -x nometadata' : '';
  return `-q -q -c ${programmer} -p ${part} -P ${port}${own} -D -U ${update}`.split(' ');
}

/** A device whose flash and EEPROM are not blank. */
export function plugIn({ kind, part, options = [] }: Asked): SerialDevice {
  const [flash, eeprom] = [contents(1500), contents(100)];
  if (kind !== 'urboot') return simulateAny({ kind, part, options, memories: { flash, eeprom } });
  const device = new Urboot({ part: part as 'm328p' | 'm1284p' });
  device.flash.set(flash);
  device.eeprom.set(eeprom);
  return device;
}

const contents = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 37 + (i >> 8) * 11 + 5) & 0xff);

/** What a run came to. */
export interface Recorded {
  readonly release: ReleaseId;
  readonly programmer: string;
  readonly part: string;
  readonly memory: string;
  readonly operation: (typeof operations)[number];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** As `digest`; `null` if there is none. */
  readonly file: string | null;
  /** Memories that are not as they were, as `digest`. */
  readonly changed: Readonly<Record<string, string>>;
}

/** @returns what is not as it was */
export function changesOf(
  device: SerialDevice,
  before: Readonly<Record<string, Uint8Array>>,
): Record<string, string> {
  const { memories } = device.dump();
  const changed = Object.entries(memories).filter(
    ([name, data]) => Buffer.compare(data, before[name] ?? new Uint8Array(0)) !== 0,
  );
  return Object.fromEntries(changed.map(([name, data]) => [name, digest(data)]));
}

/** Copies, which a run does not change. */
export function contentsOf(device: SerialDevice): Readonly<Record<string, Uint8Array>> {
  const { memories } = device.dump();
  return Object.fromEntries(Object.entries(memories).map(([name, data]) => [name, data.slice()]));
}

/** Bytes in hexadecimal; of many, how many there are and their sum. */
export function digest(data: Uint8Array): string {
  if (data.length <= 128) return Buffer.from(data).toString('hex');
  return `${data.length} ${createHash('sha256').update(data).digest('hex').slice(0, 16)}`;
}
