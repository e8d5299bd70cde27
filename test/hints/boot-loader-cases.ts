import { type HintCase, optiboot, port, program, small, uno, update } from './situations.ts';

const files = { 'small.hex': small, 'ee.hex': small };
const nothing = (rate: number) =>
  `Nothing came back at ${rate} baud: is it the right port, is the board in its boot loader (press reset), and does -c name the right programmer?`;
/** Optiboot in its section, and nothing else. */
const loaderOnly = Uint8Array.from({ length: 0x8000 }, (_, at) => (at < 0x7e00 ? 0xff : at & 0x7f));
const mega = ['-c', 'wiring', ...port, '-p', 'm2560'];
const leonardo = ['-c', 'avr109', ...port, '-p', 'm32u4'];

export const bootLoaderCases: readonly HintCase[] = [
  {
    name: 'a fuse through Optiboot',
    args: [...uno, '-D', ...update('hfuse:w:0xF9:m')],
    device: optiboot([]),
    hints: [
      "A boot loader cannot write fuses or lock bits (hfuse): that takes an ISP programmer on the chip's SPI pins (-c usbasp, -c avrisp, an Arduino with the ArduinoISP sketch …).",
    ],
    silentIf: [{ why: 'it is flash', args: [...uno, '-D', ...update('flash:w:small.hex:i')], files }],
  },
  {
    name: 'chip erase through a Mega',
    args: [...mega, ...update('flash:w:small.hex:i')],
    files,
    device: { kind: 'wiring', part: 'm2560' },
    hints: ['This boot loader cannot erase the chip: add -D (it erases each page as it writes it).'],
    silentIf: [{ why: '-D is there', args: [...mega, '-D', ...update('flash:w:small.hex:i')] }],
  },
  {
    name: 'chip erase through a Mega that was taken for an STK500',
    args: ['-c', 'stk500v2', ...port, '-p', 'm2560', ...update('flash:w:small.hex:i')],
    files,
    device: { kind: 'wiring', part: 'm2560' },
    hints: [
      'Boot loaders cannot erase the chip: if this is one (an Arduino Mega, for instance), add -D; -c wiring, arduino and avr109 are for them.',
    ],
    silentIf: [],
  },
  ...(
    [
      ['arduino', uno, 115200, { kind: 'optiboot', part: 'm328p', faults: ['silent'] }],
      ['wiring', mega, 115200, { kind: 'wiring', part: 'm2560', faults: ['silent'] }],
      ['avr109', leonardo, 57600, { kind: 'avr109', part: 'm32u4', faults: ['silent'] }],
    ] as const
  ).map(
    ([id, args, rate, device]): HintCase => ({
      name: `${id}, and nothing comes back`,
      args: [...args, '-b', String(rate), '-D', ...update('flash:w:small.hex:i')],
      files,
      device,
      hints: [nothing(rate)],
      silentIf: [{ why: 'it answers', device: { kind: device.kind, part: device.part } }],
    }),
  ),
  {
    name: 'the port goes away',
    args: [...leonardo, ...update('flash:w:small.hex:i')],
    files,
    device: { kind: 'avr109', part: 'm32u4', faults: ['disconnect-after=4'] },
    hints: [
      'The port went away: was the board unplugged or reset? A boot loader on USB runs for some 8 s only and then starts the program: reset the board and run the same command again at once.',
    ],
    silentIf: [
      {
        why: 'it goes when all is done',
        device: { kind: 'avr109', part: 'm32u4', options: ['exit=disconnect'] },
      },
    ],
  },
  {
    name: 'EEPROM through a boot loader that knows none',
    args: [...uno, '-D', ...update('eeprom:w:ee.hex:i')],
    files,
    device: optiboot(['eeprom=0'], program),
    hints: [
      'This boot loader knows no EEPROM and gives flash for it (eeprom and flash read the same): what was meant for eeprom has overwritten the program. Flash the program again; EEPROM takes an ISP programmer, or a sketch that writes it.',
    ],
    silentIf: [
      { why: 'it knows EEPROM', device: optiboot([], program) },
      { why: 'both are blank', device: optiboot([]) },
      { why: 'it is not asked for', args: [...uno, '-D', ...update('flash:w:small.hex:i')] },
    ],
  },
  {
    name: 'EEPROM through such a boot loader where there is no program',
    args: [...uno, '-D', ...update('eeprom:w:ee.hex:i')],
    files,
    device: optiboot(['eeprom=0'], loaderOnly),
    hints: [
      'This boot loader knows no EEPROM and gives flash for it (eeprom and flash read the same): what was meant for eeprom has overwritten the program. Flash the program again; EEPROM takes an ISP programmer, or a sketch that writes it.',
    ],
    silentIf: [{ why: 'it knows EEPROM', device: optiboot([], loaderOnly) }],
  },
  {
    name: 'EEPROM is read through such a boot loader',
    args: [...uno, '-D', ...update('eeprom:r:ee.bin:r')],
    device: optiboot(['eeprom=0'], program),
    hints: [
      'This boot loader knows no EEPROM and gives flash for it (eeprom and flash read the same): ee.bin holds the beginning of the program, not EEPROM. An ISP programmer can read it.',
    ],
    silentIf: [{ why: 'it knows EEPROM', device: optiboot([], program) }],
  },
  {
    name: 'EEPROM is written in the terminal through such a boot loader',
    args: [...uno, '-D', '-T', 'write eeprom 0 1 2 3'],
    device: optiboot(['eeprom=0'], program),
    hints: [
      'This boot loader knows no EEPROM and gives flash for it (eeprom and flash read the same): what is written to eeprom goes over the program. Flash the program again; EEPROM takes an ISP programmer, or a sketch that writes it.',
    ],
    silentIf: [
      { why: 'it knows EEPROM', device: optiboot([], program) },
      { why: 'it is flash that is written', args: [...uno, '-D', '-T', 'write flash 0 1 2 3'] },
      { why: 'it is flash that is shown', args: [...uno, '-D', '-T', 'dump flash 0 16'] },
    ],
  },
  {
    name: 'EEPROM is shown in the terminal through such a boot loader',
    args: [...uno, '-D', '-T', 'dump eeprom 0 16', '-T', 'dump eeprom 16 16'],
    device: optiboot(['eeprom=0'], program),
    hints: [
      'This boot loader knows no EEPROM and gives flash for it (eeprom and flash read the same): what was read is the beginning of the program, not EEPROM. An ISP programmer can read it.',
    ],
    silentIf: [{ why: 'it knows EEPROM', device: optiboot([], program) }],
  },
];
