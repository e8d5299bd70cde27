import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/model/database.ts';
import type { ProgrammerEntry } from '../../src/model/programmer-entry.ts';
import type { SerialPortInfo } from '../../src/model/serial-port.ts';
import { choosePort, suggestPorts } from '../../src/run/port-choice.ts';
import { portsSuggested } from '../../src/run/port-messages.ts';

const adapter = (id: string, usbvid: number, usbpid: number[]) =>
  ({
    ids: [id],
    isSerialAdapter: false,
    progModes: [],
    usbvid,
    usbpid,
    usbsn: '',
  }) as unknown as ProgrammerEntry;
const entries = [adapter('ft232r', 0x0403, [0x6001]), adapter('ch340', 0x1a86, [0x7523, 0x5523])];
const database = {
  allProgrammers: () => entries,
  programmer: (id: string) => entries.find(({ ids }) => ids[0] === id),
} as unknown as Database;

const port = (name: string, vendor = 0, product = 0, serialNumber = ''): SerialPortInfo => ({
  port: name,
  vendor,
  product,
  serialNumber,
});
const onBoard = port('/dev/ttyS0');
const ftdi = port('/dev/ttyUSB0', 0x0403, 0x6001, 'A7003');
const other = port('/dev/ttyUSB1', 0x0403, 0x6001, 'B9000');
const ch340 = port('/dev/ttyUSB2', 0x1a86, 0x7523);
const twin = port('/dev/ttyUSB3', 0x1a86, 0x7523);
const uno = port('/dev/ttyACM0', 0x2341, 0x0043, '75833');

describe('choosePort', () => {
  const all = [onBoard, ftdi, other, ch340, uno];
  test.each([
    ['/dev/ttyUSB0', { kind: 'literal' }],
    ['usb', { kind: 'literal' }],
    ['COM3', { kind: 'literal' }],
    ['ch340', { kind: 'found', port: '/dev/ttyUSB2' }],
    ['ft232r:B9', { kind: 'found', port: '/dev/ttyUSB1' }],
    ['ft232r:...003', { kind: 'found', port: '/dev/ttyUSB0' }],
    ['usb:2341:43', { kind: 'found', port: '/dev/ttyACM0' }],
    ['usb:0403:6001:A7003', { kind: 'found', port: '/dev/ttyUSB0' }],
  ])('%s', (given, choice) => {
    expect(choosePort(given, all, database)).toEqual(choice);
  });

  test('several of a kind', () => {
    expect(choosePort('ft232r', all, database)).toMatchObject({
      kind: 'unclear',
      ambiguous: true,
      candidates: [{ port: '/dev/ttyUSB0' }, { port: '/dev/ttyUSB1' }],
    });
  });

  test('not plugged in, and nothing plugged in', () => {
    expect(choosePort('ch340', [onBoard], database)).toMatchObject({ kind: 'unclear', ambiguous: false });
    expect(choosePort('ch340:X', [], database)).toEqual({
      kind: 'absent',
      wanted: 'adapter ch340',
      serialNumber: 'X',
    });
  });
});

test('every way to name a port, as avrdude 8.2 lists them', () => {
  const all = [onBoard, uno, ftdi, other, ch340, twin];
  const words = portsSuggested['8.2']?.({ ports: suggestPorts(all, all, database) });
  expect(
    [words]
      .flat()
      .map((one) => (one && 'text' in one ? one.text : ''))
      .join(''),
  ).toBe(
    `Possible candidate serial ports are:
  -P /dev/ttyS0
  -P /dev/ttyACM0 or -P usb:2341:0043
  -P /dev/ttyUSB0 or -P ft232r:A7003
  -P /dev/ttyUSB1 or -P ft232r:B9000
  -P /dev/ttyUSB2 (via ch340 serial adapter)
  -P /dev/ttyUSB3 (via ch340 serial adapter)
Note that above ports might not be connected to a target board or an AVR programmer.
Also note there may be other direct serial ports not listed above.
`,
  );
});
