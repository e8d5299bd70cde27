import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../../src/model/errors.ts';
import type { ReleaseId } from '../../../src/model/release.ts';
import type { Event } from '../../../src/output/events.ts';
import { openTeensy } from '../../../src/programmers/halfkay/device.ts';
import { parseTeensy } from '../../../src/programmers/halfkay/parameters.ts';
import type { ProgrammerContext } from '../../../src/programmers/programmer.ts';
import { behaviour as behaviour71 } from '../../../src/releases/7.1/behaviour.ts';
import { behaviour as behaviour82 } from '../../../src/releases/8.2/behaviour.ts';
import type { HidDeviceInfo } from '../../../src/transports/hid-transport.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/** What avrdude says between its first and its closing words, of a Teensy that is plugged in or not. */
async function teensy(release: ReleaseId, args: string, isThere = true) {
  const device = isThere ? new UsbBoard({ kind: 'teensy', part: 'm32u4' }) : undefined;
  const { status, stderr } = await runProgram({ release, device, args: `-c teensy -p m32u4 -F -n ${args}` });
  return {
    status,
    lines: stderr.split('\n').filter((line) => line !== '' && !/one\. {2}Thank you/.test(line)),
  };
}

/** Words of avrdude 7.1 and 8.2 themselves, driven over the same boot loader. */
const found = {
  '7.1': [
    'avrdude error: cannot detect board type (HID usage is 0)',
    'avrdude: AVR device initialized and ready to accept instructions',
    'avrdude: device signature = 0x1e0000',
    'avrdude warning: expected signature for ATmega32U4 is 1E 95 87',
  ],
  '8.2': [
    'Error: cannot detect board type (HID usage is 0)',
    'Device signature = 1E 00 00',
    'Warning: expected signature for ATmega32U4 is 1E 95 87',
  ],
};
const digits = '0123456789'.repeat(7);
const ignored = (serial: string, port: string) => [
  `Warning: ignoring serial number ${serial} given in -P ${port}`,
  ...found['8.2'],
];

describe('-P of a Teensy', () => {
  test.each(['usb', 'usb:001:003', 'usb:1:2', 'usb::', 'usb:abc:defg'])(
    '7.1 takes %s for any',
    async (port) => {
      expect(await teensy('7.1', `-P ${port}`)).toEqual({ status: 0, lines: found['7.1'] });
    },
  );

  test.each(['USB', 'usb:', 'usb:16c0', 'usbx', '/dev/ttyUSB0'])('7.1 refuses %s', async (port) => {
    expect(await teensy('7.1', `-P ${port}`)).toEqual({
      status: 1,
      lines: [
        `avrdude error: invalid -P value: '${port}'`,
        '        Use -P usb:bus:device',
        `avrdude error: unable to open programmer teensy on port ${port}`,
      ],
    });
  });

  test('7.1 forgets the port from its second colon on', async () => {
    expect(await teensy('7.1', '-P usb:x:y:z', false)).toEqual({
      status: 1,
      lines: [
        'avrdude error: cannot find device with Teensy bootloader (16C0:0478)',
        'avrdude error: unable to open programmer teensy on port usb:x',
      ],
    });
  });

  test.each([
    ['USB', found['8.2']],
    ['usb:', found['8.2']],
    ['usb::', found['8.2']],
    ['usb:16c0:0478', found['8.2']],
    ['usb:+16c0:0x478', found['8.2']],
    ['usb:0x16c0:0x478:xyz:q', ignored('xyzq', 'usb:0x16c0:0x478:xyz:q')],
    ['usb:12345:1', ignored('123451', 'usb:12345:1')],
    ['usb:-1:2', ignored('-12', 'usb:-1:2')],
    ['usb:16c0', ignored('16c0', 'usb:16c0')],
    [`usb:${digits.slice(0, 63)}`, ignored(digits.slice(0, 63), `usb:${digits.slice(0, 63)}`)],
  ])('8.2 finds it by %s', async (port, lines) => {
    expect(await teensy('8.2', `-P ${port}`)).toEqual({ status: 0, lines });
  });

  test.each(['usbx', '/dev/ttyUSB0', `usb:16c0:478:${digits.slice(0, 64)}`])(
    '8.2 refuses %s',
    async (port) => {
      expect(await teensy('8.2', `-P ${port}`)).toEqual({
        status: 1,
        lines: [`Error: invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>]`],
      });
    },
  );

  test('8.2 takes bus and device for ids', async () => {
    expect(await teensy('8.2', '-P usb:001:002')).toEqual({
      status: 1,
      lines: [
        'Error: cannot find device with Teensy bootloader (0001:0002)',
        'Error: unable to open port usb:001:002 for programmer teensy',
      ],
    });
  });
});

