/**
 * The boot loaders on USB, in requests of their own and in time, beside avrdude 7.1 and dfu-programmer. Also by itself:
 *
 *   node scripts/run-ts.mjs scripts/bench-loaders.ts        (OURS, REAL_AVRDUDE and DFU_PROGRAMMER name the programs)
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectFile } from '../test/sim/carrier.ts';
import { canServeUsb } from '../test/sim/usb-server.ts';
import { type Measured, report, simulated } from './bench-measure.ts';

/** What is programmed, verified where it can be read. `dfu`: as dfu-programmer calls the part. */
interface Loader {
  readonly kind: string;
  readonly part: string;
  readonly memory: string;
  readonly bytes: number;
  /** The most requests of ours, and the most of avrdude's time, where that matters. */
  readonly most: number;
  readonly ratio?: number;
  readonly args: readonly string[];
  /** What avrdude needs besides. */
  readonly avrdude: readonly string[];
  readonly dfu?: string;
}

const loaders: readonly Loader[] = [
  {
    ...{ kind: 'flip1', part: 'm32u4', memory: 'flash', bytes: 26_000, most: 130, ratio: 0.6 },
    ...{ args: [], avrdude: [], dfu: 'atmega32u4' },
  },
  {
    ...{ kind: 'flip2', part: 'x128a3u', memory: 'application', bytes: 26_000, most: 140, ratio: 0.8 },
    ...{ args: [], avrdude: [], dfu: 'atxmega128a3u' },
  },
  // Nothing can be read back of these two. On Linux avrdude does not see which Teensy it is.
  {
    ...{ kind: 'teensy', part: 'm32u4', memory: 'flash', bytes: 26_000, most: 210 },
    ...{ args: ['-V'], avrdude: ['-F'] },
  },
  {
    ...{ kind: 'micronucleus', part: 't85', memory: 'flash', bytes: 6000, most: 1640 },
    ...{ args: ['-V'], avrdude: [] },
  },
];

/** Prints a row for each boot loader. @param runs of each program @throws Error if one fails, or ours takes more requests than it may */
export async function benchLoaders(ours: string, real: string, runs: number): Promise<void> {
  const dfuProgrammer = process.env.DFU_PROGRAMMER ?? '/usr/bin/dfu-programmer';
  const folder = mkdtempSync(join(tmpdir(), 'bench-loaders-'));
  console.log('\nBoot loaders on USB, written and (flip1, flip2) verified; requests are theirs alone:');
  try {
    for (const loader of loaders) {
      const { kind, part, memory, bytes, most, ratio, args, avrdude, dfu } = loader;
      const file = join(folder, `${bytes}.bin`);
      writeFileSync(file, program(bytes));
      const command = (binary: string, needed: readonly string[] = []) => [
        binary,
        '-c',
        kind,
        '-p',
        part,
        ...needed,
        ...args,
        '-U',
        `${memory}:w:${file}:r`,
      ];
      const [mine, theirs]: [Measured[], Measured[]] = [[], []];
      for (let i = 0; i < runs; i++) {
        theirs.push(await simulated(loader, command(real, avrdude)));
        mine.push(await simulated(loader, command(ours)));
      }
      report(kind, most, ratio, mine, theirs);
      const requests = mine[0]?.transfers ?? 0;
      if (requests > most) throw new Error(`${kind}: ${requests} requests, at most ${most} allowed`);
      if (dfu === undefined || !existsSync(dfuProgrammer)) continue;
      const hex = join(folder, `${bytes}.hex`);
      writeFileSync(hex, intelHex(program(bytes)));
      const script = `${dfuProgrammer} ${dfu} erase && ${dfuProgrammer} ${dfu} flash ${hex}`;
      const { transfers } = await simulated(loader, ['/bin/sh', '-c', script]);
      console.log(`  ${''.padEnd(13)} dfu-programmer: ${transfers} requests`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(dfuProgrammer)) console.log(`  no ${dfuProgrammer}: it is not measured`);
}

/** A program that begins with a jump; no page of it is blank. */
function program(length: number): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
  bytes.set([0x20, 0xc0]);
  return bytes;
}

/** For fewer than 64 KiB. */
function intelHex(data: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < data.length; at += 16) {
    const chunk = data.subarray(at, at + 16);
    const record = [chunk.length, at >> 8, at & 0xff, 0, ...chunk];
    const sum = record.reduce((total, byte) => total + byte, 0);
    lines.push(
      `:${Buffer.from([...record, -sum & 0xff])
        .toString('hex')
        .toUpperCase()}`,
    );
  }
  return `${[...lines, ':00000001FF'].join('\n')}\n`;
}

if (basename(process.argv[1] ?? '').includes('bench-loaders')) {
  if (!canServeUsb()) throw new Error('no umockdev');
  const ours = process.env.OURS ?? projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
  await benchLoaders(ours, process.env.REAL_AVRDUDE ?? '/usr/bin/avrdude', Number(process.env.RUNS ?? 3));
}
