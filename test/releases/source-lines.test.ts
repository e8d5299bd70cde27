import { expect, test } from 'vitest';
import type { Level, Words } from '../../src/output/words.ts';
import { consoleStyle as style71 } from '../../src/releases/7.1/console.ts';
import { consoleStyle as style82 } from '../../src/releases/8.2/console.ts';
import { linesFrom } from '../../src/releases/source-lines.ts';

/**
 * What real avrdude 7.1 and 8.2, built from their release archives with GCC 12, printed at `-vvv`: of a port and a device that
 * are not there, an unknown programmer, and an ATmega328P in a simulated STK500 with `-p m8`, with `-e -n`, with
 * `-U efuse:v:0x01:m` and `-U flash:r:/nosuch/x:i`. The lines of Debian's 7.1 are the same.
 */
const printed: readonly (readonly ['7.1' | '8.2', string, Level, string, string])[] = [
  [
    '7.1',
    'ser_open() ser_posix.c',
    'ext-error',
    'cannot open port /dev/nosuch: No such file or directory\n',
    'avrdude ser_open() [ser_posix.c:401] OS error: cannot open port /dev/nosuch: No such file or directory\n',
  ],
  [
    '7.1',
    'main() main.c',
    'error',
    'unable to open programmer usbasp on port usb\n',
    'avrdude main() [main.c:1125] error: unable to open programmer usbasp on port usb\n',
  ],
  [
    '7.1',
    'programmer_not_found() main.c',
    'error',
    'cannot find programmer id avrisp2x\n',
    'avrdude programmer_not_found() [main.c:414] error: cannot find programmer id avrisp2x\n',
  ],
  [
    '7.1',
    'main() main.c #2',
    'error',
    'expected signature for ATmega8 is 1E 93 07\n',
    'avrdude main() [main.c:1367] error: expected signature for ATmega8 is 1E 93 07\n',
  ],
  [
    '7.1',
    'main() main.c',
    'warning',
    'expected signature for ATmega8 is 1E 93 07\n',
    'avrdude main() [main.c:1364] warning: expected signature for ATmega8 is 1E 93 07\n',
  ],
  [
    '7.1',
    'main() main.c #2',
    'warning',
    'conflicting -e and -n options specified, NOT erasing chip\n',
    'avrdude main() [main.c:1408] warning: conflicting -e and -n options specified, NOT erasing chip\n',
  ],
  [
    '7.1',
    'avr_verify() avr.c',
    'warning',
    'verification mismatch\n',
    'avrdude avr_verify() [avr.c:1217] warning: verification mismatch\n',
  ],
  [
    '8.2',
    'ser_open() ser_posix.c',
    'ext-error',
    'cannot open port /dev/nosuch: No such file or directory\n',
    'OS error ser_open() ser_posix.c 390: cannot open port /dev/nosuch: No such file or directory\n',
  ],
  [
    '8.2',
    'main() main.c',
    'error',
    'unable to open port usb for programmer usbasp\n',
    'Error main() main.c 1494: unable to open port usb for programmer usbasp\n',
  ],
  [
    '8.2',
    'main() main.c #2',
    'error',
    'expected signature for ATmega8 is 1E 93 07\n',
    'Error main() main.c 1799: expected signature for ATmega8 is 1E 93 07\n',
  ],
  [
    '8.2',
    'avr_verify_mem() avr.c',
    'warning',
    'efuse verification mismatch\n',
    'Warning avr_verify_mem() avr.c 1405: efuse verification mismatch\n',
  ],
  [
    '8.2',
    'fileio_segments_normalise() fileio.c',
    'ext-error',
    'cannot open output file /nosuch/x: No such file or directory\n',
    'OS error fileio_segments_normalise() fileio.c 1780: cannot open output file /nosuch/x: No such file or directory\n',
  ],
  [
    '8.2',
    'do_op() update.c',
    'error',
    'write to file x failed\n',
    'Error do_op() update.c 774: write to file x failed\n',
  ],
];

test.each(printed)('%s: %s, %s: %s', (release, where, level, text, line) => {
  const style = { '7.1': style71, '8.2': style82 }[release];
  const words: Words = { level, lead: 'program', text, where };
  expect(style.dress(words, { program: 'avrdude', verbosity: 3, quell: 0, atMargin: true })).toBe(line);
});

test('the line of a message is that of its file, function, loudness and text', () => {
  const table = ['a.c', ' f\t7', ' g\t1e no %: %\t2e no % at all\t3,9w no %: %', 'b.c', ' f\t12'].join('\n');
  const lineOf = linesFrom(() => table);
  const line = (where: string, level: Level, text: string) => lineOf({ where, level, text });
  expect(line('f() a.c', 'error', 'anything\n')).toBe(7);
  expect(line('f() b.c', 'error', 'anything\n')).toBe(12);
  expect(line('g() a.c', 'error', 'no port: busy\n')).toBe(1);
  expect(line('g() a.c', 'error', 'no port at all\n')).toBe(2);
  expect(line('g() a.c', 'warning', 'no port: busy\n')).toBe(3);
  expect(line('g() a.c #2', 'warning', 'no port: busy\n')).toBe(9);
  expect(line('g() a.c', 'error', 'of our own\n')).toBe(0);
  expect(line('h() a.c', 'error', 'of our own\n')).toBe(0);
});
