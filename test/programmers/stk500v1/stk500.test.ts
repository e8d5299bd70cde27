import { describe, expect, test } from 'vitest';
import { arduino } from '../../../src/programmers/stk500v1/arduino.ts';
import { stk500 } from '../../../src/programmers/stk500v1/stk500.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash, eeprom] = classic.memories;
const isp = (more: object = {}) =>
  simulate({ kind: 'stk500v1', part: 'm32u4', options: ['fw=arduinoisp'], ...more });

describe('an ArduinoISP sketch', () => {
  test.each(['whole', 'bytes'] as const)(
    'takes 26000 bytes in one turn for each page (%s)',
    async (pieces) => {
      const device = isp();
      const { context, said } = serialBench(device, { id: 'avrisp', pieces });
      const programmer = stk500.create(context);
      await programmer.open();
      await programmer.initialize();
      await programmer.chipErase();
      const run = samplePages(204, 128);
      const written: number[] = [];
      await programmer.pagedWrite!(flash!, run, (index) => written.push(index));
      const read: Uint8Array[] = [];
      await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
        read[index] = data;
      });
      await programmer.disable();
      await programmer.close();
      const { meta } = device.dump();
      expect(read.map((page) => Buffer.from(page))).toEqual(run.map(({ data }) => Buffer.from(data)));
      expect(written).toEqual(run.map((_, index) => index));
      // 3 for sync, 5 for the programmer and the part, the erase, 5 again, and the farewell.
      expect(meta.turns).toBe(3 + 5 + 1 + 5 + 204 + 204 + 1);
      expect({ violations: meta.violations, held: meta.targetHeld }).toEqual({ violations: [], held: false });
      expect(aloud(said)).toEqual([]);
    },
  );

  test.each([
    ['arduinoisp', 'words'],
    ['stk500', 'bytes'],
  ])('EEPROM of firmware %s is where it belongs: it counts %s', async (firmware) => {
    for (const release of ['6.4', '7.1', '8.2'] as const) {
      const device = simulate({ kind: 'stk500v1', part: 'm32u4', options: [`fw=${firmware}`] });
      const { context } = serialBench(device, { id: 'avrisp', release });
      const programmer = stk500.create(context);
      await programmer.open();
      await programmer.initialize();
      await programmer.pagedWrite!(eeprom!, samplePages(8, 4, 20), () => {});
      await programmer.close();
      const expected = new Uint8Array(1024).fill(0xff);
      for (const { address, data } of samplePages(8, 4, 20)) expected.set(data, address);
      expect(Buffer.from(device.chip.eeprom)).toEqual(Buffer.from(expected));
    }
  });

  test('a refused address makes the page and the one before be written again', async () => {
    const device = isp({ faults: ['nak-once=15'] });
    const { context, said } = serialBench(device, { id: 'avrisp' });
    const programmer = stk500.create(context);
    await programmer.open();
    await programmer.initialize();
    const run = samplePages(6, 128);
    await programmer.pagedWrite!(flash!, run, () => {});
    await programmer.close();
    for (const { address, data } of run)
      expect(Buffer.from(device.chip.flash.slice(address, address + 128))).toEqual(Buffer.from(data));
    expect(device.dump().meta.faultHits['nak-once']).toBe(1);
    expect(aloud(said)).toEqual([]);
  });
});

