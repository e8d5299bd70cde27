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

const classic = ['lfuse', 'hfuse', 'lock', 'signature', 'calibration'];
/** What only the newest release knows of classic parts. */
const inNewest = ['prodsig', 'sernum', 'usersig', 'io', 'sram'];
const updi = [
  'fuse5',
  'fuses',
  'lock',
  'signature',
  'prodsig',
  'sernum',
  'tempsense',
  'userrow',
  'io',
  'sib',
];

export const asked: readonly Asked[] = [
  { kind: 'optiboot', part: 'm328p', programmer: 'arduino', memories: classic },
  { kind: 'wiring', part: 'm2560', programmer: 'wiring', memories: classic },
  { kind: 'avr109', part: 'm32u4', programmer: 'avr109', memories: classic },
  { kind: 'avr109', part: 'm32u4', programmer: 'butterfly', options: ['fw=butterfly'], memories: classic },
  { kind: 'avr910', part: 'm32', programmer: 'avr910', memories: classic },
  { kind: 'urboot', part: 'm328p', programmer: 'urclock', since: '7.1', memories: classic },
  { kind: 'jtag2updi', part: 't1614', programmer: 'jtag2updi', since: '7.1', memories: updi },
  { kind: 'serialupdi', part: 't1614', programmer: 'serialupdi', since: '7.1', memories: updi },
];

/**
 * Left out under 7.1: of `fuses` and `prodsig` it has other sizes and no sections, where with us the newest facts of a part count.
 * Writing the three others through jtag2updi still lacks one of its words ("bad response to write memory command").
 */
const newer = ['fuses', 'prodsig', 'sernum', 'tempsense', 'signature'];

/** @returns the memories that a release is asked for; it knows no others */
export function memoriesOf({ memories, since }: Asked, release: ReleaseId): readonly string[] {
  if (memories === classic && release === '8.2') return [...classic, ...inNewest];
  if (since && release < since) return [];
  return memories === updi && release === '7.1' ? memories.filter((name) => !newer.includes(name)) : memories;
}

/** What is done to a memory. */
export const operations = ['r', 'w'] as const;

/** @returns what comes behind the program's name */
export function argumentsOf(
  { programmer, part }: Asked,
  memory: string,
  operation: (typeof operations)[number],
  port: string,
): string[] {
  const value = memory === 'lock' ? '0xff' : '0x62';
  const update = operation === 'r' ? `${memory}:r:out.bin:r` : `${memory}:w:${value}:m`;
  return `-q -q -c ${programmer} -p ${part} -P ${port} -D -U ${update}`.split(' ');
}

export function plugIn({ kind, part, options = [] }: Asked): SerialDevice {
  return kind === 'urboot' ? new Urboot() : simulateAny({ kind, part, options });
}

/** What a run came to. */
export interface Recorded {
  readonly release: ReleaseId;
  readonly programmer: string;
  readonly memory: string;
  readonly operation: (typeof operations)[number];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** In hexadecimal; `null` if there is none. */
  readonly file: string | null;
  /** Memories that are not as they were, in hexadecimal. */
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
  return Object.fromEntries(changed.map(([name, data]) => [name, Buffer.from(data).toString('hex')]));
}

/** Copies, which a run does not change. */
export function contentsOf(device: SerialDevice): Readonly<Record<string, Uint8Array>> {
  const { memories } = device.dump();
  return Object.fromEntries(Object.entries(memories).map(([name, data]) => [name, data.slice()]));
}
