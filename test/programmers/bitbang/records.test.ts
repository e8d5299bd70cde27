import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { type Digest, type RunRecord, readRecords } from '../../conformance/record.ts';
import { masked } from '../../conformance/replay.ts';
import { deviceSpec } from '../../conformance/rig.ts';
import { projectFile } from '../../sim/carrier.ts';
import { DeviceFileSystem } from '../../sim/device-files.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

// What real avrdude was recorded doing with pins, replayed at the seam where ours calls the kernel: no supervisor is needed. What that
// knows better (sysfs, other cables and ports, lines that are taken or gone, chips that are slow, the terminal's prompt, the recorded
// chip's own calibration and fuses) stays with the rig of `test/conformance`.

inVirtualTime();

const folder = join(dirname(projectFile('package.json')), 'test/conformance');
const kinds = ['linuxgpio', 'linuxspi', 'par', 'serbb'];
const faults = /^(nodevice(=high)?|wrong-signature(=.*)?|bad-verify=0x[0-9a-f]+)$/;
/** Cases of other files and ports than the device's own. */
const elsewhere = /\/(port[.-]|own-too-high)/;
const known = readFileSync(join(folder, 'known.txt'), 'utf8');

const records = readRecords(join(folder, 'records')).filter(
  ({ version, name, mode, stdin, argv, device }) =>
    device !== null &&
    kinds.includes(device.kind) &&
    mode === 'pipe' &&
    stdin === '' &&
    !elsewhere.test(name) &&
    !argv.some((word) => word.startsWith('calibration') || word === 'm32u4') &&
    (device.options ?? []).every((option) => option === 'wiring=bsd') &&
    (device.faults ?? []).every((fault) => faults.test(fault)) &&
    !argv.some((word) => word.includes('@CONF@')) &&
    !known.includes(`${version} ${name}:`),
);

/** Bytes as a record has them. */
function brief(
  bytes: Uint8Array | undefined,
  asText: boolean,
): string | Digest | { text: string } | undefined {
  if (!bytes) return undefined;
  if (asText ? bytes.length <= 4096 : bytes.length <= 32)
    return asText ? { text: Buffer.from(bytes).toString('latin1') } : Buffer.from(bytes).toString('hex');
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

const contents = (source: string | { readonly image: string }) =>
  typeof source === 'string'
    ? Buffer.from(source, 'latin1')
    : readFileSync(join(folder, 'images', source.image));

async function replayed({ version, argv, stdin, files, device, expect: wanted }: RunRecord) {
  const system = new DeviceFileSystem(deviceSpec(device!, join(folder, 'images')));
  const result = await runProgram({
    release: version as ReleaseId,
    args: argv,
    files: Object.fromEntries(Object.entries(files).map(([name, source]) => [name, contents(source)])),
    typed: stdin.split('\n').slice(0, -1),
    device: system,
  });
  const names = [
    ['is built-in', 'is @CONF@'],
    ['is "built-in"', 'is "@CONF@"'],
    ['/work/home', '@HOME@'],
    ['/work', '@DIR@'],
  ] as const;
  const memories = system.target.memories();
  return {
    status: result.status,
    stdout: masked(result.stdout, names),
    stderr: masked(result.stderr, names),
    files: Object.fromEntries(
      Object.keys(wanted.files).map((name) => [name, brief(result.read(name), true)]),
    ),
    memories: Object.fromEntries(
      Object.keys(wanted.memories)
        .filter((name) => name !== 'port')
        .map((name) => [name, brief(memories[name], false)]),
    ),
    open: system.open.size,
  };
}

test.each(records.map((record) => [`${record.version} ${record.name}`, record] as const))(
  '%s',
  { timeout: 120_000 },
  async (_name, record) => {
    const { status, stdout, stderr, files, memories } = record.expect;
    // The data and control registers of a port are its own.
    const { port: _, ...held } = memories;
    expect(await replayed(record)).toEqual({ status, stdout, stderr, files, memories: held, open: 0 });
  },
);
