import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addonFile } from '../../scripts/build/addons.mjs';
import { thin } from '../../scripts/build/formats/fat-mach-o.mjs';
import { targets } from '../../scripts/build/targets.mjs';

/** Kind of file and processor, by their numbers in the ELF, PE and Mach-O formats. */
function platformOf(file: Buffer): string {
  const kind = file.toString('latin1', 0, 4);
  if (kind === '\x7fELF') return `linux-${{ 62: 'x64', 183: 'arm64', 40: 'arm' }[file.readUInt16LE(18)]}`;
  if (kind.startsWith('MZ')) {
    const machine = file.readUInt16LE(file.readUInt32LE(0x3c) + 4);
    return `win32-${{ 34404: 'x64', 43620: 'arm64', 332: 'ia32' }[machine]}`;
  }
  if (file.readUInt32LE(0) !== 0xfeedfacf) return 'unknown';
  return `darwin-${{ 16777223: 'x64', 16777228: 'arm64' }[file.readUInt32LE(4)]}`;
}

test.each(targets.map(({ id }) => id))('every add-on for %s is for that platform alone', (target) => {
  for (const name of ['serialport.node', 'usb.node', 'hid.node']) {
    const file = addonFile(name, target);
    expect([name, platformOf(thin(readFileSync(file ?? ''), target))]).toEqual([name, target]);
  }
});

test('with musl there are libraries for serial ports on every processor, for USB on x64', () => {
  const has = (name: string, target: string) => addonFile(name, target, 'musl') !== undefined;
  expect(
    ['linux-x64', 'linux-arm64', 'linux-arm'].map((target) => [
      has('serialport.node', target),
      has('usb.node', target),
      has('hid.node', target),
    ]),
  ).toEqual([
    [true, true, true],
    [true, false, false],
    [true, false, false],
  ]);
});