describe('silence', () => {
  const attempts = {
    '6.4': Array.from({ length: 2 }, (_, i) => [
      'info: avrdude: stk500_recv(): programmer is not responding\n',
      `info: avrdude: stk500_getsync() attempt ${i + 1} of 2: not in sync: resp=0x00\n`,
    ]).flat(),
    '8.2': [
      'info: avrdude: setting number of retry attempts to 2\n',
      ...Array.from({ length: 2 }, (_, i) => [
        'error: avrdude: programmer is not responding\n',
        `warning: avrdude: attempt ${i + 1} of 2: not in sync: resp=0x00\n`,
      ]).flat(),
    ],
  };

  test.each(['6.4', '8.2'] as const)(
    'is worded as avrdude %s does, and the line is closed',
    async (release) => {
      const device = isp({ faults: ['silent'] });
      const { context, said } = serialBench(device, { id: 'avrisp', release, extended: ['attempts=2'] });
      let closed = 0;
      const { close } = device;
      device.close = () => {
        closed++;
        close.call(device);
      };
      const programmer = stk500.create(context);
      await expect(programmer.open()).rejects.toThrow('not in sync');
      await programmer.close();
      expect(aloud(said)).toEqual(attempts[release]);
      expect(closed).toBe(1);
    },
  );

  test('a line that hangs up ends everything at once', async () => {
    const device = isp({ faults: ['disconnect-after=60'] });
    const { context, said } = serialBench(device, { id: 'avrisp' });
    const programmer = stk500.create(context);
    await programmer.open();
    await programmer.initialize();
    await expect(
      programmer.pagedRead!(flash!, rangesOf(samplePages(9, 128)), () => {}),
    ).rejects.toMatchObject({ name: 'DisconnectedError' });
    await programmer.disable();
    await programmer.close();
    expect(aloud(said)).toEqual([
      'hint: The port went away: was the programmer unplugged or reset? Plug it in again and run the same command again.',
      'info: avrdude: ser_recv(): read error: Input/output error\n',
      'info: avrdude: stk500_recv(): programmer is not responding\n',
    ]);
  });
});

describe('a boot loader', () => {
  test('is reset by the control lines and tells the signature', async () => {
    const device = simulate({ kind: 'optiboot', part: 'm328p' });
    const { context, said, lines } = serialBench(device, { id: 'arduino' });
    const programmer = arduino.create(context);
    await programmer.open();
    await programmer.initialize();
    expect(await programmer.readSignature!({} as never)).toEqual(Uint8Array.from([0x1e, 0x95, 0x0f]));
    const run = samplePages(20, 128);
    await programmer.pagedWrite!(flash!, run, () => {});
    await programmer.disable();
    await programmer.close();
    for (const { address, data } of run)
      expect(Buffer.from(device.chip.flash.slice(address, address + 128))).toEqual(Buffer.from(data));
    expect(lines).toEqual(['dtr false rts false', 'dtr true rts true', 'dtr false rts false']);
    expect({ said: aloud(said), violations: device.dump().meta.violations }).toEqual({
      said: [],
      violations: [],
    });
  });

  test('in a small part gets one command at a time: its UART may be made in software', async () => {
    const device = simulate({ kind: 'optiboot', part: 'm328p' });
    const part = { ...classic, memories: [{ ...flash!, size: 8192, numPages: 64 }] };
    const { context } = serialBench(device, { id: 'arduino', part });
    const programmer = arduino.create(context);
    await programmer.open();
    const before = device.dump().meta.turns;
    await programmer.pagedWrite!(part.memories[0]!, samplePages(4, 128), () => {});
    expect(device.dump().meta.turns - before).toBe(8);
    await programmer.close();
  });

  test('8.2 pulses RESET and leaves the lines alone in the end', async () => {
    const { context, lines } = serialBench(simulate({ kind: 'optiboot', part: 'm328p' }), {
      id: 'arduino',
      release: '8.2',
    });
    const programmer = arduino.create(context);
    await programmer.open();
    await programmer.close();
    expect(lines).toEqual(['dtr false rts false', 'dtr true rts true', 'dtr false rts false']);
  });
});

