/** Devices have no end, and some files have more than fits into memory: every file that is read has a limit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { avrdude, runToEnd } from './process.ts';

const chip = ['-c', 'dryrun', '-p', 'm328p'];
/** More than twice what is needed for the largest file that is read; Node itself takes a fifth. In KiB of address space for data. */
const memory = 'ulimit -d 700000;';

async function said(release: string, args: readonly string[]) {
  const quoted = args.map((arg) => `'${arg}'`).join(' ');
  const line = `${memory} exec ${avrdude} -qq ${quoted}`;
  const { status, stderr } = await runToEnd({ binary: 'sh', args: ['-c', line], release });
  return [status, ...stderr.split('\n').filter((one) => one !== '')];
}

describe('6.4', () => {
  test.concurrent.each(['i', 's', 'e'])('a device as the file of flash:w:…:%s', async (format) => {
    expect(await said('6.4', [...chip, '-U', `flash:w:/dev/zero:${format}`])).toEqual([
      1,
      'avrdude: ERROR: /dev/zero is larger than 32 MB',
      "avrdude: read from file '/dev/zero' failed",
    ]);
  });

  test.concurrent('raw, where only as much is read as the memory holds', async () => {
    expect(await said('6.4', [...chip, '-U', 'flash:w:/dev/zero:r'])).toEqual([0]);
  });

  test.concurrent.each([
    ['', 'system wide'],
    ['+', 'additional'],
  ])('a device as the file of -C %s', async (sign, role) => {
    expect(await said('6.4', ['-C', `${sign}/dev/zero`, ...chip])).toEqual([
      1,
      'avrdude: can\'t open config file "/dev/zero": File too large',
      `avrdude: error reading ${role} configuration file "/dev/zero"`,
    ]);
  });
});

describe('8.2', () => {
  test.concurrent.each(['h', 'd', 'o', 'b'])('a device as a list of numbers, %s', async (format) => {
    expect(await said('8.2', [...chip, '-U', `flash:w:/dev/zero:${format}`])).toEqual([
      1,
      'Error: /dev/zero is larger than 32 MB',
      'Error: reading from file /dev/zero failed',
    ]);
  });

  test.concurrent.each([
    ['include /dev/zero', 'OS error: (include) cannot open file /dev/zero: File too large'],
    ['disasm -t=/dev/zero flash 0 4', 'OS error: cannot open tagfile /dev/zero: File too large'],
  ])('%s', async (command, words) => {
    expect(await said('8.2', [...chip, '-T', command])).toEqual([1, words]);
  });

  test.concurrent('a personal configuration file without an end', async () => {
    const home = mkdtempSync(join(tmpdir(), 'limits-'));
    writeFileSync(join(home, '.avrduderc'), Buffer.alloc(0x100_0001, '#'));
    const { status, stderr } = await runToEnd({
      args: [...chip, '-qq'],
      env: { HOME: home },
      release: '8.2',
    });
    rmSync(home, { recursive: true });
    expect([status, stderr]).toEqual([
      1,
      `OS error: cannot open config file ${home}/.avrduderc: File too large\nError: unable to process user configuration file ${home}/.avrduderc\n`,
    ]);
  });

  test.concurrent('a script that includes itself, and one that does so by another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'limits-'));
    const [self, one, two] = ['self', 'one', 'two'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(self, `include ${self}\nquell 2\n`);
    writeFileSync(one, `include ${two}\n`);
    writeFileSync(two, `include ${one}\n`);
    expect(await said('8.2', [...chip, '-T', `include ${self}`])).toEqual([
      1,
      `Error: (include) file ${self} includes itself`,
    ]);
    expect(await said('8.2', [...chip, '-T', `include ${one}`])).toEqual([
      1,
      `Error: (include) file ${one} includes itself`,
    ]);
    rmSync(folder, { recursive: true });
  });
});

test.each([
  ['6.4', 'avrdude: a line of <stdin> is too long\n'],
  ['8.2', 'Error: a line of <stdin> is too long\n'],
])('%s: a line at the prompt that does not end', async (release, words) => {
  const { status, stderr } = await runToEnd({
    args: [...chip, '-qq', '-t'],
    redirect: '</dev/zero',
    release,
  });
  expect([status, stderr]).toEqual([1, words]);
});
