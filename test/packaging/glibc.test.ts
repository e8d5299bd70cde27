import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addonFile } from '../../scripts/build/addons.mjs';

type Versions = Readonly<Record<'GLIBC' | 'GLIBCXX' | 'CXXABI', readonly number[]>>;

/** Debian 10, Ubuntu 20.04 and what is newer have these. */
const oldest: Versions = { GLIBC: [2, 28], GLIBCXX: [3, 4, 25], CXXABI: [1, 3, 11] };

/** 32-bit ARM: its last Node in the registry wants Debian 11's C++ library, and the package for USB Debian 12's C library. */
const exceptions: Readonly<Record<string, Partial<Versions>>> = {
  'dist/linux-arm/avrdude': { GLIBCXX: [3, 4, 26] },
  'usb/prebuilds/linux-arm/node.napi.armv7.node': { GLIBC: [2, 34] },
};

function wantedOf(file: string): Versions {
  const found = Object.entries(exceptions).find(([ending]) => file.endsWith(ending));
  return { ...oldest, ...found?.[1] };
}

const hasReadelf = spawnSync('readelf', ['--version']).status === 0;
if (!hasReadelf) console.warn('NOTICE: no readelf here; the versions of symbols are not looked at');

/** What a file needs of its libraries, by name and version: the section of version needs, as readelf shows it. */
function needs(file: string): Map<string, number[]> {
  const { stdout } = spawnSync('readelf', ['-V', '-W', file], { encoding: 'utf8', maxBuffer: 64 << 20 });
  const [, ...needed] = stdout.split(/^Version needs section/m);
  const newest = new Map<string, number[]>();
  for (const [, name = '', version = ''] of needed.join().matchAll(/Name: ([A-Z]+)_([\d.]+)/g)) {
    const numbers = version.split('.').map(Number);
    const before = newest.get(name);
    if (before === undefined || compare(numbers, before) > 0) newest.set(name, numbers);
  }
  return newest;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, i) => number !== (b[i] ?? 0));
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** What is there of: the executables that have been built, and the libraries inside. */
const linux = ['linux-x64', 'linux-arm64', 'linux-arm'];
const files = [
  ...['dist/avrdude', ...linux.map((target) => `dist/${target}/avrdude`)].map((file) => path.resolve(file)),
  ...linux.flatMap((target) =>
    ['serialport.node', 'usb.node', 'hid.node'].map((name) => addonFile(name, target) ?? ''),
  ),
].filter(existsSync);

test.skipIf(!hasReadelf).each(files)('%s needs no newer glibc than it says', (file) => {
  const found = needs(file);
  expect(found.get('GLIBC')).toBeDefined();
  for (const [name, version] of Object.entries(wantedOf(file)))
    expect([name, compare(found.get(name) ?? [0], version) <= 0, found.get(name)]).toEqual([
      name,
      true,
      found.get(name),
    ]);
});

test('versions are compared as numbers', () => {
  expect(compare([2, 4], [2, 28])).toBeLessThan(0);
  expect(compare([2, 28], [2, 28])).toBe(0);
  expect(compare([2, 29], [2, 28])).toBeGreaterThan(0);
});
