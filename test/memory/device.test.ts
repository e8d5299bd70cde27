import { describe, expect, test } from 'vitest';
import { Device } from '../../src/memory/device.ts';
import { ProtocolError, TransportError, UnsupportedError } from '../../src/model/errors.ts';
import { blankImage, type MemoryImage } from '../../src/model/memory-image.ts';
import type { Memory } from '../../src/model/part.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import type { Programmer } from '../../src/programmers/programmer.ts';
import { releases } from '../../src/releases/all.ts';
import { eeprom, flash, m32u4, memory, opcode } from '../programmers/parts.ts';
import { Chip } from '../sim/chip.ts';
import { IspTarget } from '../sim/isp-target.ts';

/** An ATmega32U4 that takes ISP instructions and nothing else, and what was slept and said meanwhile. */
function board(
  programmer: (sent: readonly string[]) => Partial<Programmer> = () => ({}),
  given: { readonly release?: ReleaseId; readonly bootloader?: boolean } = {},
) {
  const chip = new Chip('m32u4', () => 0);
  const target = new IspTarget(chip, (violation) => sent.push(`VIOLATION ${violation}`));
  target.enable();
  const sent: string[] = [];
  const slept: number[] = [];
  const events: Event[] = [];
  let time = 0;
  const device = new Device({
    programmer: {
      open: async () => {},
      initialize: async () => {},
      disable: async () => {},
      close: async () => {},
      chipErase: async () => {},
      command: async (bytes) => {
        sent.push(Buffer.from(bytes).toString('hex'));
        const [a = 0, b, c, d] = bytes;
        return Uint8Array.from(target.command(a, b, c, d));
      },
      ...programmer(sent),
    },
    part: m32u4,
    behaviour: releases[given.release ?? '6.4'].behaviour,
    ...(given.bootloader && { bootloader: true }),
    clock: {
      now: () => time++,
      sleep: async (ms) => {
        slept.push(ms);
      },
    },
    emit: (event) => events.push(event),
    eraseBlanksFlash: true,
  });
  return { device, chip, sent, slept, events };
}

const efuse = memory({
  name: 'efuse',
  opcodes: {
    write: opcode('10101100 10100100 xxxxxxxx iiiiiiii'),
    read: opcode('01010000 00001000 xxxxxxxx oooooooo'),
  },
});

function image(of: Memory, bytes: Readonly<Record<number, number>>): MemoryImage {
  const { data, known } = blankImage(of.size);
  for (const [address, value] of Object.entries(bytes)) {
    data[Number(address)] = value;
    known[Number(address)] = 1;
  }
  return { data, known };
}

const said = (events: readonly Event[]): string[] =>
  events.flatMap((event) => {
    if (event.kind !== 'notice') return [];
    const words = event.message['6.4']?.(event.facts);
    return [words ?? []].flat().map((one) => ('text' in one ? one.text : ''));
  });

