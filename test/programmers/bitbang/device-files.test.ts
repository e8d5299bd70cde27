import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { DeviceFileSystem } from '../../sim/device-files.ts';
import { inVirtualTime, runProgram, withoutSeconds } from '../../whole-run/run-program.ts';

inVirtualTime();

const image = Uint8Array.from({ length: 200 }, (_, i) => (i * 7 + (i >> 5)) & 0xff);

/** How each kind is asked for. */
const asked = {
  linuxgpio: ['-c', 'raspberry_pi_gpio', '-P', 'gpiochip0'],
  linuxspi: ['-c', 'linuxspi', '-P', '/dev/spidev0.0:/dev/gpiochip0'],
  par: ['-c', 'bsd', '-P', '/dev/parport0'],
  stk200: ['-c', 'stk200', '-P', '/dev/parport0'],
  serbb: ['-c', 'ponyser', '-P', '/dev/ttyS0'],
} as const;
const kinds = Object.keys(asked) as (keyof typeof asked)[];

function plugIn(kind: keyof typeof asked, part = 'm328p'): DeviceFileSystem {
  return new DeviceFileSystem({ kind: kind === 'stk200' ? 'par' : kind, part, options: [kind] });
}

const releases: readonly ReleaseId[] = ['6.4', '7.1', '8.2'];

test.each(kinds.flatMap((kind) => releases.map((release) => [kind, release] as const)))(
  '%s under %s: written as the data sheets say, and everything given back',
  async (kind, release) => {
    const device = plugIn(kind);
    const args = [...asked[kind], '-p', 'm328p', '-U', 'flash:w:app.bin:r'];
    const { status } = await runProgram({ release, device, args, files: { 'app.bin': image } });
    const { target, open } = device;
    // What 8.2 leaves on the data pins of a cable without a buffer gives the chip its supply, and raises SCK.
    const violations = kind === 'par' && release === '8.2' ? ['SCK rises while RESET is high'] : [];
    expect({
      status,
      flash: target.chip.flash.slice(0, image.length),
      violations: target.violations,
      held: target.isp.held,
      open: open.size,
    }).toEqual({ status: 0, flash: image, violations, held: false, open: 0 });
  },
);

test.each(['linuxgpio', 'par', 'serbb'] as const)('%s: a TPI part', async (kind) => {
  const device = plugIn(kind, 't10');
  const own =
    '  programmer id = "pins"; type = "linuxgpio"; prog_modes = PM_TPI; connection_type = linuxgpio;';
  const pins = `${own} reset = 22; sck = 24; sdo = 23; sdi = 18; ;\n`;
  const way = kind === 'linuxgpio' ? ['-C', '+pins.conf', '-c', 'pins'] : asked[kind];
  const { status, stderr } = await runProgram({
    release: '8.2',
    device,
    args: [...way, '-p', 't10', '-q', '-q', '-U', 'flash:w:app.bin:r', '-U', 'fuse:w:0xFE:m'],
    files: { 'app.bin': image, 'pins.conf': new TextEncoder().encode(pins) },
  });
  const { tpi } = device.target;
  expect({
    status,
    stderr,
    flash: tpi?.memory.slice(0x4000, 0x4000 + image.length),
    fuse: tpi?.memory[0x3f40],
    violations: tpi?.violations,
  }).toEqual({ status: 0, stderr: '', flash: image, fuse: 0xfe, violations: [] });
});

// avrdude makes a call for each of three changes of a bit; the two at the falling edge are one here.
test('a bit takes two calls that set lines and one that looks at one', async () => {
  const device = plugIn('linuxgpio');
  await runProgram({ release: '8.2', device, args: [...asked.linuxgpio, '-p', 'm328p'] });
  const { chip } = device.target;
  // Lights apart, there are none: SCK low, RESET low, and the pulse on it.
  const preparing = 4;
  expect({ instructions: chip.counts.ispInstructions, ...Object.fromEntries(device.calls) }).toEqual({
    instructions: 4,
    GPIO_V2_GET_LINE: 1,
    GPIO_V2_SET_VALUES: preparing + 4 * (32 * 2 + 1),
    GPIO_V2_GET_VALUES: 4 * 32,
    GPIO_V2_SET_CONFIG: 2,
  });
});

// Real 8.2 has them the wrong way round with linuxgpio.
test.each(['linuxgpio', 'linuxspi'] as const)('%s: -E says how RESET is left', async (kind) => {
  const levels: boolean[] = [];
  for (const spec of ['reset', 'noreset']) {
    const device = plugIn(kind);
    const { drive } = device.target;
    let last = true;
    device.target.drive = (wires) => {
      // What is driven; at the end the files are closed, and nothing is.
      if (wires.reset !== undefined) last = wires.reset;
      drive.call(device.target, wires);
    };
    await runProgram({ release: '8.2', device, args: [...asked[kind], '-p', 'm328p', '-E', spec] });
    levels.push(last);
  }
  expect(levels).toEqual([false, true]);
});

// As recorded of real avrdude.
const specHelp = [
  'avrdude -c raspberry_pi_gpio exitspec parameter options:',
  '  -E reset   Programmer will keep the reset line low after programming session',
  '  -E noreset Programmer will keep the reset line high after programming session',
  '  -E help    Show this help menu and exit',
];
test.each([
  [
    'nonsense',
    1,
    [
      'Error: invalid exitspec parameter -E nonsense',
      ...specHelp,
      'Error: unable to parse list of -E parameters',
      '',
    ],
  ],
  ['help', 0, [...specHelp, '']],
] as const)('-E %s ends the run', async (spec, status, lines) => {
  const device = plugIn('linuxgpio');
  const args = [...asked.linuxgpio, '-p', 'm328p', '-E', spec];
  const result = await runProgram({ release: '8.2', device, args });
  expect({ status: result.status, stderr: result.stderr, open: device.open.size }).toEqual({
    status,
    stderr: lines.join('\n'),
    open: 0,
  });
});

test.each([
  [
    '6.4',
    "Can't export GPIO 22, already exported/busy?: Device or resource busy\navrdude done.  Thank you.\n\n",
  ],
  [
    '8.2',
    'failed to request gpiochip0 line 22: Device or resource busy\nError: unable to open port gpiochip0 for programmer pins\n\nAvrdude done.  Thank you.\n',
  ],
] as const)('%s: one line for two purposes', async (release, stderr) => {
  const device = plugIn('linuxgpio');
  const pins =
    'programmer id = "pins"; type = "linuxgpio"; prog_modes = PM_ISP; reset = 22; sck = 22; sdo = 23; sdi = 18; ;\n';
  const result = await runProgram({
    release,
    device,
    args: ['-C', '+pins.conf', '-c', 'pins', '-P', 'gpiochip0', '-p', 'm328p'],
    files: { 'pins.conf': new TextEncoder().encode(pins) },
  });
  expect({ status: result.status, stderr: withoutSeconds(result.stderr), open: device.open.size }).toEqual({
    status: 1,
    stderr,
    open: 0,
  });
});
