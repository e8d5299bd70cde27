import { expect, test } from 'vitest';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/** A program of 300 bytes, beginning with a jump. */
const app = Uint8Array.from({ length: 300 }, (_, i) => (i * 73 + 11) & 0xff);
app.set([0x20, 0xc0]);

/** What avrdude 8.2 itself shows at `-v -v -v` of its drivers for these boot loaders. */
const shown = {
  teensy: {
    part: 'm32u4',
    lines: [
      'Teensy_setup()',
      'Teensy_parseextparams()',
      'Teensy_open("usb")',
      'Teensy_enable()',
      'Teensy_initialize()',
      'Teensy_read_sig_bytes()',
      'Teensy_chip_erase()',
      'Teensy_paged_load(page_size=0x80, addr=0x100, n_bytes=0x80)',
      'Teensy_read_byte(desc=flash, addr=0x0100)',
      'Teensy_paged_write(page_size=0x80, addr=0x0, n_bytes=0x80)',
      'Teensy_write_page(address=0x000000, size=128)',
      'Teensy_paged_write(page_size=0x80, addr=0x80, n_bytes=0x80)',
      'Teensy_write_page(address=0x000080, size=128)',
      'Teensy_paged_write(page_size=0x80, addr=0x100, n_bytes=0x80)',
      'Teensy_write_page(address=0x000100, size=128)',
      'Teensy_read_byte(desc=lfuse, addr=0x0000)',
      'Teensy_powerdown()',
      'Teensy_reboot()',
      'Teensy_write_page(address=0xFFFFFFFF, size=0)',
      'Teensy_disable()',
      'Teensy_close()',
      'Teensy_teardown()',
    ],
  },
  micronucleus: {
    part: 't85',
    lines: [
      'Micronucleus_setup()',
      'Micronucleus_parseextparams()',
      'Micronucleus_open("usb")',
      'Micronucleus_enable()',
      'Micronucleus_initialize()',
      'Micronucleus_read_sig_bytes()',
      'Micronucleus_chip_erase()',
      'Micronucleus_erase_device()',
      'Micronucleus_paged_load(page_size=0x40, addr=0x100, n_bytes=0x40)',
      'Micronucleus_read_byte(desc=flash, addr=0x0100)',
      'Micronucleus_paged_write(page_size=0x40, addr=0x0, n_bytes=0x40)',
      'Micronucleus_write_page(address=0x0000, size=64)',
      'Micronucleus_paged_write(page_size=0x40, addr=0x40, n_bytes=0x40)',
      'Micronucleus_write_page(address=0x0040, size=64)',
      'Micronucleus_paged_write(page_size=0x40, addr=0x80, n_bytes=0x40)',
      'Micronucleus_write_page(address=0x0080, size=64)',
      'Micronucleus_paged_write(page_size=0x40, addr=0xC0, n_bytes=0x40)',
      'Micronucleus_write_page(address=0x00C0, size=64)',
      'Micronucleus_paged_write(page_size=0x40, addr=0x100, n_bytes=0x40)',
      'Micronucleus_write_page(address=0x0100, size=64)',
      'Micronucleus_read_byte(desc=lfuse, addr=0x0000)',
      'Micronucleus_powerdown()',
      'Micronucleus_write_page(address=0x1940, size=64)',
      'Micronucleus_start()',
      'Micronucleus_disable()',
      'Micronucleus_close()',
      'Micronucleus_teardown()',
    ],
  },
} as const;

test.each(['teensy', 'micronucleus'] as const)('8.2 tells at -v -v -v what %s is doing', async (kind) => {
  const { part, lines } = shown[kind];
  const { stderr } = await runProgram({
    release: '8.2',
    device: new UsbBoard({ kind, part }),
    files: { 'app.bin': app },
    args: `-c ${kind} -p ${part} -F -V -e -x wait=1 -U flash:w:app.bin:r -U lfuse:r:-:h -vvv`,
  });
  expect(stderr.split('\n').filter((line) => /^(Teensy|Micronucleus)_/.test(line))).toEqual(lines);
});

test.each([
  ['7.1', 'avrdude teensy_parseextparams() [teensy.c:572] error: invalid extended parameter'],
  ['8.2', 'Error teensy_parseextparams() teensy.c 499: invalid extended parameter'],
] as const)('%s names the place of an unknown parameter', async (release, begins) => {
  const { stderr } = await runProgram({
    release,
    device: new UsbBoard({ kind: 'teensy', part: 'm32u4' }),
    args: '-c teensy -p m32u4 -x bogus -vvv',
  });
  const [line] = stderr.split('\n').filter((text) => text.includes('invalid extended parameter'));
  expect(line?.slice(0, begins.length)).toBe(begins);
});
