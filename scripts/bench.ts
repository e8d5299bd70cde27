/**
 * Measures us beside Debian's avrdude 7.1, in turns and in the same run: how long a start takes, and how often each programmer
 * and its host wait for each other while 26000 bytes are written and verified.
 *
 *   npm run bench                     with the project's own simulators
 *   RIG=…/rig/emul npm run bench      with the emulators of a rig that takes the same arguments and writes a meta.json
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../test/sim/carrier.ts';
import type { DeviceSpec } from '../test/sim/device.ts';
import { runSimulated } from '../test/sim/real-avrdude.ts';
import { benchUsb } from './bench-usb.ts';

const ours = projectFile('dist/avrdude');
const real = process.env.REAL_AVRDUDE ?? '/usr/bin/avrdude';
const image = projectFile('test/conformance/images/main.hex');

/** A programmer, what stands behind the port, and how many turns it may take; undefined: not more than avrdude. */
interface Case {
  readonly programmer: string;
  readonly spec: DeviceSpec;
  readonly part: string;
  readonly baud: number;
  readonly limit?: number;
}

const cases: readonly Case[] = [
  {
    programmer: 'avrisp',
    spec: { kind: 'stk500v1', part: 'm32u4', options: ['fw=arduinoisp'] },
    part: 'm32u4',
    baud: 19200,
    limit: 460,
  },
  {
    programmer: 'arduino',
    spec: { kind: 'optiboot', part: 'm328p' },
    part: 'm328p',
    baud: 115200,
    limit: 460,
  },
  {
    programmer: 'avr109',
    spec: { kind: 'avr109', part: 'm32u4' },
    part: 'm32u4',
    baud: 57600,
    limit: 430,
  },
  { programmer: 'wiring', spec: { kind: 'wiring', part: 'm2560' }, part: 'm2560', baud: 115200 },
  { programmer: 'stk500v2', spec: { kind: 'stk500v2', part: 'm328p' }, part: 'm328p', baud: 115200 },
  { programmer: 'jtag2fast', spec: { kind: 'jtagmkii', part: 'm32u4' }, part: 'm32u4', baud: 115200 },
  {
    programmer: 'buspirate',
    spec: { kind: 'buspirate', part: 'm328p' },
    part: 'm328p',
    baud: 115200,
    limit: 650,
  },
  {
    programmer: 'serialupdi',
    spec: { kind: 'serialupdi', part: 't3216' },
    part: 't3216',
    baud: 115200,
    limit: 290,
  },
  { programmer: 'jtag2updi', spec: { kind: 'jtag2updi', part: 't3216' }, part: 't3216', baud: 115200 },
];

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that a run takes which ends at a port that is not there. */
function start(binary: string, options: readonly string[]): number {
  const began = performance.now();
  const { status } = spawnSync(binary, [...options, '-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/nosuchport']);
  if (status !== 1) throw new Error(`${binary} ended with ${status}`);
  return performance.now() - began;
}

/** @param conf what is read instead of what is found: by avrdude, and by us */
function benchStart(
  runs: number,
  what: string,
  conf?: { readonly real: string; readonly ours: string },
): void {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    theirs.push(start(real, conf ? ['-C', conf.real] : []));
    mine.push(start(ours, conf ? ['-C', conf.ours] : []));
  }
  const ratio = median(mine) / median(theirs);
  const best = Math.min(...mine) / Math.min(...theirs);
  console.log(`${what} to a missing port, ${runs} alternating runs (at most 2.5 times):`);
  console.log(
    `  median ${median(mine).toFixed(1)} ms, avrdude ${median(theirs).toFixed(1)} ms: ${ratio.toFixed(2)} times; the fastest of each: ${best.toFixed(2)} times\n`,
  );
}

/**
 * With whole configuration files, as IDEs give them; changed in one byte, so that none is known beforehand. avrdude 7.1 cannot
 * read ours, and gets Debian's both times.
 */
function benchConfigurations(runs: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const changed = (file: string, name: string): string => {
    writeFileSync(join(folder, name), `${readFileSync(file, 'latin1')}\n`, 'latin1');
    return join(folder, name);
  };
  try {
    const debian = changed('/etc/avrdude.conf', 'debian.conf');
    const shipped = changed(projectFile('dist/avrdude.conf'), 'shipped.conf');
    benchStart(runs, "start with -C and Debian's avrdude.conf", { real: debian, ours: debian });
    benchStart(runs, 'start with -C and our avrdude.conf', { real: debian, ours: shipped });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Turns and milliseconds of one run. */
type Measured = { readonly turns: number; readonly milliseconds: number } | undefined;

async function measure(binary: string, { programmer, spec, part, baud }: Case): Promise<Measured> {
  const args = [
    ...['-c', programmer, '-p', part, '-P', '@PORT@', '-b', String(baud)],
    ...['-D', '-U', `flash:w:${image}:i`],
  ];
  const began = performance.now();
  if (process.env.RIG) return measureOnRig(process.env.RIG, spec, [binary, ...args]);
  const { status, dump } = await runSimulated(spec, binary, args);
  return status === 0 ? { turns: dump.meta.turns, milliseconds: performance.now() - began } : undefined;
}

function measureOnRig(
  rig: string,
  { kind, part, options = [] }: DeviceSpec,
  command: readonly string[],
): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const began = performance.now();
    const { status } = spawnSync('python3', [
      ...[join(rig, 'emulate.py'), kind, '--part', part, '--link', join(folder, 'tty'), '--dump', folder],
      ...options.flatMap((option) => ['--opt', option]),
      ...['--timeout', '120', '--', ...command],
    ]);
    if (status !== 0) return undefined;
    const { turns } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as { turns: number };
    return { turns, milliseconds: performance.now() - began };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchTurns(): Promise<void> {
  const column = (text: string) => text.padStart(10);
  const shown = (measured: Measured) =>
    measured
      ? column(String(measured.turns)) + column(`${Math.round(measured.milliseconds)} ms`)
      : column('failed') + column('');
  console.log(`26000 bytes written and verified${process.env.RIG ? `, on ${process.env.RIG}` : ''}:`);
  console.log(
    `  ${'programmer'.padEnd(12)}${column('turns')}${column('')}${column('avrdude')}${column('')}${column('at most')}`,
  );
  for (const one of cases) {
    const theirs = await measure(real, one);
    const mine = await measure(ours, one);
    const limit = one.limit ?? theirs?.turns;
    const verdict = mine && limit !== undefined && mine.turns > limit ? '  too many' : '';
    console.log(
      `  ${one.programmer.padEnd(12)}${shown(mine)}${shown(theirs)}${column(String(limit ?? ''))}${verdict}`,
    );
  }
}

if (!existsSync(real))
  throw new Error(`${real} is missing (apt install avrdude): there is nothing to compare with`);
const runs = Number(process.env.RUNS ?? 20);
benchStart(runs, 'start');
benchConfigurations(runs);
await benchTurns();
await benchUsb(ours, real, image, Number(process.env.RUNS ?? 5));
