import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/**
 * What real avrdude 6.4, 7.1 and 8.2, each built from its release and with its own configuration file, printed of emulated
 * programmers on pseudo-terminals, run with these arguments and with what is typed on standard input.
 */
interface Recorded {
  readonly release: ReleaseId;
  readonly kind: string;
  readonly part: string;
  readonly line: string;
  readonly typed?: readonly string[];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const noLines = 'ioctl("TIOCMGET"): Inappropriate ioctl for device\n';

const recorded: readonly Recorded[] = [
  // It crashes in `spi` of a programmer that cannot drive RESET by hand, and so says nothing of what closing would bring.
  ...[
    { kind: 'optiboot', part: 'm328p', line: '-q -q -c arduino -P /dev/ttySim -p m328p -F -t' },
    { kind: 'wiring', part: 'm2560', line: '-q -q -c wiring -P /dev/ttySim -p m2560 -F -t' },
  ].map((run) => ({
    ...run,
    release: '6.4' as const,
    typed: ['spi', 'q'],
    status: 139,
    stdout: '>>> spi \n',
    stderr: noLines + noLines,
  })),
  // Touching the port sets and clears its lines, opening it sets and clears them once more, and closing it clears them.
  {
    release: '8.2',
    kind: 'optiboot',
    part: 'm328p',
    line: '-q -q -c arduino -P /dev/ttySim -p m328p -r',
    status: 0,
    stdout: '',
    stderr: `OS error: ${noLines}`.repeat(5),
  },
  // A part with TPI behind a programmer that has none.
  {
    release: '6.4',
    kind: 'stk500v1',
    part: 'm328p',
    line: '-q -q -F -c avrisp -P /dev/ttySim -p t9',
    status: 1,
    stdout: '',
    stderr: `avrdude: Error: STK500 programmer does not support TPI
avr_read(): error reading address 0x0000
    read operation not supported for memory "signature"
avrdude: error reading signature data for part "ATtiny9", rc=-2
avrdude: error reading signature data, rc=-2
`,
  },
  {
    release: '7.1',
    kind: 'stk500v1',
    part: 'm328p',
    line: '-q -q -F -c avrisp -P /dev/ttySim -p t9',
    status: 1,
    stdout: '',
    stderr: `avrdude error: STK500 programmer does not support TPI
avrdude error: unable to read byte at address 0x0000
avrdude error: read operation not supported for memory signature
avrdude error: unable to read signature data for part ATtiny9, rc=-2
avrdude error: unable to read signature data, rc=-2
`,
  },
  {
    release: '7.1',
    kind: 'stk500v1',
    part: 'm328p',
    line: '-q -q -c avrisp -P /dev/ttySim -p m328p -t',
    typed: ['verbose 1', 'r nosuch 1 2', 'verbose 0', 'q'],
    status: 0,
    stdout: 'New verbosity level: 1\nNew verbosity level: 0\n',
    stderr: 'avrdude cmd_dump() error: (dump) nosuch memory type not defined for part ATmega328P\n',
  },
  // An unknown memory ends the run, but not where its output cannot be written.
  {
    release: '8.2',
    kind: 'stk500v1',
    part: 'm328p',
    line: '-q -q -c stk500v1 -P /dev/ttySim -p m328p -U nosuch:r:no/such/folder:r -U lfuse:r:-:h',
    status: 0,
    stdout: '0x62\n',
    stderr: `Error: unknown memory nosuch in -U nosuch:...
OS error: file folder is not writeable: No such file or directory
Warning: skipping -U nosuch:... as memory not defined for part ATmega328P
`,
  },
  ...(['stk500pp', 'stk500hvsp'] as const).flatMap((id): Recorded[] => {
    const part = id === 'stk500pp' ? 'm328p' : 't85';
    const run = {
      kind: 'stk500v2',
      part,
      line: `-q -q -c ${id} -P /dev/ttySim -p ${part} -O`,
      status: 1,
      stdout: '',
    };
    const unsupported = 'programmer does not support RC oscillator calibration\n';
    // It leaves a programming mode that it has not entered.
    const stuck = 'command failed\n';
    return [
      {
        ...run,
        release: '6.4',
        stderr: `avrdude: ${unsupported}avrdude: stk500v2_command(): ${stuck}avrdude: stk500hv_disable(): failed to leave programming mode\n`,
      },
      {
        ...run,
        release: '7.1',
        stderr: `avrdude error: ${unsupported}avrdude error: ${stuck}avrdude error: unable to leave programming mode\n`,
      },
      {
        ...run,
        release: '8.2',
        stderr: `Error: ${unsupported}Error: RC calibration unsuccesful\nError: ${stuck}Error: unable to leave programming mode\n`,
      },
    ];
  }),
];

test.each(recorded)(
  '$release $kind: $line',
  async ({ release, kind, part, line, typed = [], ...expected }) => {
    const device = simulateAny({ kind, part });
    const run = await runProgram({ device, args: line, release, typed, lacksControlLines: true });
    expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual(expected);
  },
);

/**
 * The lines about one EEPROM byte that avrdude printed at `-vv` of an emulated Bus Pirate: it asks for the page that the byte is
 * in, hears that only flash comes in pages, and takes the rest of the page byte by byte.
 */
test.each([
  [
    '7.1',
    [
      'Writing | buspirate_paged_load(..,eeprom,4,0,4)',
      'avrdude: padding eeprom [0x0000, 0x0003]',
      'Reading | buspirate_paged_load(..,eeprom,4,0,4)',
    ],
  ],
  ['6.4', ['Reading | BusPirate: buspirate_paged_load(..,eeprom,4,0,4)']],
] as const)('%s: a page of EEPROM that only comes byte by byte', async (release, said) => {
  const device = simulateAny({ kind: 'buspirate', part: 'm328p' });
  const run = await runProgram({
    device,
    args: '-vv -c buspirate -P /dev/ttySim -p m328p -U eeprom:w:0x11:m',
    release: release,
  });
  const lines = run.stderr.split('\n').filter((text) => /paged_load|\[0x0000, 0x0003\]/.test(text));
  expect({ status: run.status, lines }).toEqual({ status: 0, lines: said });
});

test.each([
  ['6.4', 'avrdude: ser_open(): can\'t open device "USB": No such file or directory\n'],
  [
    '7.1',
    'avrdude OS error: cannot open port USB: No such file or directory\navrdude error: unable to open programmer dragon_jtag on port USB\n',
  ],
] as const)('%s: -P USB is a serial port for Atmel programmers', async (release, said) => {
  const run = await runProgram({ args: '-q -q -c dragon_jtag -P USB -p m2560', release });
  expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: said,
  });
});

