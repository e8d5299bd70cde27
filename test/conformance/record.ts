import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file's contents: short ones as Latin-1 text, long ones by digest. */
export type FileRecord = { readonly text: string } | Digest;

export interface Digest {
  readonly sha256: string;
  readonly bytes: number;
}

/** What a run printed and did. A memory of at most 32 bytes is given in hex. */
export interface Result {
  readonly status: number | 'timeout';
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Readonly<Record<string, FileRecord>>;
  readonly memories: Readonly<Record<string, string | Digest>>;
}

/** The emulated device of a record. */
export interface DeviceRecord {
  readonly kind: string;
  readonly part: string;
  /** `0x…`, or an image from the folder `images`. */
  readonly memories?: Readonly<Record<string, string | { readonly image: string }>>;
  readonly faults?: readonly string[];
  readonly options?: readonly string[];
  /** Further devices, plugged in after it. */
  readonly also?: readonly DeviceRecord[];
}

/** How the program's standard streams are connected: all pipes; stdin a terminal; all three one terminal. */
export type Mode = 'pipe' | 'tty-in' | 'tty';

/** One run of real avrdude, as recorded. */
export interface RunRecord {
  /** `group/case`. */
  readonly name: string;
  /** The release that ran. */
  readonly version: string;
  readonly argv: readonly string[];
  readonly mode: Mode;
  readonly stdin: string;
  /** Files to lay into the working folder: text, or an image. */
  readonly files: Readonly<Record<string, string | { readonly image: string }>>;
  readonly device: DeviceRecord | null;
  readonly expect: Result;
}

/** Reads every record below a folder, sorted by release and name. */
export function readRecords(folder: string): RunRecord[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as RunRecord)
    .sort((a, b) => (a.version + a.name < b.version + b.name ? -1 : 1));
}
