import { describe, expect, it } from 'vitest';
import { bench, part, script } from './fixture.ts';

const eeprom = part.memories.find(({ name }) => name === 'eeprom')!;
const flash = part.memories.find(({ name }) => name === 'flash')!;

describe('the page cache', () => {
  it('reads each page once and writes only changed pages, on quit', async () => {
    const run = await script('8.2', ['write eeprom 0 1 2', 'dump eeprom 0 8', 'write eeprom 5 9', 'quit']);
    expect(run.log).toEqual([
      'read eeprom 0+4',
      'read eeprom 4+4',
      'write eeprom 0+4',
      'read eeprom 0+4',
      'write eeprom 4+4',
      'read eeprom 4+4',
    ]);
    expect([...run.cells.get('eeprom')!.subarray(0, 8)]).toEqual([1, 2, 255, 255, 255, 9, 255, 255]);
  });

  it('writes nothing that was aborted, nor what is there already', async () => {
    const run = await script('8.2', ['write eeprom 0 1 2', 'abort', 'write eeprom 0 0xff', 'quit']);
    expect(run.log).toEqual(['read eeprom 0+4', 'read eeprom 0+4']);
    expect(run.stderr()).toBe('[Caching]\n[Caching]\n');
  });

  it('writes fuses at once', async () => {
    const run = await script('8.2', ['write lfuse 0 0x62', 'abort', 'quit']);
    expect(run.log).toEqual(['write lfuse[0] = 98']);
  });

  it('erases the chip where flash only takes clear bits, and writes everything back', async () => {
    const made = bench('8.2', [], { nor: true });
    const { memories } = made.terminal.session;
    made.cells.get('flash')!.fill(0x0f, 0, 128);
    made.cells.get('flash')!.fill(0x33, 256, 384);
    made.cells.get('eeprom')!.fill(0x77, 0, 4);
    await memories.write(flash, 0, 0xf0);
    expect((await memories.flush()).ok).toBe(true);
    expect(made.log).toContain('chip erase');
    const cells = made.cells.get('flash')!;
    expect([cells[0], cells[1], cells[256], cells[383], cells[384]]).toEqual([0xf0, 0x0f, 0x33, 0x33, 0xff]);
    expect(made.cells.get('eeprom')![0]).toBe(0x77);
  });

  it('erases pages instead where the programmer can', async () => {
    const erased: number[] = [];
    const made = bench('8.2', [], {
      nor: true,
      programmer: {
        pageErase: async (_, address) => {
          erased.push(address);
          made.cells.get('flash')!.fill(0xff, address, address + 128);
        },
      },
    });
    made.cells.get('flash')!.fill(0x0f, 0, 256);
    const { memories } = made.terminal.session;
    await memories.write(flash, 0, 0xf0);
    await memories.write(flash, 128, 0xf0);
    expect((await memories.flush()).ok).toBe(true);
    expect(erased).toEqual([0, 128]);
    expect(made.log).not.toContain('chip erase');
    expect([...made.cells.get('flash')!.subarray(127, 130)]).toEqual([0x0f, 0xf0, 0x0f]);
  });

  it('knows after a chip erase that flash is blank, and finds out about EEPROM', async () => {
    const made = bench('8.2');
    made.cells.get('eeprom')!.fill(0x11, 0, 4);
    const { memories } = made.terminal.session;
    await memories.read(eeprom, 0);
    await memories.write(eeprom, 1, 0x22);
    await memories.chipErase();
    expect(await memories.read(flash, 1000)).toBe(0xff);
    expect(await memories.read(eeprom, 500)).toBe(0xff);
    expect((await memories.flush()).ok).toBe(true);
    expect(made.log).toEqual(['read eeprom 0+4', 'chip erase', 'read eeprom 0+4']);
  });

  it('trusts no boot loader’s erase', async () => {
    const made = bench('8.2', [], { context: { bootloader: true } });
    const { memories } = made.terminal.session;
    await memories.chipErase();
    await memories.read(flash, 0);
    expect(made.log.filter((line) => line.startsWith('read flash'))).toEqual([
      'read flash 0+128',
      'read flash 0+128',
    ]);
  });

  it('says where a page does not hold what was written', async () => {
    const made = bench('8.2', [], {
      programmer: {
        pagedWrite: async (_, run, done) => {
          for (const i of run.keys()) done(i);
        },
      },
    });
    const { memories } = made.terminal.session;
    await memories.write(eeprom, 0, 1);
    expect(await memories.flush()).toMatchObject({
      ok: false,
      error: { said: { name: 'terminal/cache-mismatch', facts: { memory: 'eeprom', page: 0 } } },
    });
    expect(made.stderr()).toBe(
      'P: synching cache to device ... [Writing]\nP: verification mismatch at eeprom page addr 0x0000\n',
    );
  });

  it('leaves alone what the programmer keeps for itself', async () => {
    const run = await script('8.2', ['write flash 0x7e 1 2 3 4', 'quit'], {
      programmer: { isReadOnly: (memory, address) => memory.name === 'flash' && address >= 0x80 },
    });
    expect(run.stderr()).toBe(
      '[Caching]\n' +
        'P: (write) programmer write protects flash address 0x0080\n' +
        'P: (write) programmer write protects flash address 0x0081\n' +
        'P: synching cache to device ... [Writing]\n\n',
    );
    expect([...run.cells.get('flash')!.subarray(0x7e, 0x82)]).toEqual([1, 2, 255, 255]);
  });
});