/** What real avrdude 8.2 showed at `-vvv` of the bytes that it wrote, on a board that writes bytes itself and on one that does not. */
test.each([
  ['stk500v2', ['Avr_update_byte(stk500v2, m328p, lfuse, 0, 0x62)']],
  [
    'stk500v1',
    [
      'Avr_write_byte(stk500v1, m328p, lfuse, 0, 0x62)',
      'Avr_write_byte_default(stk500v1, m328p, lfuse, 0, 0x62)',
    ],
  ],
] as const)('8.2: a written byte over %s', async (kind, said) => {
  const device = simulateAny({ kind, part: 'm328p' });
  const run = await runProgram({
    device,
    args: `-vvv -c ${kind} -P /dev/ttySim -p m328p -U lfuse:w:0x62:m`,
    release: '8.2',
  });
  const lines = run.stderr.split('\n').filter((text) => /^Avr_(update|write)_byte/.test(text));
  expect({ status: run.status, lines }).toEqual({ status: 0, lines: said });
});

// Bits that a fuse does not use leave the factory set, too, and are not taken for what is there already.
test('factory reset over serialupdi leaves what real 8.2 leaves', async () => {
  const device = simulateAny({ kind: 'serialupdi', part: 't1614' });
  const run = await runProgram({
    device,
    args: '-q -q -c serialupdi -P /dev/ttySim -p t1614 -t',
    release: '8.2',
    typed: ['factory reset', 'q'],
  });
  const fuses = Buffer.from(device.dump().memories.fuses ?? []).toString('hex');
  expect({ status: run.status, fuses }).toEqual({ status: 0, fuses: '00007eff00f6ff0000' });
});

// ATmegaBOOT and Optiboot answer a chip erase with success, and do nothing.
test('a boot loader that is called as a programmer gets blank pages, too', async () => {
  const device = simulateAny({ kind: 'optiboot', part: 'm328p', memories: { flash: 0x55 } });
  const files = { 'sparse.bin': Uint8Array.from({ length: 512 }, (_, i) => (i < 128 ? i : 0xff)) };
  const run = await runProgram({
    device,
    files,
    args: '-q -q -F -c stk500v1 -P /dev/ttySim -p m328p -U flash:w:sparse.bin:r',
    release: '8.2',
  });
  expect(run.status).toBe(0);
  expect(device.dump().memories.flash?.slice(0, 512)).toEqual(files['sparse.bin']);
});
