/**
 * The boot loaders on USB, in requests of their own, beside avrdude 7.1 and dfu-programmer; nothing is timed. Also by itself:
 *
 *   node scripts/run-ts.mjs scripts/bench-loaders.ts        (OURS, REAL_AVRDUDE and DFU_PROGRAMMER name the programs)
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../test/conformance/spawn.ts';
import { projectFile } from '../test/sim/carrier.ts';
import { UsbBoard } from '../test/sim/usb-device.ts';
import { canServeUsb, serveUsb } from '../test/sim/usb-server.ts';

/** What is programmed, verified where it can be read. `dfu`: as dfu-programmer calls the part. */
interface Loader {
  readonly kind: string;
  readonly part: string;
  readonly memory: string;
  readonly bytes: number;
  /** The most requests of ours. */
  readonly most: number;
  readonly args: readonly string[];
  /** What avrdude needs besides. */
  readonly avrdude: readonly string[];
  readonly dfu?: string;
}

const loaders: readonly Loader[] = [
  {
    ...{ kind: 'flip1', part: 'm32u4', memory: 'flash', bytes: 26_000, most: 130, args: [], avrdude: [] },
    dfu: 'atmega32u4',
  },
  {
    ...{ kind: 'flip2', part: 'x128a3u', memory: 'application', bytes: 26_000, most: 140 },
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

/** Prints a row for each boot loader. @throws Error if a program fails, or ours takes more requests than it may */
export async function countRequests(ours: string, real: string): Promise<void> {
  const dfuProgrammer = process.env.DFU_PROGRAMMER ?? '/usr/bin/dfu-programmer';
  const folder = mkdtempSync(join(tmpdir(), 'bench-loaders-'));
  console.log('\nRequests of boot loaders on USB, written and (flip1, flip2) verified:');
  try {
    for (const loader of loaders) {
      const { kind, part, memory, bytes, most, args, avrdude, dfu } = loader;
      const file = join(folder, `${bytes}.bin`);
      writeFileSync(file, program(bytes));
      const write = [...args, '-U', `${memory}:w:${file}:r`];
      const mine = await count(loader, [ours, '-c', kind, '-p', part, ...write]);
      const theirs = await count(loader, [real, '-c', kind, '-p', part, ...avrdude, ...write]);
      const third =
        dfu && existsSync(dfuProgrammer) ? await countDfu(dfuProgrammer, loader, folder) : undefined;
      const other = third === undefined ? '' : `, dfu-programmer ${third}`;
      console.log(
        `  ${kind.padEnd(13)} ${bytes} bytes: ${mine} (at most ${most}), avrdude ${theirs}${other}`,
      );
      if (mine > most) throw new Error(`${kind}: ${mine} requests, at most ${most} allowed`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(dfuProgrammer)) console.log(`  no ${dfuProgrammer}: it is not counted`);
}

/** A program that begins with a jump; no page of it is blank. */
function program(length: number): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
  bytes.set([0x20, 0xc0]);
  return bytes;
}

async function countDfu(binary: string, loader: Loader, folder: string): Promise<number> {
  const hex = join(folder, `${loader.bytes}.hex`);
  writeFileSync(hex, intelHex(program(loader.bytes)));
  const script = `${binary} ${loader.dfu} erase && ${binary} ${loader.dfu} flash ${hex}`;
  return count(loader, ['/bin/sh', '-c', script]);
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

/** @returns the boot loader's own requests; of standard ones a program's library sends as many as it likes */
async function count({ kind, part }: Loader, command: readonly string[]): Promise<number> {
  const board = new UsbBoard({ kind, part });
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, LC_ALL: 'C' };
    const settings = { cwd: tmpdir(), env, stdin: '', mode: 'pipe', limitMs: 600_000 } as const;
    const { status, stderr } = await run(command, settings);
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
    return Object.entries(board.requests).reduce((sum, [name, n]) => sum + (name === 'standard' ? 0 : n), 0);
  } finally {
    await service.close();
  }
}

if (basename(process.argv[1] ?? '').includes('bench-loaders')) {
  if (!canServeUsb()) throw new Error('no umockdev');
  const ours = process.env.OURS ?? projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
  await countRequests(ours, process.env.REAL_AVRDUDE ?? '/usr/bin/avrdude');
}
