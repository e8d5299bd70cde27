import { describe, expect, it } from 'vitest';
import { bench, part, script } from '../fixture.ts';

/** What avrdude 8.2 printed, built from its C source with the same facts about fuses. */
const m32u4 = {
  ...part,
  memories: part.memories.map((memory) => ({ ...memory, bitmask: memory.name === 'efuse' ? 0x0f : 0xff })),
};

async function run(lines: readonly string[], fuses: Readonly<Record<string, number>> = {}) {
  const made = await script('8.2', [...lines, 'quit'], {
    part: m32u4,
    prepare: (cells) => {
      for (const [name, value] of Object.entries({
        lfuse: 0x5e,
        hfuse: 0x99,
        efuse: 0xf3,
        lock: 0xff,
        ...fuses,
      }))
        cells.get(name)?.fill(value);
    },
  });
  const stdout = made.stdout().replace(/^avrdude> .*\n/gm, '');
  return { ...made, text: stdout };
}

describe('config', () => {
  it('shows every property by name', async () => {
    const { text } = await run(['config']);
    expect(text).toBe(
      'config sut_cksel=extxosc_8mhz_xx_258ck_65ms # 30\nconfig ckout=co_disabled # 1\nconfig ckdiv8=by_8 # 0\n' +
        'config bootrst=application # 1\nconfig bootsz=bs_2048w # 0\nconfig eesave=ee_erased # 1\n' +
        'config wdton=wdt_programmable # 1\nconfig spien=isp_enabled # 0\nconfig jtagen=jtag_enabled # 0\n' +
        'config ocden=ocd_disabled # 1\nconfig bodlevel=bod_2v6 # 3\n' +
        'config hwbe=gpio_pin_can_force_reset_to_boot_section # 0\nconfig lb=no_lock # 3\n' +
        'config blb0=no_lock_in_app # 3\nconfig blb1=no_lock_in_boot # 3\n',
    );
  });

  it('shows what a property can be', async () => {
    const { text } = await run(['config bootsz=']);
    expect(text).toBe(
      'config bootsz=bs_2048w # 0 (factory)\n# conf bootsz=bs_1024w # 1\n# conf bootsz=bs_512w  # 2\n# conf bootsz=bs_256w  # 3\n',
    );
  });

  it('explains properties and values', async () => {
    const { text } = await run(['config -v bootsz', 'config -vv blb0', 'config -vv bootsz=']);
    expect(text).toBe(
      '# Boot section size\nconfig bootsz=bs_2048w # 0 = 0b00\n' +
        '# Mask 0x0c of lock: boot lock bit\n' +
        'config blb0=no_lock_in_app # 3 = 0b11 = 0x0c>>2 (no lock on SPM and LPM in application section)\n' +
        '# Mask 0x06 of hfuse: boot section size\n' +
        'config bootsz=bs_2048w # 0 = 0b00 = 0x00>>1 (boot size 4096 bytes; boot address 0x7000, factory)\n' +
        '# conf bootsz=bs_1024w # 1 = 0b01 = 0x02>>1 (boot size 2048 bytes; boot address 0x7800)\n' +
        '# conf bootsz=bs_512w  # 2 = 0b10 = 0x04>>1 (boot size 1024 bytes; boot address 0x7c00)\n' +
        '# conf bootsz=bs_256w  # 3 = 0b11 = 0x06>>1 (boot size 512 bytes; boot address 0x7e00)\n',
    );
  });

  it('writes the fuse that holds a property, and no other bit of it', async () => {
    const made = await run(['config -c bootrst=boot', 'config bodlevel=0']);
    expect(made.text).toBe('config bootrst=boot_section # 0\n');
    expect(made.cells.get('hfuse')).toEqual(Uint8Array.of(0x98));
    expect(made.cells.get('efuse')).toEqual(Uint8Array.of(0xf0));
    expect(made.log).toEqual(['write hfuse[0] = 152', 'write efuse[0] = 240']);
  });

  it('writes nothing that is so already, unclear or impossible', async () => {
    const made = await run([
      'config bootrst=application',
      'config bootsz=bs_',
      'config b=1',
      'config nosuch',
      'config lb=9',
    ]);
    expect(made.log).toEqual([]);
    expect(made.stderr()).toBe(
      'P: (config) ambiguous; known bootsz bs_ symbols are:\n' +
        ' - bootsz=bs_2048w # 0 (factory)\n - bootsz=bs_1024w # 1\n - bootsz=bs_512w  # 2\n - bootsz=bs_256w  # 3\n' +
        'P: (config) ambiguous; known b=... config items are:\n' +
        ' - bootrst\n - bootsz\n - bodlevel\n - blb0\n - blb1\n' +
        'P: (config) non-matching nosuch; known config items are:\n' +
        ' - sut_cksel\n - ckout\n - ckdiv8\n - bootrst\n - bootsz\n - eesave\n - wdton\n - spien\n - jtagen\n' +
        ' - ocden\n - bodlevel\n - hwbe\n - lb\n - blb0\n - blb1\n' +
        'P: (config) attempt to assign bits in 0x09 outside mask 0x03 (max value is 0x03); not assigned\n',
    );
  });

  it('gives a script that sets everything as it is', async () => {
    const { text } = await run(['config -a'], { lfuse: 0x52 });
    expect(text.split('\n').filter((line) => line.startsWith('config '))).toHaveLength(15);
    const again = bench('8.2', [], { part: m32u4 });
    for (const [name, value] of Object.entries({ lfuse: 0x00, hfuse: 0x66, efuse: 0xf9, lock: 0xff }))
      again.cells.get(name)?.fill(value);
    for (const line of text.split('\n')) await again.terminal.session.runLine(line);
    expect(['lfuse', 'hfuse', 'efuse'].map((name) => again.cells.get(name)?.[0])).toEqual([0x52, 0x99, 0xf3]);
  });
});

describe('regfile', () => {
  it('shows where registers are', async () => {
    const { text } = await run(['regfile -a ddrb', 'regfile -as port?.pin?']);
    expect(text).toBe(
      'I/O 0x04: portb.ddrb\nI/O 0x03: (1) portb.pinb\nI/O 0x06: (1) portc.pinc\nI/O 0x09: (1) portd.pind\n' +
        'I/O 0x0c: (1) porte.pine\nI/O 0x0f: (1) portf.pinf\n',
    );
  });
});

it('regfile -v explains registers', async () => {
  const { text } = await run(['regfile -v portb']);
  expect(text).toBe('portb.portb # Port B data register\n');
});

describe('factory reset', () => {
  it('sets fuses, erases, and sets lock bits last', async () => {
    const made = await run(['factory reset'], { lock: 0xfc });
    expect(made.log.filter((line) => !line.startsWith('read'))).toEqual([
      'write lfuse[0] = 82',
      'write efuse[0] = 251',
      'chip erase',
      'write lock[0] = 255',
    ]);
  });
});
