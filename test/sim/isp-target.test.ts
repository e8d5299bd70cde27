import { describe, expect, test } from 'vitest';
import { Chip } from './chip.ts';
import { IspTarget } from './isp-target.ts';

/** A chip with RESET held low and programming enabled. */
function enabled(part: string) {
  const chip = new Chip(part);
  const violations: string[] = [];
  const target = new IspTarget(chip, (text) => violations.push(text));
  expect(target.enable()).toBe(true);
  return { chip, target, violations };
}

describe('programming enable', () => {
  test('nothing answers while RESET is high', () => {
    const target = new IspTarget(new Chip('m32u4'), () => {});
    expect(target.command(0xac, 0x53)).toEqual([0xff, 0xff, 0xff, 0xff]);
  });

  test('0x53 comes back one byte late', () => {
    const target = new IspTarget(new Chip('m32u4'), () => {});
    target.reset(true);
    expect(target.command(0xac, 0x53, 0x11, 0x22)).toEqual([0x00, 0xac, 0x53, 0x00]);
  });

  test('out of step by a byte it does not answer, and a pulse on RESET brings it into step', () => {
    const target = new IspTarget(new Chip('m32u4'), () => {});
    target.reset(true);
    target.shift(0x00);
    expect(target.command(0xac, 0x53, 0x00, 0x00)[2]).not.toBe(0x53);
    expect(target.enable()).toBe(true);
  });

  test('an absent chip leaves MISO high', () => {
    const { chip, target } = enabled('m32u4');
    chip.absent = true;
    expect(target.enable()).toBe(false);
  });

  test('before it no other instruction does anything', () => {
    const chip = new Chip('m32u4');
    const target = new IspTarget(chip, () => {});
    target.reset(true);
    target.command(0xac, 0x80);
    expect(chip.counts.chipErases).toBe(0);
  });
});

describe('flash', () => {
  test('a page is what was loaded, written at the page the address lies in', () => {
    const { chip, target, violations } = enabled('m328p');
    for (let word = 0; word < 64; word++) {
      target.command(0x40, 0, word, word);
      target.command(0x48, 0, word, 0x80 | word);
    }
    target.command(0x4c, 0x01, 0x45); // word 0x145: page from word 0x140
    expect([...chip.flash.subarray(0x280, 0x284)]).toEqual([0x00, 0x80, 0x01, 0x81]);
    expect(target.ask(0x20, 0x01, 0x41)).toBe(0x01);
    expect(target.ask(0x28, 0x01, 0x41)).toBe(0x81);
    expect(violations).toEqual([]);
  });

  test('writing only clears bits, loading twice too, and lost bits are counted', () => {
    const { chip, target } = enabled('m8');
    chip.flash[0] = 0x0f;
    target.command(0x40, 0, 0, 0x3c);
    target.command(0x40, 0, 0, 0xf0);
    target.command(0x4c, 0, 0);
    expect(chip.flash[0]).toBe(0x00);
    expect(chip.counts.lostWrites).toBe(1);
  });

  test('the second 128 KiB need the extended address', () => {
    const { chip, target } = enabled('m2560');
    chip.flash[0x20000] = 0x42;
    expect(target.ask(0x20, 0, 0)).toBe(0xff);
    target.command(0x4d, 0, 1);
    expect(target.ask(0x20, 0, 0)).toBe(0x42);
  });
});

test('EEPROM pages change only the bytes loaded', () => {
  const { chip, target } = enabled('m32u4');
  chip.eeprom.set([1, 2, 3, 4], 8);
  target.command(0xc1, 0, 1, 0x99);
  target.command(0xc2, 0, 8);
  expect([...chip.eeprom.subarray(8, 12)]).toEqual([1, 0x99, 3, 4]);
});

describe('chip erase', () => {
  test.each([
    { eesave: 'unprogrammed', hfuse: 0xd9, eeprom: 0xff },
    { eesave: 'programmed', hfuse: 0xd1, eeprom: 0x12 },
  ])('with EESAVE $eesave', ({ hfuse, eeprom }) => {
    const { chip, target } = enabled('m328p');
    chip.preset('hfuse', hfuse);
    chip.preset('lock', 0xfc);
    chip.flash[5] = 0;
    chip.eeprom[5] = 0x12;
    target.command(0xac, 0x80);
    expect([chip.flash[5], chip.eeprom[5], chip.lock]).toEqual([0xff, eeprom, 0xff]);
  });
});

describe('fuses and lock', () => {
  test('bits that do not exist read one', () => {
    const { target } = enabled('m32u4');
    target.command(0xac, 0xa4, 0, 0xc3);
    expect(target.ask(0x50, 0x08)).toBe(0xf3);
  });

  test('SPIEN cannot be changed over SPI', () => {
    const { chip, target } = enabled('m328p');
    target.command(0xac, 0xa8, 0, 0xff);
    expect(chip.fuses.hfuse).toBe(0xdf);
  });

  test('lock bits only get tighter, and then hide flash and refuse writes', () => {
    const { chip, target } = enabled('m328p');
    chip.flash[2] = 0x77;
    target.command(0xac, 0xe0, 0, 0xfc);
    target.command(0xac, 0xe0, 0, 0xff);
    expect(target.ask(0x58)).toBe(0xfc);
    expect(target.ask(0x20, 0, 1)).toBe(1); // the address
    target.command(0xac, 0xa0, 0, 0x00);
    expect(chip.fuses.lfuse).toBe(0x62);
  });
});

test('what no data sheet has is reported', () => {
  const { target, violations } = enabled('m8');
  target.command(0x99, 1, 2, 3);
  target.command(0xac, 0x20, 0, 0);
  target.command(0xc1, 0, 0, 0); // the ATmega8 has no EEPROM pages
  expect(violations).toEqual([
    'unknown instruction 99 01 02 03',
    'unknown instruction ac 20 00 00',
    'm8 has no EEPROM pages',
  ]);
});

test('with timing, an instruction while busy is lost and reported, data reads 0xff', () => {
  let now = 0;
  const chip = new Chip('m328p', () => now);
  chip.timing = true;
  const violations: string[] = [];
  const target = new IspTarget(chip, (text) => violations.push(text));
  target.enable();
  chip.eeprom[3] = 0x55;
  target.command(0xc0, 0, 4, 0x01);
  expect(target.ask(0xf0)).toBe(1);
  expect(target.ask(0xa0, 0, 3)).toBe(0xff);
  target.command(0xc0, 0, 5, 0x02);
  expect(chip.eeprom[5]).toBe(0xff);
  expect(violations).toEqual(['instruction c0 00 05 02 while the chip was busy']);
  now = 3.7;
  expect(target.ask(0xf0)).toBe(0);
  expect(target.ask(0xa0, 0, 3)).toBe(0x55);
});

test('pin by pin it answers as byte by byte', () => {
  const { chip, target } = enabled('m328p');
  const shift = (byte: number) => {
    let out = 0;
    for (let bit = 7; bit >= 0; bit--) {
      target.pins(0, 0, (byte >> bit) & 1);
      out = (out << 1) | target.pins(0, 1, (byte >> bit) & 1);
    }
    target.pins(0, 0, 0);
    return out;
  };
  target.pins(1, 0, 0);
  expect([0xac, 0x53, 0, 0].map(shift)[2]).toBe(0x53);
  expect([0x30, 0, 1, 0].map(shift)[3]).toBe(chip.signature[1]);
});
