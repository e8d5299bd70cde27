import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/output/events.ts';
import type { ProgrammerContext } from '../../../src/programmers/programmer.ts';
import { hintAtAbsence } from '../../../src/programmers/usb/absence.ts';
import { partFacts } from '../../../src/run/part-facts.ts';

type Ids = readonly [number, number];

/** What is hinted at on a computer with these devices plugged in. */
async function hints(
  plugged: readonly Ids[],
  [vendorId, productId]: Ids,
  progModes: readonly string[] = ['ISP'],
): Promise<readonly string[]> {
  const said: string[] = [];
  const context = {
    emit: (event: Event) => void said.push(event.kind === 'hint' ? event.text : event.kind),
    open: {
      usb: {
        list: async () => plugged.map(([vendor, product]) => ({ vendorId: vendor, productId: product })),
      },
    },
    facts: partFacts,
    entry: { progModes },
    part: { id: 'm32u4' },
  } as unknown as ProgrammerContext;
  await hintAtAbsence(context, { vendorId, productId });
  return said;
}

const usbasp = [0x16c0, 0x05dc] as const;

test('a programmer of another kind is named, with its -c', async () => {
  expect(await hints([[0x1781, 0x0c9f]], usbasp)).toEqual([
    'No USB device with the ids 16c0:05dc is plugged in, but a programmer that looks like a USBtinyISP is (-c usbtiny).',
  ]);
  expect(
    await hints(
      [
        [0x03eb, 0x2104],
        [0x1a86, 0x5512],
      ],
      usbasp,
    ),
  ).toEqual([
    'No USB device with the ids 16c0:05dc is plugged in, but a programmer that looks like an AVRISP mkII is (-c avrispmkII), and a programmer that looks like a CH341A is (-c ch341a).',
  ]);
});

test('with none at all, it is the cable', async () => {
  expect(await hints([[0x05ac, 0x0250]], [0x1781, 0x0c9f])).toEqual([
    'No USB device with the ids 1781:0c9f is plugged in: does its light burn, and does the cable carry data?',
  ]);
});

describe('of a boot loader', () => {
  const dfu = [0x03eb, 0x2ff4] as const;

  test('what is plugged in is named with its ids and options, and the part that was asked for', async () => {
    expect(await hints([[0x03eb, 0x2fef]], dfu, ['SPM'])).toEqual([
      "No USB device with the ids 03eb:2ff4 is plugged in. 03eb:2fef, an ATmega16U2's DFU boot loader, is there (-c flip1 -p m16u2); -p m32u4 was asked for.",
    ]);
    expect(
      await hints(
        [
          [0x03eb, 0x2ffb],
          [0x16c0, 0x0478],
        ],
        dfu,
        ['SPM'],
      ),
    ).toEqual([
      "No USB device with the ids 03eb:2ff4 is plugged in. 03eb:2ffb, an AT90USB1286's or AT90USB1287's DFU boot loader, is there (-c flip1); 16c0:0478, a Teensy's boot loader (HalfKay), is there (-c teensy); -p m32u4 was asked for.",
    ]);
  });

  test('with none at all, the boot loader has to be started', async () => {
    expect(await hints([], dfu, ['SPM'])).toEqual([
      "No USB device with the ids 03eb:2ff4 is plugged in: start the board's boot loader by its reset button (-x wait gives the time for it). Does the cable carry data?",
    ]);
  });
});

test('of a device that is there, and is refused for another reason, nothing is said', async () => {
  expect(await hints([usbasp, [0x1781, 0x0c9f]], usbasp)).toEqual([]);
});