describe('bytes by ISP instructions', () => {
  // Real 8.2 with -c arduino on Optiboot: one instruction, and what came of it is left to the verification.
  test('8.2 writes through a boot loader without looking before or after', async () => {
    const given = { release: '8.2', bootloader: true } as const;
    const sent: string[] = [];
    const command = async (bytes: Uint8Array) => {
      sent.push(Buffer.from(bytes).toString('hex'));
      return new Uint8Array(4);
    };
    const { device, slept } = board(() => ({ command }), given);
    await device.writeByte(efuse, 0, 0xf3);
    expect(sent).toEqual(['aca400f3']);
    expect(slept).toEqual([efuse.maxWriteDelay / 1000]);
  });

  test('a byte that is right already is not written', async () => {
    const { device, sent } = board();
    await device.writeByte(eeprom, 5, 0xff);
    expect(sent).toEqual(['a0000500']);
  });

  test('a byte is polled until it reads back', async () => {
    const { device, chip, sent, slept } = board();
    await device.writeByte(eeprom, 0x123, 0x42);
    expect(chip.eeprom[0x123]).toBe(0x42);
    expect(sent).toEqual(['a0012300', 'c0012342', 'a0012300']);
    expect(slept).toEqual([]);
  });

  test('a value that polling cannot tell from busy is waited for', async () => {
    const { device, slept } = board();
    await device.writeByte({ ...eeprom, readback: [0x42, 0x42] }, 0, 0x42);
    expect(slept).toEqual([9]);
  });

  // Real 8.2 with -c ch341a and a transfer that is lost while it looks what the fuse is: the fuse is written all the same.
  test('a byte that cannot be looked at first is written, without polling', async () => {
    let lost = 0;
    const sent: string[] = [];
    const command = async (bytes: Uint8Array) => {
      if (lost++ === 0) throw new TransportError('a transfer is lost', 'EPIPE');
      sent.push(Buffer.from(bytes).toString('hex'));
      return new Uint8Array(4);
    };
    const { device, slept } = board(() => ({ command }), { release: '8.2' });
    await device.writeByte(efuse, 0, 0xf3);
    expect({ sent, slept }).toEqual({ sent: ['aca400f3'], slept: [efuse.maxWriteDelay / 1000] });
  });

  test('a fuse whose missing bits read as one fails, and says so', async () => {
    const { device, chip, events } = board();
    await expect(device.writeMemory(efuse, image(efuse, { 0: 0xc3 }), 1)).resolves.toBe(1);
    expect(chip.fuses.efuse).toBe(0xf3);
    expect(said(events)).toEqual([' ***failed;  \n']);
  });

  test('a flash page is filled and then written once', async () => {
    const { device, chip, sent, slept } = board();
    await device.writeMemory(flash, image(flash, { 128: 1, 129: 2 }), 0x82);
    expect(sent).toEqual(['40000001', '48000002', '4c004000']);
    expect([...chip.flash.subarray(0x80, 0x83)]).toEqual([1, 2, 0xff]);
    expect(slept).toEqual([4.5]);
  });
});

describe('pages', () => {
  test('what the programmer cannot do by pages is done by bytes', async () => {
    const { device, sent } = board(() => ({
      pagedRead: async () => {
        throw new UnsupportedError('no pages here');
      },
    }));
    const { image: read } = await device.readMemory(eeprom, image(eeprom, { 3: 0 }));
    expect(sent).toEqual(['a0000300']);
    expect(read.known.lastIndexOf(1)).toBe(3);
  });

  test("a page that fails is tried by bytes, and a byte that fails ends the read with avrdude's number", async () => {
    const { device, events } = board(() => ({
      pagedRead: async () => {
        throw new ProtocolError('refused');
      },
      command: async () => {
        throw new ProtocolError('refused', -3);
      },
    }));
    await expect(device.readMemory(eeprom)).rejects.toMatchObject({ rc: -3 });
    expect(said(events)).toEqual([
      'avr_read(): error reading address 0x0000\n    read operation failed for memory "eeprom"\n',
    ]);
  });

  test('flash ends with its last byte that is not 0xff, to a word', async () => {
    const { device, chip } = board(() => ({
      pagedRead: async (_memory, run, onPage) => {
        for (const [i, { address, length }] of run.entries())
          onPage(i, chip.flash.slice(address, address + length));
      },
    }));
    chip.flash[100] = 0;
    expect((await device.readMemory(flash)).length).toBe(102);
  });

  /** EEPROM and flash by pages, with what was read and written; reading can be refused. */
  function paged(
    release: ReleaseId,
    { bootloader = false, readable = true }: { bootloader?: boolean; readable?: boolean } = {},
  ) {
    const log: string[] = [];
    const made = board(
      () => ({
        pagedRead: async ({ name }, run, onPage) => {
          for (const [i, { address, length }] of run.entries()) {
            log.push(`read ${name} ${address}`);
            if (!readable) throw new ProtocolError('refused');
            onPage(i, cells(name).slice(address, address + length));
          }
        },
        pagedWrite: async ({ name }, run, onPage) => {
          for (const [i, { address, data }] of run.entries()) {
            log.push(`write ${name} ${address}`);
            cells(name).set(data, address);
            onPage(i);
          }
        },
      }),
      { release, bootloader },
    );
    const cells = (name: string) => (name === 'flash' ? made.chip.flash : made.chip.eeprom);
    made.chip.eeprom.set([1, 2, 3, 4], 8);
    made.chip.flash.set([1, 2, 3, 4], 128);
    return { ...made, log };
  }

  // 6.4 itself wrote 0xff to the neighbours; 7.0 and later read them first.
  test.each(['6.4', '7.1', '8.2'] as const)(
    '%s: one byte of EEPROM leaves the others of its page alone',
    async (release) => {
      const { device, chip, log } = paged(release);
      await device.writeMemory(eeprom, image(eeprom, { 9: 0x77 }), 10, false);
      expect(log).toEqual(['read eeprom 8', 'write eeprom 8']);
      expect([...chip.eeprom.slice(8, 12)]).toEqual([1, 0x77, 3, 4]);
    },
  );

  test('6.4: a boot loader, which erases the page, is asked for what is there; an ISP programmer clears bits only', async () => {
    const loader = paged('6.4', { bootloader: true });
    await loader.device.writeMemory(flash, image(flash, { 129: 0x77 }), 130, false);
    expect(loader.log).toEqual(['read flash 128', 'write flash 128']);
    expect([...loader.chip.flash.slice(128, 132)]).toEqual([1, 0x77, 3, 4]);
    const isp = paged('6.4');
    await isp.device.writeMemory(flash, image(flash, { 129: 0x77 }), 130, false);
    expect(isp.log).toEqual(['write flash 128']);
  });

  test('a page that cannot be read for its holes is read by bytes, but not from a boot loader', async () => {
    const byBytes = paged('8.2', { readable: false });
    await byBytes.device.writeMemory(eeprom, image(eeprom, { 9: 0x77 }), 10, false);
    expect(byBytes.sent).toEqual(['a0000800', 'a0000900', 'a0000a00', 'a0000b00']);
    expect([...byBytes.chip.eeprom.slice(8, 12)]).toEqual([1, 0x77, 3, 4]);
    const loader = paged('8.2', { readable: false, bootloader: true });
    await loader.device.writeMemory(eeprom, image(eeprom, { 9: 0x77 }), 10, false);
    expect(loader.sent).toEqual([]);
  });
});

