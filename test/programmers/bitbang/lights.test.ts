import { expect, test } from 'vitest';
import { DeviceFileSystem } from '../../sim/device-files.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const image = Uint8Array.from({ length: 40 }, (_, i) => (i * 7 + 1) & 0xff);
const lines = { 5: 'error', 6: 'ready', 7: 'programming', 12: 'verifying' } as const;
const pins =
  'programmer id = "lit"; type = "linuxgpio"; prog_modes = PM_ISP; connection_type = linuxgpio; reset = 22; sck = 24; sdo = 23; ' +
  'sdi = 18; errled = 5; rdyled = 6; pgmled = 7; vfyled = 12; ;\n';

/** What the lights did, from when all of them were dark: they hang between their lines and the supply. */
async function shone(faults: readonly string[]): Promise<readonly string[]> {
  const device = new DeviceFileSystem({ kind: 'linuxgpio', part: 'm328p', faults });
  await runProgram({
    release: '8.2',
    device,
    args: [
      '-C',
      '+pins.conf',
      '-c',
      'lit',
      '-P',
      'gpiochip0',
      '-p',
      'm328p',
      '-D',
      '-U',
      'flash:w:app.bin:r',
    ],
    files: { 'app.bin': image, 'pins.conf': new TextEncoder().encode(pins) },
  });
  const changes = device.elsewhere.map(
    ({ line, level }) => `${lines[line as keyof typeof lines]} ${level ? 'off' : 'on'}`,
  );
  return changes.slice(changes.findIndex((change) => change.endsWith('on')));
}

// avrdude's manual, "Programmer definitions": rdyled, errled, pgmled and vfyled; while bytes are read the second is that of programming.
test('a write that succeeds: ready all the time, programming while bytes travel, verifying behind it, and dark in the end', async () => {
  expect(await shone([])).toEqual([
    ...['ready on', 'programming on', 'programming off', 'verifying on', 'programming on', 'programming off'],
    ...['verifying off', 'ready off'],
  ]);
});

test('a write that does not verify leaves the light of an error', async () => {
  expect(await shone(['bad-verify=0x2'])).toEqual([
    ...['ready on', 'programming on', 'programming off', 'verifying on', 'programming on', 'programming off'],
    ...['error on', 'verifying off', 'ready off'],
  ]);
});

test("an FTDI chip's lights are pins of its own, and the chip is let go", async () => {
  const device = new UsbBoard({ kind: 'ft2232h', part: 'm328p' });
  const lit =
    'programmer parent "avrftdi" id = "lit"; rdyled = ~12; pgmled = ~13; vfyled = ~14; errled = ~15; ;\n';
  const { status } = await runProgram({
    release: '8.2',
    device,
    args: ['-C', '+pins.conf', '-c', 'lit', '-p', 'm328p', '-D', '-U', 'flash:w:app.bin:r'],
    files: { 'app.bin': image, 'pins.conf': new TextEncoder().encode(lit) },
  });
  expect({
    status,
    flash: device.chip.flash.slice(0, image.length),
    held: device.isp.held,
    violations: device.violations,
  }).toEqual({ status: 0, flash: image, held: false, violations: [] });
});
