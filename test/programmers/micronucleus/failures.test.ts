import { expect, test } from 'vitest';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

async function micronucleus(release: '7.1' | '8.2', fault: string, args: string) {
  const device = new UsbBoard({ kind: 'micronucleus', part: 't85', faults: [fault] });
  const { status, stderr } = await runProgram({ release, device, args: `-c micronucleus -p t85 ${args}` });
  return {
    status,
    lines: stderr.split('\n').filter((line) => line !== '' && !/one\. {2}Thank you/.test(line)),
  };
}

// Words and status of avrdude 7.1 and 8.2 themselves, whose boot loader was unplugged at the same requests.
test('8.2: unplugged when it is asked what it is', async () => {
  expect(await micronucleus('8.2', 'unplug-at=2', '-n')).toEqual({
    status: 1,
    lines: [
      'Warning: unable to get bootloader info block: error sending control message: Protocol error',
      'Error: initialization failed  (rc = -71)',
      ' - double check the connections and try again',
      ' - use -B to set lower the bit clock frequency, e.g. -B 125kHz',
      ' - use -F to override this check',
    ],
  });
});

test.each([
  [
    '8.2',
    [
      'Warning: erase command failed, code -71: error sending control message: Protocol error',
      'Error: chip erase failed',
    ],
  ],
  [
    '7.1',
    [
      'avrdude: AVR device initialized and ready to accept instructions',
      'avrdude: device signature = 0x1e930b (probably t85)',
      'avrdude: erasing chip',
      'avrdude warning: erase command failed, code -71: error sending control message: Protocol error',
    ],
  ],
] as const)('%s: unplugged when it is to erase', async (release, lines) => {
  expect(await micronucleus(release, 'unplug-at=3', '-V -e')).toEqual({ status: 185, lines });
});

// -v shows where in avrdude it is: each version of the protocol has functions of its own.
test.each([
  ['7.1', 'avrdude micronucleus_get_bootloader_info_v2() warning: unable to get'],
  ['8.2', 'Warning micronucleus_get_bootloader_info_v2() micronucleus.c 238: unable to get'],
] as const)('%s: where it fails to be asked what it is', async (release, begins) => {
  const { lines } = await micronucleus(release, 'stall-at=2', '-vv -n');
  const [line] = lines.filter((text) => text.includes('bootloader info block'));
  expect(line?.slice(0, begins.length)).toBe(begins);
});
