import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builderNode } from '../../scripts/build/base-node.mjs';
import { stripElf } from '../../scripts/build/formats/elf-strip.mjs';
import { thin } from '../../scripts/build/formats/fat-mach-o.mjs';
import { signAdHoc, unsigned } from '../../scripts/build/formats/mach-o-signature.mjs';
import { seaBlob } from '../../scripts/build/formats/sea-blob.mjs';
import { dressWindows } from '../../scripts/build/windows-resources.mjs';
import { zip } from '../../scripts/dist/zip.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'avrdude-packaging-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (program: string): boolean => {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (!found) console.warn(`NOTICE: no ${program} here; the test that needs it is left out`);
  return found;
};

/** Node's own way to write it, for the processor that it runs on. */
const known = builderNode() !== process.execPath;
if (!known) console.warn("NOTICE: the registry's Node is not here; what its tool writes is not compared");
test.skipIf(!known).each([{ options: [] }, { options: ['--no-rehash-snapshot', '--min-semi-space-size=8'] }])(
  "what is put into an executable is what Node's own tool writes: $options",
  ({ options }) => {
    const script = 'console.log(1);\n';
    writeFileSync(path.join(folder, 'avrdude'), script);
    writeFileSync(path.join(folder, 'asset'), 'bytes \0 and more');
    const config = {
      main: 'avrdude',
      output: 'blob',
      disableExperimentalSEAWarning: true,
      execArgvExtension: 'none',
      ...(options.length > 0 && { execArgv: options }),
      assets: { asset: 'asset' },
    };
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
    execFileSync(builderNode(), ['--experimental-sea-config', 'config.json'], { cwd: folder, stdio: 'pipe' });
    const assets = [['asset', readFileSync(path.join(folder, 'asset'))]] as const;
    const ours = seaBlob({ script: Buffer.from(script), assets, options, layout: { word: 8, assets: true } });
    expect(ours.toString('latin1')).toBe(readFileSync(path.join(folder, 'blob'), 'latin1'));
  },
);

/** For 32-bit processors all lengths are half as wide (`sizeof(size_t)` in `src/blob_serializer_deserializer.h`). */
test('for 32 bits the lengths have four bytes, and Node 20.11 finds a script only', () => {
  const script = Buffer.from('12345');
  const head = '20da4301';
  const name = `07000000${Buffer.from('avrdude').toString('hex')}`;
  expect(seaBlob({ script, assets: [], layout: { word: 4, assets: false } }).toString('hex')).toBe(
    `${head}01000000${name}050000003132333435`,
  );
  expect(
    seaBlob({ script, assets: [['a', Buffer.of(9)]], layout: { word: 4, assets: true } }).toString('hex'),
  ).toBe(`${head}0900000000${name}050000003132333435010000000100000061${'01000000'}09`);
  expect(() => seaBlob({ script, assets: [['a', script]], layout: { word: 4, assets: false } })).toThrow(
    'this Node looks for no assets',
  );
});

test.skipIf(process.platform !== 'linux')('a stripped executable runs, and holds no symbols', () => {
  const file = path.join(folder, 'node');
  const before = readFileSync(process.execPath);
  const stripped = stripElf(before);
  writeFileSync(file, stripped, { mode: 0o755 });
  expect(execFileSync(file, ['-p', 'process.versions.napi > 7'], { encoding: 'utf8' })).toBe('true\n');
  expect(stripped.length).toBeLessThan(before.length + 1);
  expect(stripElf(stripped).equals(stripped)).toBe(true);
  expect(() => stripElf(Buffer.from('#!/bin/sh\n'.repeat(20)))).toThrow('not a little-endian ELF file');
});

const hid = path.resolve('node_modules/node-hid/prebuilds/HID-darwin-arm64/node-napi-v4.node');
const several = path.resolve('node_modules/usb/prebuilds/darwin-x64+arm64/node.napi.node');