describe('a loader at another rate', () => {
  const board = () => simulate({ kind: 'optiboot', part: 'm328p' });

  test('is found, and a hint says where', async () => {
    const { context, said } = serialBench(board(), { id: 'arduino', rate: 57600 });
    const programmer = arduino.create(context);
    await programmer.open();
    expect([...(await programmer.readSignature!({} as never))]).toEqual([0x1e, 0x95, 0x0f]);
    await programmer.close();
    expect(aloud(said)).toEqual(['hint: The board answers at 57600 baud, not at 115200: use -b 57600']);
  });

  test('is not looked for when one attempt was asked for', async () => {
    const { context, said } = serialBench(board(), { id: 'arduino', rate: 57600, extended: ['attempts=1'] });
    await expect(arduino.create(context).open()).rejects.toThrow('not in sync');
    expect(aloud(said).slice(0, 2)).toEqual([
      'info: avrdude: stk500_recv(): programmer is not responding\n',
      'info: avrdude: stk500_getsync() attempt 1 of 1: not in sync: resp=0x00\n',
    ]);
  });

  test('that is nowhere leaves the words of the release alone', async () => {
    const { context, said } = serialBench(board(), { id: 'arduino', rate: 1, extended: ['attempts=2'] });
    await expect(arduino.create(context).open()).rejects.toThrow('not in sync');
    expect(aloud(said).filter((line) => !line.startsWith('hint'))).toEqual([
      'info: avrdude: stk500_recv(): programmer is not responding\n',
      'info: avrdude: stk500_getsync() attempt 1 of 2: not in sync: resp=0x00\n',
      'info: avrdude: stk500_recv(): programmer is not responding\n',
      'info: avrdude: stk500_getsync() attempt 2 of 2: not in sync: resp=0x00\n',
    ]);
  });
});

describe('a port that cannot be opened', () => {
  const ports = [
    {
      port: '/dev/ttyACM0',
      vendor: 0x2341,
      product: 0x8036,
      serialNumber: '',
      name: 'Arduino LLC Arduino Leonardo',
    },
    { port: '/dev/ttyS0', vendor: 0, product: 0, serialNumber: '' },
  ];
  test.each([
    [
      'ENOENT',
      'can\'t open device "/dev/ttySim": No such file or directory',
      '/dev/ttySim is not there. There are: /dev/ttyACM0 (Arduino LLC Arduino Leonardo), /dev/ttyS0.',
    ],
    [
      'EACCES',
      'can\'t open device "/dev/ttySim": Permission denied',
      "You may not open /dev/ttySim. It usually belongs to a group: 'sudo usermod -aG dialout $USER' (or uucp), then log in again.",
    ],
    [
      'EBUSY',
      'can\'t open device "/dev/ttySim": Device or resource busy',
      "/dev/ttySim is in use. Close the serial monitor or whatever has it open ('fuser /dev/ttySim' names it) and try again.",
    ],
    [
      'ENOTTY',
      'can\'t set attributes for device "/dev/ttySim": Inappropriate ioctl for device',
      '/dev/ttySim is not a serial port. There are: /dev/ttyACM0 (Arduino LLC Arduino Leonardo), /dev/ttyS0.',
    ],
  ])('%s', async (code, words, hint) => {
    const { context, said } = serialBench(isp(), { id: 'avrisp', openFailures: [code], ports });
    await expect(stk500.create(context).open()).rejects.toMatchObject({ code });
    expect(said).toEqual([`info: avrdude: ser_open(): ${words}\n`, `hint: ${hint}`]);
  });
});

test('-x help lists what there is and asks for a good end', () => {
  const { context, said } = serialBench(isp(), { id: 'arduino', release: '8.2', extended: ['help'] });
  expect(() => arduino.create(context)).toThrow(expect.objectContaining({ name: 'HelpGivenError' }));
  expect(said).toEqual([
    'error: avrdude -c arduino extended options:\n',
    'error:   -x attempts=<n> Specify the number <n> of connection retry attempts\n',
    "error:   -x noautoreset  Don't toggle RTS/DTR lines on port open to prevent a hardware reset\n",
    'error:   -x help         Show this help menu and exit\n',
  ]);
});

test('an unknown -x parameter is ignored where the release has none, and refused where it has', () => {
  const old = serialBench(isp(), { id: 'avrisp', extended: ['nothing', 'attempts=3', 'more'] });
  stk500.create(old.context);
  expect(aloud(old.said)).toEqual(['extended-unsupported']);
  const recent = serialBench(isp(), { id: 'avrisp', release: '7.1', extended: ['nothing'] });
  expect(() => stk500.create(recent.context)).toThrow('bad -x parameter');
  expect(recent.said).toEqual(["error: avrdude: invalid extended parameter 'nothing'\n"]);
});
