/** Arduino cores for parts with UPDI, as MegaCoreX and megaTinyCore call avrdude: C14. */
import { describe, expect, test } from 'vitest';
import { call, nanoEvery, releases } from './caller.ts';

const line = ['-patmega4809', '-cserialupdi', '-P@PORT@', '-b115200', '-xrtsdtr=high'];

describe.each(releases)('%s', (release) => {
  test('MegaCoreX writes fuses, lock and flash', async () => {
    const { status, stderr, dump } = await call({
      args: [
        ...line,
        '-e',
        '-Ufuses:w:0x00,0x54,0x01,0xff,0x00,0xc9,0x06,0x00,0x00:m',
        '-Ulock:w:0xC5:m',
        '-Uflash:w:main.hex:i',
      ],
      device: nanoEvery,
      release,
      files: ['main.hex'],
    });
    expect({
      status,
      errors: stderr.match(/^.*error.*$/gim)?.filter((text) => !/TIOCMGET/.test(text)) ?? [],
    }).toEqual({ status: 0, errors: [] });
    expect([...dump!.memories.fuses!]).toEqual([0x00, 0x54, 0x01, 0xff, 0x00, 0xc9, 0x06, 0x00, 0x00]);
    expect(dump!.meta).toMatchObject({
      violations: [],
      targetHeld: false,
      chip: { chipErases: 1, lostWrites: 0 },
    });
    expect(stderr).toMatch(/bytes of flash verified/);
  });

  test('MegaCoreX is told of a locked part', async () => {
    const { status, stderr } = await call({
      args: [...line, '-Uflash:w:main.hex:i'],
      device: { ...nanoEvery, memories: { lock: 0x00 } },
      release,
      files: ['main.hex'],
    });
    expect(status).toBe(1);
    expect(stderr).toContain('device is locked');
  });
});
