import { expect, test } from 'vitest';
import { EdbgHid, MplabTool } from '../../sim/edbg-usb.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const image = Uint8Array.from({ length: 700 }, (_, i) => (i * 73 + 11) & 0xff);
const files = { 'app.bin': image };
const write = '-U flash:w:app.bin:r';

function plugIn(kind: string, part: string, ...options: string[]): UsbBoard {
  return new UsbBoard({ kind, part, options: ['lenient', ...options] });
}

const written = (board: UsbBoard): boolean =>
  Buffer.compare(board.memories().flash!.subarray(0, image.length), image) === 0;

/** The tool's clock for UPDI, in kilohertz. */
const clockOf = ({ firmware }: UsbBoard): number =>
  firmware instanceof EdbgHid ? firmware.engine.pdiClock : 0;

test('a chip that debugWIRE shuts out of ISP is brought out of it, and the user is told', async () => {
  const device = plugIn('atmelice', 'm328p', 'dwen=1');
  const args = `-q -q -c atmelice_isp -p m328p ${write}`;
  const run = await runProgram({ device, args, files, release: '8.2', env: { AVRDUDE_HINTS: 'always' } });
  expect([run.status, written(device), device.objections]).toEqual([0, true, []]);
  expect(run.stderr.split('\n').filter((line) => /DWEN/.test(line)).length).toBe(2);
});

test('UPDI goes at the fastest clock, at the one that -B asks for, or at the one that works', async () => {
  const clock = async (args: string, ...options: string[]): Promise<readonly unknown[]> => {
    const device = plugIn('atmelice', 't3216', ...options);
    const line = `-q -q -c atmelice_updi -p t3216 ${args} ${write}`;
    const { status, stderr } = await runProgram({ device, args: line, files, release: '8.2' });
    return [status, stderr, written(device), clockOf(device)];
  };
  expect(await clock('')).toEqual([0, '', true, 750]);
  expect(await clock('-B 4')).toEqual([0, '', true, 250]);
  expect(await clock('', 'pdimax=500')).toEqual([0, '', true, 500]);
});

test('a tool that needs time for its answers is asked until it has them', async () => {
  const device = plugIn('atmelice', 'm32u4', 'late=3');
  const { status } = await runProgram({ device, args: `-c atmelice -p m32u4 ${write}`, files });
  expect([status, written(device), device.objections]).toEqual([0, true, []]);
});

test.each(['6.4', '7.1', '8.2'] as const)(
  '%s: a JTAGICE3 with whole packets is not refused',
  async (release) => {
    const device = plugIn('jtagice3', 'm32u4');
    const { status } = await runProgram({ device, args: `-c jtag3 -p m32u4 ${write}`, files, release });
    expect([status, written(device), device.objections]).toEqual([0, true, []]);
  },
);

test('26000 bytes take at most so many transfers', async () => {
  const large = {
    'large.bin': Uint8Array.from({ length: 26_000 }, (_, i) => (i * 73 + (i >> 7) + 11) & 0xff),
  };
  const transfers = async (id: string, part: string, ...options: string[]): Promise<number> => {
    const device = plugIn('atmelice', part, ...options);
    const args = `-q -q -c ${id} -p ${part} -U flash:w:large.bin:r`;
    const { status } = await runProgram({ device, args, files: large });
    expect([status, device.objections]).toEqual([0, []]);
    return device.transfers;
  };
  const counted = {
    isp: await transfers('atmelice_isp', 'm328p'),
    updi: await transfers('atmelice_updi', 't3216'),
    pdi: await transfers('atmelice_pdi', 'x128a4u'),
    jtag: await transfers('atmelice', 'm32u4'),
    debugWire: await transfers('atmelice_dw', 'm328p', 'dwen=1'),
  };
  expect(Object.entries(counted).filter(([, count]) => count > 1400)).toEqual([]);
});

const absent = [0x2177, 0x2178, 0x2179].map(
  (id) => `avrdude warning: USB device with VID: 0x03eb and PID: 0x${id.toString(16)} not found\n`,
);
const said82 = [
  'Error: PICkit 4 in mplab mode detected',
  'to switch into AVR mode try',
  '$ avrdude -c pickit4_updi -p t3216 -P usb -x mode=avr',
  '',
  'or use MPLAB mode with the pickit4_mplab_updi programmer:',
  '$ avrdude -c pickit4_mplab_updi -p t3216 -P usb',
];

/** What real avrdude printed of a PICkit 4 with MPLAB's firmware, by release and `-x`, and what it told the tool. */
test.each([
  {
    release: '7.1',
    asked: '',
    status: 1,
    stderr: `${absent.join('')}\navrdude error: PICkit4 in PIC mode detected!\n        Use MPLAB X or Microchip Studio to switch to AVR mode\n\navrdude error: unable to open programmer pickit4_updi on port usb\n\navrdude done.  Thank you.\n\n`,
    told: [],
  },
  {
    release: '8.2',
    asked: '',
    status: 1,
    stderr: `\n${said82.join('\n')}\n\nAvrdude done.  Thank you.\n`,
    told: [],
  },
  {
    release: '8.2',
    asked: '-x mode=avr',
    status: 0,
    stderr:
      '\nPICkit 4 in mplab mode detected\nSwitching to AVR mode; \nrun avrdude again to continue the session\n\nAvrdude done.  Thank you.\n',
    told: ['f001', 'ed'],
  },
  {
    release: '8.2',
    asked: '-x mode=mplab',
    status: 0,
    stderr: 'PICkit 4 in mplab mode detected; exiting\n\nAvrdude done.  Thank you.\n',
    told: [],
  },
] as const)("$release: a PICkit 4 with MPLAB's firmware $asked", async ({ release, asked, ...expected }) => {
  const device = new UsbBoard({ kind: 'pickit4_mplab', part: 't3216' });
  const run = await runProgram({ device, args: `-c pickit4_updi -p t3216 ${asked}`.trim(), release });
  const told = device.firmware instanceof MplabTool ? device.firmware.told : [];
  expect({ status: run.status, stderr: run.stderr, told }).toEqual(expected);
});

/** The same of one in AVR mode, and of the help. */
test.each([
  ['mode=avr', 'Warning: programmer is already in AVR mode, ignoring -x mode\n\nAvrdude done.  Thank you.\n'],
  ['mode=mplab', 'switched successfully to MPLAB mode\n\nAvrdude done.  Thank you.\n'],
  [
    'help',
    [
      'avrdude -c pickit4_updi extended options:',
      '  -x hvupdi              Enable high-voltage UPDI initialization',
      '  -x vtarg               Read on-board target supply voltage',
      '  -x mode=avr            Set programmer to AVR mode and exit if it was not',
      '  -x mode=<mplab|pic>    Set programmer to MPLAB aka PIC mode and exit',
      '  -x help                Show this help menu and exit\n',
    ].join('\n'),
  ],
])('8.2: a PICkit 4 in AVR mode, -x %s', async (asked, stderr) => {
  const device = plugIn('pickit4', 't3216');
  const run = await runProgram({ device, args: `-c pickit4_updi -p t3216 -x ${asked}`, release: '8.2' });
  expect([run.status, run.stderr]).toEqual([0, stderr]);
});