describe('one of two Teensys', () => {
  const info = (device: string): HidDeviceInfo => ({
    ...{ vendorId: 0x16c0, productId: 0x0478, release: 0x0100, vendor: undefined, product: undefined },
    ...{ serial: undefined, usagePage: 0xff9c, usage: 0x1b, interfaceNumber: 0, path: `path of ${device}` },
    place: { bus: '001', device },
  });

  /** @returns which of two, at 001:002 and 001:010, is opened, and what is hinted at */
  async function choose(release: '7.1' | '8.2', port: string, ...extended: readonly string[]) {
    const opened: string[] = [];
    const hints: string[] = [];
    const context = {
      ...{ id: 'teensy', port, extended, platform: 'linux', bitClock: undefined },
      behaviour: release === '7.1' ? behaviour71 : behaviour82,
      entry: { usbvid: 0x16c0, usbpid: [0x0478], progModes: ['SPM'] },
      part: { id: 'm32u4' },
      emit: (event: Event) => void (event.kind === 'hint' && hints.push(event.text)),
      facts: { usbDevices: async () => [] },
      open: {
        usb: { list: async () => [] },
        hid: {
          find: async ({ vendorId }: { vendorId: number }) =>
            vendorId === 0x16c0
              ? ['002', '010'].map((device) => ({ info: info(device), failure: undefined }))
              : [],
          open: async (asked: HidDeviceInfo) => {
            opened.push(asked.place?.device ?? '');
            return { info: asked };
          },
        },
      },
    } as unknown as ProgrammerContext;
    const refused = await openTeensy(context, parseTeensy(context)).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return { opened, hints, refused };
  }

  const said = [
    '2 such boards are plugged in; -x at=<bus>:<device> chooses one:',
    '  -x at=001:002  (taken)',
    '  -x at=001:010',
  ].join('\n');

  test.each(['7.1', '8.2'] as const)('%s: the first without -x at, and how to choose', async (release) => {
    expect(await choose(release, 'usb')).toEqual({ opened: ['002'], hints: [said], refused: undefined });
  });

  test.each([
    ['7.1', 'usb:001:002', 'at=1:10'],
    ['8.2', 'usb:16c0:0478', 'at=001:010'],
  ] as const)('%s: by -x at', async (release, port, at) => {
    expect(await choose(release, port, at)).toEqual({ opened: ['010'], hints: [], refused: undefined });
  });

  test('where none is plugged in', async () => {
    expect(await choose('8.2', 'usb', 'at=1:3')).toMatchObject({
      opened: [],
      refused: 'no such boot loader found',
    });
  });

  test('8.2: bus and device in -P are explained', async () => {
    const { hints, opened } = await choose('8.2', 'usb:001:010');
    expect(opened).toEqual([]);
    expect(hints.at(-1)).toBe(
      '-P usb:001:010 is read as the ids of a USB device, 0001:0010. By bus and device a board is named with -x at=001:010.',
    );
  });
});

describe('-x of a Teensy', () => {
  const absent = (seconds: number) => ({
    '7.1': [
      `avrdude error: no device found, waiting ${seconds} seconds for device to be plugged in ...`,
      'avrdude error: press CTRL-C to terminate',
      'avrdude error: cannot find device with Teensy bootloader (16C0:0478)',
      'avrdude error: unable to open programmer teensy on port usb',
    ],
    '8.2': [
      `Error: no device found, waiting ${seconds} seconds for device to be plugged in ...`,
      'Error: press CTRL-C to terminate',
      'Error: cannot find device with Teensy bootloader (16C0:0478)',
      'Error: unable to open port usb for programmer teensy',
    ],
  });

  describe.each(['7.1', '8.2'] as const)('%s', (release) => {
    test.each([
      ['wait=abc', 0],
      ['wait=', 0],
      ['wait=0x1', 0],
      ['wait=1x', 1],
      ['wait=010', 10],
    ])('%s waits as atoi reads it', async (parameter, seconds) => {
      expect(await teensy(release, `-x ${parameter}`, false)).toEqual({
        status: 1,
        lines: absent(seconds)[release],
      });
    });
  });

  test('7.1 ends at the first that it does not know', async () => {
    expect(await teensy('7.1', '-x bogus -x help -x other')).toEqual({
      status: 1,
      lines: [
        "avrdude error: invalid extended parameter 'bogus'",
        'avrdude error: unable to parse extended parameter list',
      ],
    });
  });
});

test('an interruption while it is looked for stays one', async () => {
  const context = {
    ...{ id: 'teensy', port: 'usb', extended: [], platform: 'linux', behaviour: behaviour82 },
    entry: { usbvid: 0x16c0, usbpid: [0x0478], progModes: ['SPM'] },
    emit: () => {},
    open: { hid: { find: () => Promise.reject(new InterruptedError('Ctrl-C')) } },
  } as unknown as ProgrammerContext;
  await expect(openTeensy(context, parseTeensy(context))).rejects.toBeInstanceOf(InterruptedError);
});
