/**
 * USB programmers beside Debian's avrdude 7.1, in turns and in the same run: transfers, and wall time with 1 ms added to
 * each transfer.
 *
 *   npm run bench                                        with the project's own simulators (needs umockdev)
 *   USBRIG=…/usbrig VIA=fuse|umockdev npm run bench      with a rig that takes the same arguments and writes a stats.json
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realAvrdudeWith } from '../test/sim/real-avrdude.ts';
import { canServeUsb } from '../test/sim/usb-server.ts';
import { benchLoaders } from './bench-loaders.ts';
import { type Device, type Measured, report, simulated } from './bench-measure.ts';

/** What is measured: limits on transfers, and on the ratio of wall times. */
const cases = [
  { kind: 'usbasp', transfers: 480, ratio: 0.65 },
  { kind: 'usbtiny', transfers: 560, ratio: 0.92 },
  { kind: 'avrispmkII', transfers: 680, ratio: 0.6 },
];
/**
 * Tools that talk in HID reports, one interface each. A page costs a report with its answer, and as much for the answer to the request in it,
 * whoever sends them, and over JTAG, PDI and debugWIRE the tool takes one page at a time: there only what is read can go in larger pieces.
 * Over UPDI pages are looked at before they are erased. (A rig with arguments of its own does not have these tools.)
 */
const reports = [
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', transfers: 1400, ratio: 0.6 },
  { kind: 'atmelice', id: 'atmelice_updi', part: 't3216', transfers: 1400, ratio: 0.85 },
  { kind: 'atmelice', id: 'atmelice_pdi', part: 'x128a4u', transfers: 1150, ratio: 0.95 },
  { kind: 'atmelice', id: 'atmelice', part: 'm32u4', transfers: 1300, ratio: 0.85 },
  { kind: 'atmelice', id: 'atmelice_dw', part: 'm328p', options: ['dwen=1'], transfers: 1300, ratio: 0.85 },
  { kind: 'jtagice3', id: 'jtag3isp', part: 'm328p', transfers: 700, ratio: 0.6 },
];
/** Beside an avrdude that knows it, and once only: that one takes 100000 transfers, which is minutes. */
const ch341a = { kind: 'ch341a', transfers: 14_000, ratio: 0.2 };

/** @param ours, real binaries @param image an Intel hex file of 26000 bytes @param runs of each */
export async function benchUsb(ours: string, real: string, image: string, runs: number): Promise<void> {
  const rig = process.env.USBRIG;
  if (!rig && !canServeUsb()) {
    console.log('USB programmers are not measured: no umockdev, and no USBRIG given');
    return;
  }
  console.log(
    `\n26000 bytes written and verified over USB, 1 ms added to each transfer, ${runs} alternating runs:`,
  );
  const newer = rig ? undefined : realAvrdudeWith('ch341a');
  const all: readonly (Device & { transfers: number; ratio: number; other: string; runs: number })[] = [
    ...cases.map((one) => ({ ...one, other: real, runs })),
    ...(rig ? [] : reports.map((one) => ({ ...one, other: real, runs }))),
    ...(newer ? [{ ...ch341a, other: newer, runs: 1 }] : []),
  ];
  for (const { transfers, ratio, other, runs: turns, ...device } of all) {
    const [mine, theirs]: [Measured[], Measured[]] = [[], []];
    for (let i = 0; i < turns; i++) {
      theirs.push(await measure(other, device, image));
      mine.push(await measure(ours, device, image));
    }
    report(device.id ?? device.kind, transfers, ratio, mine, theirs);
  }
  if (!rig) await benchLoaders(ours, real, runs);
}

async function measure(binary: string, device: Device, image: string): Promise<Measured> {
  const { kind, id = kind, part = 'm32u4' } = device;
  const command = [binary, '-c', id, '-p', part, '-U', `flash:w:${image}:i`];
  return process.env.USBRIG ? onRig(process.env.USBRIG, kind, command) : simulated(device, command);
}

function onRig(rig: string, kind: string, command: readonly string[]): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const options = ['--via', process.env.VIA ?? 'umockdev', '--latency-us', '1000', '--dump', folder];
    const began = performance.now();
    const { status, stderr } = spawnSync(rig, [...options, '--programmer', kind, '--', ...command], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${command[0]} ended with ${status}: ${stderr}`);
    const milliseconds = performance.now() - began;
    const { transfers } = JSON.parse(readFileSync(join(folder, 'stats.json'), 'utf8')) as {
      transfers: number;
    };
    return { transfers, milliseconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
