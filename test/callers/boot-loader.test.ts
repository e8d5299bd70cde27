/** Callers that program through a boot loader. Numbers as in the list of callers: C8, C9, C10, C13. */
import { describe, expect, test } from 'vitest';
import { insideRunner } from '../inside/run-inside.ts';
import { call, proMicro, releases, uno } from './caller.ts';

const runInside = insideRunner();
const files = ['main.hex'];
const flash = '-Uflash:w:main.hex:i';

test('C8 Ardu-Stim counts the hashes of a bar, each a write of its own', async () => {
  const args = ['-patmega328p', '-carduino', '-P@PORT@', '-b 57600', '-D', flash];
  // Slow enough for the reader to keep up with the writer.
  const { status, chunks } = await call({ args, device: { ...uno, latencyMs: 8 }, files });
  expect(status).toBe(0);
  const start = chunks.findIndex((text) => text.endsWith('Writing | '));
  expect(start).toBeGreaterThanOrEqual(0);
  const end = chunks.findIndex((text, at) => at > start && text.includes(' | 100%'));
  const bar = chunks.slice(start + 1, end + 1);
  expect([...bar.join('')].filter((letter) => letter === '#')).toHaveLength(50);
  // One page may bring two hashes, and the last ones may meet the end of the bar in one read.
  expect(bar.filter((text) => text === '#').length).toBeGreaterThanOrEqual(40);
});

describe('C9 OctoPrint', () => {
  const args = [
    '-v',
    '-q',
    '-p',
    'm328p',
    '-c',
    'arduino',
    '-P',
    '@PORT@',
    '-D',
    '-b',
    '115200',
    '-U',
    'flash:w:main.hex:i',
  ];

  test('sees writing, then reading', async () => {
    const { status, stderr } = await call({ args, device: uno, files });
    const text = stderr.toLowerCase();
    expect(text.indexOf('writing flash')).toBeGreaterThanOrEqual(0);
    expect(text.indexOf('reading on-chip flash data')).toBeGreaterThan(text.indexOf('writing flash'));
    expect(status).toBe(0);
  });

  test('sees a verification error', async () => {
    const device = { ...uno, faults: ['bad-verify=0x10'] };
    const { status, stderr } = await call({ args, device, files });
    expect(stderr.toLowerCase()).toContain('verification error');
    expect(status).toBe(1);
  });

  test('sees a device that cannot be opened', async () => {
    const absent = args.map((arg) => arg.replace('@PORT@', '/dev/nosuchport'));
    const { status, stderr } = await call({ args: absent, files });
    expect(stderr).toContain("can't open device");
    expect(status).toBe(1);
  });
});

describe('C10 Arduino IDE 1.8', () => {
  const args = ['-v', '-patmega328p', '-carduino', '-P@PORT@', '-b115200', '-D', flash];

  test('sees no "Error" where all is well', async () => {
    const { status, chunks, dump } = await call({ args, device: uno, files });
    expect(chunks.filter((text) => text.includes('Error'))).toEqual([]);
    expect(status).toBe(0);
    expect(dump?.meta.violations).toEqual([]);
  });

  test('sees the wrong board', async () => {
    const other = args.map((arg) => arg.replace('328p', '2560'));
    const { status, stderr } = await call({ args: other, device: uno, files });
    expect(stderr).toContain('Expected signature');
    expect(status).toBe(1);
  });

  test('burns a Leonardo', async () => {
    const leonardo = ['-v', '-patmega32u4', '-cavr109', '-P@PORT@', '-b57600', '-D', flash];
    const { status, dump } = await call({ args: leonardo, device: proMicro, files });
    expect(status).toBe(0);
    expect(dump?.meta.violations).toEqual([]);
  });
});

test('C9, C10 OctoPrint sees that there is no sync, Arduino IDE that nothing responds, in less than two minutes', async () => {
  const args = ['-v', '-q', '-patmega328p', '-carduino', '-P@PORT@', '-b115200', '-D', flash];
  const seen = await runInside({ args, device: { ...uno, faults: ['silent'] }, limitMs: 120_000 });
  expect(seen.stderr).toContain('not in sync');
  expect(seen.stderr).toContain('programmer is not responding');
  expect(seen.status).toBe(1);
});

test('C13 openblock-link', async () => {
  const args = ['-patmega328p', '-carduino', '-P@PORT@', '-b115200', '-D', flash];
  const { status, stderr } = await call({ args, device: uno, files });
  for (const word of ['Reading |', 'Writing |', '%', 'avrdude done']) expect(stderr).toContain(word);
  expect(status).toBe(0);
});

test('qmk make through Caterina', async () => {
  const args = ['-p', 'atmega32u4', '-c', 'avr109', '-P', '@PORT@', '-U', 'flash:w:main.hex'];
  const { status, dump } = await call({ args, device: proMicro, files });
  expect(status).toBe(0);
  expect(dump?.meta.violations).toEqual([]);
});

test('C5 ravedude flashes what the compiler left', async () => {
  const args = [
    '-c',
    'arduino',
    '-p',
    'atmega328p',
    '-P',
    '@PORT@',
    '-b',
    '115200',
    '-D',
    '-U',
    'flash:w:blink.elf:e',
  ];
  const { status, dump } = await call({ args, device: uno, elf: { 'blink.elf': [0x0c, 0x94, 0x34, 0x00] } });
  expect(status).toBe(0);
  expect([...(dump?.memories.flash?.subarray(0, 4) ?? [])]).toEqual([0x0c, 0x94, 0x34, 0x00]);
});

test.each(releases)('MobiFlight asks for one attempt (%s)', async (release) => {
  const args = ['-x', 'attempts=1', '-patmega328p', '-carduino', '-P@PORT@', '-b115200', '-D', flash];
  const { status, dump } = await call({ args, device: uno, files, release });
  expect(status).toBe(0);
  expect(dump?.meta.violations).toEqual([]);
});

test('Optiboot burns itself: lock bits, fuses, flash, lock bits, with -e and -u', async () => {
  const args = ['-c', 'stk500v1', '-p', 'atmega328p', '-P', '@PORT@', '-b19200', '-e', '-u'];
  const updates = [
    'lock:w:0x3f:m',
    'efuse:w:0xfd:m',
    'hfuse:w:0xde:m',
    'lfuse:w:0xff:m',
    'flash:w:boot.hex',
    'lock:w:0x2f:m',
  ];
  const device = { kind: 'stk500v1', part: 'm328p', options: ['fw=arduinoisp'] };
  const seen = await call({
    args: [...args, ...updates.flatMap((update) => ['-U', update])],
    device,
    files: ['boot.hex'],
  });
  expect(seen.status).toBe(0);
  expect(seen.dump?.meta.violations).toEqual([]);
  expect([...(seen.dump?.memories.hfuse ?? [])]).toEqual([0xde]);
});

test('an EEPROM file that holds nothing but its end is no error', async () => {
  const args = ['-cstk500v1', '-patmega32u4', '-P@PORT@', '-b19200', '-Ueeprom:w:onlyeof.hex:i'];
  const { status } = await call({
    args,
    device: { kind: 'stk500v1', part: 'm32u4' },
    files: ['onlyeof.hex'],
  });
  expect(status).toBe(0);
});
