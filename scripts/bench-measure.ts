/** What the benches of USB programmers share: a run on a simulated device, and the row that is printed of several. */
import { tmpdir } from 'node:os';
import { run } from '../test/conformance/spawn.ts';
import { UsbBoard } from '../test/sim/usb-device.ts';
import { serveUsb } from '../test/sim/usb-server.ts';

export interface Measured {
  readonly transfers: number;
  readonly milliseconds: number;
}

/** What is programmed by what: an ATmega32U4, and by a programmer that `-c` names as the simulated one is called, if nothing else is said. */
export interface Device {
  readonly kind: string;
  readonly id?: string;
  readonly part?: string;
  readonly options?: readonly string[];
}

/** @throws Error if the program fails */
export async function simulated(
  { kind, part = 'm32u4', options = [] }: Device,
  command: readonly string[],
): Promise<Measured> {
  const board = new UsbBoard({ kind, part, options, latencyMs: 1 });
  const service = await serveUsb([board]);
  try {
    const began = performance.now();
    const env = { ...process.env, ...service.env, LC_ALL: 'C' };
    const { status, stderr } = await run(command, {
      cwd: tmpdir(),
      env,
      stdin: '',
      mode: 'pipe',
      limitMs: 600_000,
    });
    if (status !== 0) throw new Error(`${command[0]} ended with ${status}: ${stderr}`);
    // Of a boot loader's standard requests a program's library sends as many as it likes.
    const { standard = 0 } = board.firmware.started === undefined ? {} : board.requests;
    return { transfers: board.transfers - standard, milliseconds: performance.now() - began };
  } finally {
    await service.close();
  }
}

/** Prints a row. @param transfers, ratio the most that is allowed: of ours, and of wall time beside the other's; undefined if that is no matter */
export function report(
  kind: string,
  transfers: number,
  ratio: number | undefined,
  mine: readonly Measured[],
  theirs: readonly Measured[],
): void {
  const [a, b] = [median(mine), median(theirs)];
  const limit = ratio === undefined ? '' : ` (at most ${ratio})`;
  const best = fastest(mine) / fastest(theirs);
  console.log(
    `  ${kind.padEnd(13)} transfers ${mine[0]?.transfers} (at most ${transfers}), avrdude ${theirs[0]?.transfers}; ` +
      `median ${Math.round(a)} ms, avrdude ${Math.round(b)} ms: ${(a / b).toFixed(2)} times${limit}; ` +
      `the fastest of each: ${best.toFixed(2)} times`,
  );
}

function median(runs: readonly Measured[]): number {
  const times = runs.map(({ milliseconds }) => milliseconds).sort((x, y) => x - y);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

function fastest(runs: readonly Measured[]): number {
  return Math.min(...runs.map(({ milliseconds }) => milliseconds));
}