describe('what is blank after a chip erase', () => {
  function erased(programmer: Partial<Programmer> = {}) {
    const written: number[] = [];
    const made = board(() => ({
      pagedWrite: async (_memory, run, onPage) => {
        for (const [i, { address }] of run.entries()) {
          written.push(address);
          onPage(i);
        }
      },
      ...programmer,
    }));
    return { ...made, written };
  }
  const blankPage = Object.fromEntries(Array.from({ length: 128 }, (_, i) => [128 + i, 0xff]));

  test('is not told of being blank, until it has been written', async () => {
    const { device, written } = erased();
    await device.writeMemory(flash, image(flash, blankPage), 256);
    await device.chipErase();
    await device.writeMemory(flash, image(flash, blankPage), 256);
    await device.writePage(flash, { address: 128, data: new Uint8Array(128) });
    await device.writeMemory(flash, image(flash, blankPage), 256);
    await device.chipErase();
    await device.writeByte(flash, 255, 0x12);
    await device.writeMemory(flash, image(flash, blankPage), 256);
    expect(written).toEqual([128, 128, 128, 128]);
  });

  test('is flash, and nothing that may not have been erased', async () => {
    const { device, written } = erased();
    await device.chipErase();
    await device.writeMemory(eeprom, image(eeprom, { 0: 0xff }), 1);
    expect(written).toEqual([0]);
    const failing = erased({
      chipErase: async () => {
        throw new ProtocolError('refused');
      },
    });
    await expect(failing.device.chipErase()).rejects.toThrow();
    await failing.device.writeMemory(flash, image(flash, blankPage), 256);
    const unsure = erased({ erasure: () => 'unknown' });
    await unsure.device.chipErase();
    await unsure.device.writeMemory(flash, image(flash, blankPage), 256);
    expect([failing.written, unsure.written]).toEqual([[128], [128]]);
  });

  test('is looked at first where the chip erase may not have been one', async () => {
    const asked = (there: number) =>
      erased({
        erasure: () => 'may-blank',
        pagedRead: async (_memory, run, onPage) => {
          for (const [i, { length }] of run.entries()) onPage(i, new Uint8Array(length).fill(there));
        },
      });
    const blank = asked(0xff);
    const old = asked(0x55);
    for (const { device } of [blank, old]) {
      await device.chipErase();
      await device.writeMemory(flash, image(flash, blankPage), 256);
    }
    expect([blank.written, old.written]).toEqual([[], [128]]);
  });

  test('without pages, bytes of a blank page do not travel either', async () => {
    const { device, sent } = board();
    await device.chipErase();
    await device.writeMemory(flash, image(flash, { ...blankPage, 300: 1 }), 301);
    expect(sent).toEqual(['40001601', '4c008000']);
  });
});