/** Apple's linker has signed these libraries ad hoc; ours differs in two bytes: it was no linker, and it is for a program. */
test.each([
  ['node-napi-v4.node', () => readFileSync(hid)],
  ['usb_bindings.node', () => thin(readFileSync(several), 'darwin-arm64')],
] as const)("an ad-hoc signature is the one of Apple's linker: %s", (identifier, read) => {
  const apple = Buffer.from(read());
  const ours = signAdHoc(apple, identifier);
  expect(ours.length).toBe(apple.length);
  const different = [...apple.keys()].filter((at) => apple[at] !== ours[at]);
  const directory = apple.lastIndexOf('fade0c02', undefined, 'hex');
  expect(different.map((at) => [at - directory, apple[at], ours[at]])).toEqual([
    [13, 2, 0],
    [87, 0, 1],
  ]);
  expect(unsigned(ours).equals(unsigned(apple))).toBe(true);
  expect(unsigned(unsigned(apple)).equals(unsigned(apple))).toBe(true);
});

test('of several processors in a file one is kept', () => {
  const whole = readFileSync(several);
  for (const [processor, type] of [
    ['x64', 0x01000007],
    ['arm64', 0x0100000c],
  ] as const) {
    const part = thin(whole, `darwin-${processor}`);
    expect([part.readUInt32LE(0), part.readUInt32LE(4)]).toEqual([0xfeedfacf, type]);
    expect(part.length).toBeLessThan(whole.length);
  }
  expect(thin(readFileSync(hid), 'darwin-arm64').equals(readFileSync(hid))).toBe(true);
});

const unzip = has('unzip');

test.skipIf(!unzip)('a zip archive is read by unzip, and is the same twice', () => {
  const files = [
    { name: 'a/avrdude.exe', bytes: Buffer.alloc(70_000, 'x'), mode: 0o755 },
    { name: 'a/README', bytes: Buffer.from('text\n'), mode: 0o644 },
    { name: 'a/empty', bytes: Buffer.alloc(0), mode: 0o644 },
  ];
  const archive = zip(files, 1_700_000_001, 9);
  expect(zip(files, 1_700_000_001, 9).equals(archive)).toBe(true);
  writeFileSync(path.join(folder, 'a.zip'), archive);
  execFileSync('unzip', ['-tqq', 'a.zip'], { cwd: folder });
  execFileSync('unzip', ['-qq', 'a.zip'], { cwd: folder });
  for (const { name, bytes } of files) expect(readFileSync(path.join(folder, name)).equals(bytes)).toBe(true);
  const listing = execFileSync('unzip', ['-Z', 'a.zip'], {
    cwd: folder,
    encoding: 'utf8',
    env: { TZ: 'UTC' },
  });
  expect(listing).toMatch(/-rwxr-xr-x .* 70000 .* 23-Nov-14 22:13 a\/avrdude\.exe/);
});

const windows = ['build/packages/node-win-x86@22.23.2/package/bin/node.exe']
  .map((file) => path.resolve(file))
  .find(existsSync);
if (windows === undefined)
  console.warn('NOTICE: Node for Windows is not in build/packages; the test of its resources is left out');

test.skipIf(windows === undefined)(
  'Windows sees name, version and icon of avrdude, and no signature of others',
  () => {
    const dressed = dressWindows(readFileSync(windows ?? ''));
    const texts = dressed.toString('utf16le') + dressed.subarray(1).toString('utf16le');
    expect(texts).toMatch(/OriginalFilename\0+avrdude\.exe/);
    expect(texts).not.toContain('Node.js JavaScript Runtime');
    expect(dressed.includes('\x89PNG\r\n\x1a\n', 0, 'latin1')).toBe(true);
    const header = dressed.readUInt32LE(0x3c) + 24;
    const directories = header + (dressed.readUInt16LE(header) === 0x20b ? 112 : 96);
    // The fifth directory holds signatures.
    expect([dressed.readUInt32LE(directories + 32), dressed.readUInt32LE(directories + 36)]).toEqual([0, 0]);
  },
);
