import { expect, test } from 'vitest';
import type { Event } from '../../../src/output/events.ts';
import type { ProgrammerContext } from '../../../src/programmers/programmer.ts';
import { hintAtAbsence } from '../../../src/programmers/usb/absence.ts';

type Ids = readonly [number, number];

/** What is hinted at on a computer with these devices plugged in. */
async function hints(plugged: readonly Ids[], [vendorId, productId]: Ids): Promise<readonly string[]> {
  const said: string[] = [];
  const context = {
    emit: (event: Event) => void said.push(event.kind === 'hint' ? event.text : event.kind),
    open: {
      usb: {
        find: async (query: { vendorId: number; productIds: readonly number[] }) =>
          plugged.filter(
            ([vendor, product]) => vendor === query.vendorId && query.productIds.includes(product),
          ),
      },
    },
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

test('of a device that is there, and is refused for another reason, nothing is said', async () => {
  expect(await hints([usbasp, [0x1781, 0x0c9f]], usbasp)).toEqual([]);
});
