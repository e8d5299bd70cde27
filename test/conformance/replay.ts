import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servePty } from '../sim/carrier.ts';
import { serveUsb } from '../sim/usb-server.ts';
import type { Digest, FileRecord, Result, RunRecord } from './record.ts';
import { type Bench, type Cabling, deviceSpec, setUpDevice } from './rig.ts';
import { run } from './spawn.ts';

/** Where a replay takes things from. */
export interface Surroundings {
  /** The program under test. */
  readonly binary: string;
  /** The folder `images`. */
  readonly images: string;
  /** The release's avrdude.conf; without one the built-in database is used. */
  readonly conf: string | undefined;
  readonly limitMs: number;
  /** Where the program runs; by default it is started as a process, with devices on pseudo-terminals and umockdev's bus. */
  readonly stage?: Stage;
}

/** How a program is run, and reaches the devices. */
export interface Stage extends Cabling {
  readonly run: typeof run;
}

const OUTSIDE: Stage = { serve: servePty, plug: serveUsb, run };

/** What a replay gave. */
export interface Replay {
  readonly result: Result;
  /** What a strict device objected to. */
  readonly violations: readonly string[];
}

/** 7.1 has a line without its end there: `0.02savrdude: 300 bytes …`. */
const SECONDS = /\b\d+\.\d\d ?s(?:\b|(?=avrdude))/g;

/** Masks what differs from run to run. */
export function masked(text: string, names: readonly (readonly [string, string])[]): string {
  return names.reduce((t, [from, to]) => t.replaceAll(from, to), text).replace(SECONDS, '0.00s');
}

/** Runs a record's command line against its device. */
export async function replay(record: RunRecord, around: Surroundings): Promise<Replay> {
  const work = mkdtempSync(join(tmpdir(), 'rp.'));
  const home = mkdtempSync(join(tmpdir(), 'rph.'));
  let bench: Bench | undefined;
  try {
    for (const [name, source] of Object.entries(record.files)) {
      if (typeof source === 'string') writeFileSync(join(work, name), source, 'latin1');
      else copyFileSync(join(around.images, source.image), join(work, name));
    }
    const stage = around.stage ?? OUTSIDE;
    bench = record.device
      ? await setUpDevice(deviceSpec(record.device, around.images), home, stage)
      : undefined;
    const argv = commandLine(record, around.conf, bench?.port);
    const done = await stage.run([...(bench?.prefix ?? []), around.binary, ...argv.words], {
      cwd: work,
      env: {
        ...process.env,
        ...{ HOME: home, XDG_CONFIG_HOME: home, LC_ALL: 'C', TERM: 'dumb', AVRDUDE_COMPAT: record.version },
        ...bench?.env,
      },
      stdin: record.stdin,
      mode: record.mode,
      limitMs: around.limitMs,
    });
    const after = await bench?.finish();
    const names: [string, string][] = [
      // 8.2 prints its command line at -vvv.
      ...(argv.confAdded ? [[` -C ${around.conf} `, ' '] as [string, string]] : []),
      [join(home, 'tty'), '@PORT@'],
      // What is shipped beside the binary says the same as the database in it.
      [around.conf ?? `${around.binary}.conf`, '@CONF@'],
      [home, '@HOME@'],
      [work, '@DIR@'],
      [around.binary, 'avrdude'],
    ];
    return {
      result: {
        status: done.status,
        stdout: masked(done.stdout, names),
        stderr: masked(done.stderr, names),
        files: writtenFiles(work, record),
        memories: after
          ? Object.fromEntries(Object.entries(after.memories).map(([k, v]) => [k, brief(v)]))
          : {},
      },
      violations: after?.violations ?? [],
    };
  } finally {
    await bench?.finish();
    rmSync(work, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}

function commandLine(record: RunRecord, conf: string | undefined, port: string | undefined) {
  const words = record.argv.map((a) =>
    a.replaceAll('@CONF@', conf ?? '@CONF@').replaceAll('@PORT@', port ?? '@PORT@'),
  );
  const namesConf = words.some(
    (a, i) => a.startsWith('-C') && !(a.slice(2) || (words[i + 1] ?? '')).startsWith('+'),
  );
  const confAdded = conf !== undefined && !namesConf && words.length > 0;
  return { words: confAdded ? ['-C', conf, ...words] : words, confAdded };
}

function digest(data: Uint8Array): Digest {
  return { sha256: createHash('sha256').update(data).digest('hex'), bytes: data.length };
}

function brief(memory: Uint8Array): string | Digest {
  return memory.length <= 32 ? Buffer.from(memory).toString('hex') : digest(memory);
}

function writtenFiles(work: string, record: RunRecord): Record<string, FileRecord> {
  const written: Record<string, FileRecord> = {};
  for (const name of readdirSync(work).sort()) {
    if (name in record.files) continue;
    const data = readFileSync(join(work, name));
    written[name] = data.length <= 4096 ? { text: data.toString('latin1') } : digest(data);
  }
  return written;
}

/** The names of the parts of a result that are not as recorded. */
export function differences(expected: Result, got: Result): (keyof Result)[] {
  const parts: readonly (keyof Result)[] = ['status', 'stdout', 'stderr', 'files', 'memories'];
  return parts.filter((part) => canonical(part, expected) !== canonical(part, got));
}

/** One text for one value, whatever the order of its keys; times in files (logs) masked. */
function canonical(part: keyof Result, result: Result): string {
  const value = result[part];
  if (typeof value !== 'object') return String(value);
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted
    .map(([name, v]) => {
      if (typeof v === 'string') return `${name}=${v}`;
      return 'text' in v ? `${name}:${masked(v.text, [])}` : `${name}#${v.sha256}/${v.bytes}`;
    })
    .join('\n');
}
