import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/** What avrdude says of a micronucleus at 001:002, but for its closing words. */
async function micronucleus(release: ReleaseId, args: string, isThere = true) {
  const device = isThere ? new UsbBoard({ kind: 'micronucleus', part: 't85' }) : undefined;
  const { status, stderr } = await runProgram({ release, device, args: `-c micronucleus -p t85 -n ${args}` });
  return {
    status,
    lines: stderr.split('\n').filter((line) => line !== '' && !/one\. {2}Thank you/.test(line)),
  };
}

/** Words of avrdude 7.1 and 8.2 themselves, driven over the same boot loader. */
const found = {
  '7.1': [
    'avrdude: AVR device initialized and ready to accept instructions',
    'avrdude: device signature = 0x1e930b (probably t85)',
  ],
  '8.2': [],
};
const notFound = {
  '7.1': 'avrdude error: cannot find device with Micronucleus bootloader (16D0:0753)',
  '8.2': 'Error: cannot find device with Micronucleus bootloader (16D0:0753)',
};

describe('-P of a micronucleus', () => {
  test.each([
    ['7.1', 'usb'],
    ['7.1', 'usb:001:002'],
    ['8.2', 'USB'],
    ['8.2', 'usb:1:2'],
    ['8.2', 'usb:01:002:x'],
    ['8.2', 'usb:0001:0002'],
  ] as const)('%s finds it by %s', async (release, port) => {
    const { status, lines } = await micronucleus(release, `-P ${port}`);
    expect({ status, lines }).toEqual({ status: 0, lines: found[release] });
  });

  test.each([
    ['usb:1:2', 'usb:1'],
    ['usb:01:002:x', 'usb:01'],
    ['usb:001:003', 'usb:001'],
    ['usb:16d0:0753', 'usb:16d0'],
    ['usb::', 'usb:'],
    ['usb::2', 'usb:'],
  ])('7.1 does not by %s, of which it then knows %s', async (port, left) => {
    expect(await micronucleus('7.1', `-P ${port}`)).toEqual({
      status: 1,
      lines: [notFound['7.1'], `avrdude error: unable to open programmer micronucleus on port ${left}`],
    });
  });

  test.each(['usb:001:003', 'usb:16d0:0753', 'usb::', 'usb:0x1:0x2'])('8.2 does not by %s', async (port) => {
    expect(await micronucleus('8.2', `-P ${port}`)).toEqual({
      status: 1,
      lines: [notFound['8.2'], `Error: unable to open port ${port} for programmer micronucleus`],
    });
  });

  test.each(['USB', 'usb:', 'usb:16d0', 'usbx', '/dev/ttyUSB0'])('7.1 refuses %s', async (port) => {
    expect(await micronucleus('7.1', `-P ${port}`)).toEqual({
      status: 1,
      lines: [
        `avrdude error: invalid -P value ${port}`,
        '        use -P usb:bus:device',
        `avrdude error: unable to open programmer micronucleus on port ${port}`,
      ],
    });
  });
});

test.each(['7.1', '8.2'] as const)('%s: -x wait=abc waits no time', async (release) => {
  const { lines } = await micronucleus(release, '-x wait=abc', false);
  const words = {
    '7.1': [
      'avrdude error: no device found, waiting 0 seconds for device to be plugged in ...',
      'avrdude error: press CTRL-C to terminate',
    ],
    '8.2': [
      'No device found, waiting 0 seconds for device to be plugged in ...',
      'Press CTRL-C to terminate',
    ],
  };
  expect(lines.slice(0, 3)).toEqual([...words[release], notFound[release]]);
});
