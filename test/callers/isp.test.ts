/** Callers that program through an ISP programmer. Numbers as in the list of callers: C2, C3, C12 and QMK Toolbox. */
import { describe, expect, test } from 'vitest';
import { arduinoIsp, call, releases } from './caller.ts';

const isp = ['-c', 'avrisp', '-P', '@PORT@', '-b', '19200', '-p', 'm32u4'];

describe.each(releases)('%s', (release) => {
  test('C2 AVRDUDESS detects the part with a wrong one: the signature follows "signature = "', async () => {
    const args = ['-c', 'avrisp', '-P', '@PORT@', '-b', '19200', '-p', 'm8'];
    const { status, stderr } = await call({ args, device: arduinoIsp, release });
    const found = /signature = (?:0x([0-9a-f]{6})|((?:[0-9A-F]{2} ){2}[0-9A-F]{2}))/.exec(stderr);
    expect((found?.[1] ?? found?.[2] ?? '').replaceAll(' ', '').toLowerCase()).toBe('1e9587');
    expect(status).toBe(1);
  });

  test('C3 AVRDUDESS reads fuses: one line each, and no word of an error', async () => {
    const fuses = ['lfuse', 'hfuse', 'efuse', 'lock'].flatMap((name) => ['-U', `${name}:r:-:h`]);
    const { status, stdout, stderr } = await call({ args: [...isp, ...fuses], device: arduinoIsp, release });
    expect(stdout.split('\n').filter((line) => line.trim() !== '')).toEqual(['0x5e', '0x99', '0xf3', '0xff']);
    expect(stderr).not.toMatch(/error|fail/i);
    expect(status).toBe(0);
  });

  test('C12 Companion reads fuses as Intel hex', async () => {
    const args = [...isp, '-U', 'lfuse:r:-:i', '-U', 'hfuse:r:-:i'];
    const { status, stdout } = await call({ args, device: arduinoIsp, release });
    expect([...stdout.matchAll(/:01000000(..)/g)].map(([, value]) => value)).toEqual(['5E', '99']);
    expect(status).toBe(0);
  });

  test('AVRDUDESS writes flash, EEPROM and lock bits after an erase', async () => {
    const args = [
      ...isp,
      '-e',
      '-U',
      'flash:w:main.hex:a',
      '-U',
      'eeprom:w:eesmall.hex:a',
      '-U',
      'lock:w:0xFF:m',
    ];
    const seen = await call({ args, device: arduinoIsp, release, files: ['main.hex', 'eesmall.hex'] });
    expect(seen.status).toBe(0);
    expect(seen.stderr).not.toMatch(/error|fail/i);
    expect(seen.dump?.meta.violations).toEqual([]);
    expect(seen.dump?.meta.chip.chipErases).toBe(1);
  });
});

test('C12 Companion is told the signature and the one expected', async () => {
  const args = ['-c', 'avrisp', '-P', '@PORT@', '-b', '19200', '-p', 'm2561'];
  const { stderr } = await call({ args, device: arduinoIsp });
  expect(/avrdude: Device signature = (0x[0-9a-f]{6})/.exec(stderr)?.[1]).toBe('0x1e9587');
  expect(stderr).toContain('avrdude: Expected signature for ATmega2561 is 1E 98 02');
});

test('QMK Toolbox gives the port last', async () => {
  const args = ['-p', 'atmega32u4', '-c', 'avrisp', '-U', 'flash:w:main.hex:i', '-P', '@PORT@'];
  const { status, dump } = await call({ args, device: arduinoIsp, files: ['main.hex'] });
  expect(status).toBe(0);
  expect(dump?.meta.violations).toEqual([]);
  expect(dump?.meta.targetHeld).toBe(false);
});

test('an old makefile: -y, -V, -v -v, a file name with blanks, -D twice', async () => {
  const args = [...isp, '-v', '-v', '-y', '-u', '-D', '-D', '-e', '-V', '-U', 'flash:w:./main.hex'];
  const { status, dump } = await call({ args, device: arduinoIsp, files: ['main.hex'] });
  expect(status).toBe(0);
  expect(dump?.meta.chip.chipErases).toBe(1);
});
