import { createFsFromVolume, Volume } from 'memfs';
import type { FileSystem, TextSource } from '../../src/model/host.ts';
import type { Memory, Part, ProgMode } from '../../src/model/part.ts';
import { type Behaviour, lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { type Words, wordingFor } from '../../src/output/words.ts';
import { files as files64 } from '../../src/releases/6.4/files.ts';
import { files as files71 } from '../../src/releases/7.1/files.ts';
import { files as files82 } from '../../src/releases/8.2/files.ts';

/** The part of a release's behaviour that concerns files. */
export function behaviourOf(release: ReleaseId): Behaviour {
  const files = { '6.4': files64, '7.1': files71, '8.2': files82 }[release];
  const trailingFf = release === '8.2' ? 'sees-every-byte' : 'overlooks-first-byte';
  return { files, trailingFf } as Behaviour;
}

/** What there is to know of a file besides its contents; no release has words for it. */
const evidence: ReadonlySet<string> = new Set([
  'file-missing',
  'file-recognised',
  'record-joined',
  'records-behind-end',
  'record-cut-off',
  'end-record-missing',
  'data-outside',
]);

/** What a release says for events, up to `-v -v -v`: `level: text` for each piece of text; hints as `hint: text`. */
export function said(events: readonly Event[], release: ReleaseId): string[] {
  return events.flatMap((event) => {
    if (event.kind === 'hint') return [`hint: ${event.text}`];
    if (event.kind !== 'notice') return evidence.has(event.kind) ? [] : [event.kind];
    const words = wordingFor(event.message, lineageOf(release))?.(event.facts) ?? [];
    const pieces = (Array.isArray(words) ? words : [words]) as readonly Words[];
    const spoken = pieces.filter(({ level }) => !level.startsWith('trace'));
    return spoken.map(({ level, lead, text }) => `${level}${lead === 'indent' ? '+' : ''}: ${text}`);
  });
}

export function memory(name: string, size: number, more: Partial<Memory> = {}): Memory {
  return { name, aliases: [], size, pageSize: 1, offset: 0, ...more } as Memory;
}

export function part(memories: readonly Memory[], progModes: readonly ProgMode[] = ['ISP']): Part {
  return {
    id: 'x',
    desc: 'ATtest',
    memories,
    progModes,
    isAvr32: false,
    signature: new Uint8Array([0x1e, 0x95, 0x87]),
  } as unknown as Part;
}

/** A file system that holds nothing but these files. */
export function disk(contents: Record<string, string | Uint8Array> = {}): FileSystem {
  const volume = new Volume();
  volume.mkdirSync('/tmp', { recursive: true });
  const fs = createFsFromVolume(volume);
  for (const [path, data] of Object.entries(contents)) fs.writeFileSync(path, data as string);
  return fs as unknown as FileSystem;
}

/** Standard input that holds this text once. */
export function input(text: string): TextSource {
  let rest = Buffer.from(text, 'latin1');
  return {
    isTerminal: false,
    readLine: async () => undefined,
    readAll: async (limit = rest.length) => {
      const taken = rest.subarray(0, limit);
      rest = rest.subarray(taken.length);
      return taken;
    },
  };
}

export const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
