import { execFileSync, spawnSync } from 'node:child_process';
import * as nodeFs from 'node:fs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readImage } from '../../src/files/read-image.ts';
import { writeImage } from '../../src/files/write-image.ts';
import type { FormatLetter } from '../../src/model/update.ts';
import { behaviourOf, input, memory, part } from './fixtures.ts';

const source = `
#include <avr/io.h>
#include <avr/eeprom.h>
#include <avr/fuse.h>
#include <avr/lock.h>
FUSES = { .low = 0x62, .high = 0xd9, .extended = 0xfd };
LOCKBITS = 0xfc;
unsigned char ee[5] EEMEM = {1, 2, 3, 4, 5};
volatile char data[] = "initialised";
const char table[] = "some constants that lie behind the code";
int main(void) { for (;;) PORTB = table[data[0] & 31]; }
`;
const have = (tool: string) => spawnSync(tool, ['--version']).status === 0;
const missing = ['avr-gcc', 'avr-objcopy'].filter((tool) => !have(tool));
if (missing.length > 0)
  console.warn(
    `SKIPPED: comparison with avr-objcopy, for want of ${missing.join(' and ')} (gcc-avr, binutils-avr, avr-libc)`,
  );

const flash = memory('flash', 0x8000, { pageSize: 128 });
const eeprom = memory('eeprom', 0x400, { pageSize: 4 });
const single = ['lfuse', 'hfuse', 'efuse', 'lock'].map((name) => memory(name, 1));
const chip = part([flash, eeprom, ...single]);

describe.skipIf(missing.length > 0)('the same bytes as avr-objcopy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-objcopy-'));
  const at = (name: string) => join(folder, name);
  const objcopy = (...args: string[]) => execFileSync('avr-objcopy', args, { timeout: 20_000 });
  const apart = ['.eeprom', '.fuse', '.lock', '.signature'];

  beforeAll(() => {
    writeFileSync(at('t.c'), source);
    execFileSync('avr-gcc', ['-mmcu=atmega328p', '-Os', at('t.c'), '-o', at('t.elf')], { timeout: 60_000 });
    const flashOnly = apart.flatMap((section) => ['-R', section]);
    objcopy('-O', 'binary', ...flashOnly, at('t.elf'), at('flash.bin'));
    objcopy('-O', 'ihex', ...flashOnly, at('t.elf'), at('flash.hex'));
    objcopy('-O', 'srec', ...flashOnly, at('t.elf'), at('flash.srec'));
    for (const section of apart.slice(0, 3)) {
      objcopy(
        '-O',
        'binary',
        '-j',
        section,
        '--change-section-lma',
        `${section}=0`,
        at('t.elf'),
        at(`${section}.bin`),
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = async (name: string, format: FormatLetter, target = flash) => {
    const { image, size } = await readImage({
      file: at(name),
      format,
      memory: target,
      part: chip,
      purpose: 'verify',
      keepTrailingFf: true,
      force: false,
      detail: false,
      fs: nodeFs,
      stdin: input(''),
      behaviour: behaviourOf('8.2'),
      emit: () => undefined,
    });
    return Buffer.from(image.data.subarray(0, size)).toString('hex');
  };
  const raw = (name: string) => readFileSync(at(name)).toString('hex');

  test.each<[string, FormatLetter]>([
    ['flash.hex', 'i'],
    ['flash.srec', 's'],
    ['t.elf', 'e'],
    ['flash.bin', 'r'],
    ['t.elf', 'a'],
    ['flash.srec', 'a'],
  ])('flash from %s as %s', async (name, format) => {
    expect(await read(name, format)).toBe(raw('flash.bin'));
  });

  test('the other memories from the ELF file', async () => {
    expect(await read('t.elf', 'e', eeprom)).toBe(raw('.eeprom.bin'));
    const bytes = await Promise.all(single.map((target) => read('t.elf', 'e', target)));
    expect(bytes.join('')).toBe(raw('.fuse.bin') + raw('.lock.bin'));
  });

  test.each<[FormatLetter, string]>([
    ['i', 'ihex'],
    ['s', 'srec'],
  ])('objcopy reads what we write as %s', async (format, name) => {
    const data = new Uint8Array(flash.size).fill(0xff);
    data.set(readFileSync(at('flash.bin')));
    const length = readFileSync(at('flash.bin')).length;
    for (const release of ['6.4', '8.2'] as const) {
      await writeImage({
        file: at('ours'),
        format,
        memory: flash,
        part: chip,
        data,
        segments: [{ address: 0, length }],
        fs: nodeFs,
        stdout: { isTerminal: false, write: () => undefined, writeBytes: () => undefined },
        behaviour: behaviourOf(release),
        emit: () => undefined,
      });
      objcopy('-I', name, '-O', 'binary', at('ours'), at('back.bin'));
      expect(raw('back.bin')).toBe(raw('flash.bin'));
    }
  });
});
