import { expect, test } from 'vitest';
import { lineageOf } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { wordingFor } from '../../src/output/words.ts';
import { BusPirateLink } from '../../src/protocols/buspirate/link.ts';
import { consoleStyle } from '../../src/releases/7.1/console.ts';
import type { SerialTransport } from '../../src/transports/serial-transport.ts';

/** A line that answers each reading with the next of these, whatever it is sent. */
function answering(...answers: readonly (readonly number[])[]) {
  const sent: number[][] = [];
  const left = [...answers];
  const line = {
    write: async (data: Uint8Array) => void sent.push([...data]),
    read: async () => Uint8Array.from(left.shift() ?? []),
  } as unknown as SerialTransport;
  return { line, sent };
}

/**
 * The first exchanges that real avrdude 7.1 showed at `-vvv` of an emulated Bus Pirate with an ATmega328P:
 * `-c buspirate -p m328p -vvv -U eeprom:w:0x11:m`.
 */
const shown = `avrdude: buspirate_send_bin():
\t0x00 0x00 0x00 0x00   0x00 0x00 0x00 0x00${' '}
\t0x00 0x00 0x00 0x00   0x00 0x00 0x00 0x00${' '}
\t0x00 0x00 0x00 0x00${'   '}
avrdude: buspirate_recv_bin():
\t0x42 0x42 0x49 0x4f   0x31${' '}
avrdude: buspirate_send_bin():
\t0x01${' '}
avrdude: buspirate_recv_bin():
\t0x53 0x50 0x49 0x31${'   '}
avrdude: buspirate_send_bin():
\t0x13${' '}
avrdude: buspirate_recv_bin():
\t0x01${' '}
avrdude: buspirate_send_bin():
\t0xac 0x53 0x00 0x00${'   '}
avrdude: buspirate_recv_bin():
\t0x00 0xac 0x53 0x00${'   '}
`;

test('every exchange is shown as avrdude shows it, and is its own there', async () => {
  const { line, sent } = answering(
    [...Buffer.from('BBIO1')],
    [...Buffer.from('SPI1')],
    [0x01],
    [0x00, 0xac, 0x53, 0x00],
  );
  let text = '';
  const emit = (event: Event) => {
    if (event.kind !== 'notice') return;
    const words = wordingFor(event.message, lineageOf('7.1'))?.(event.facts) ?? [];
    for (const piece of [words].flat())
      text += consoleStyle.dress(piece, { program: 'avrdude', verbosity: 3, quell: 0, atMargin: true }) ?? '';
  };
  const link = new BusPirateLink(line, emit, true);
  await link.send(new Uint8Array(20));
  await link.receiveSome(5);
  await link.send(Uint8Array.of(0x01));
  await link.receiveSome(4);
  expect(await link.spi(Uint8Array.of(0xac, 0x53, 0, 0))).toEqual(Uint8Array.of(0, 0xac, 0x53, 0));
  expect(text).toBe(shown);
  expect(sent).toEqual([new Array(20).fill(0), [0x01], [0x13], [0xac, 0x53, 0, 0]]);
});

test('where nothing is shown, a command travels with its data', async () => {
  const { line, sent } = answering([0x01], [0x00, 0xac, 0x53, 0x00]);
  await new BusPirateLink(line, () => {}, false).spi(Uint8Array.of(0xac, 0x53, 0, 0));
  expect(sent).toEqual([[0x13, 0xac, 0x53, 0, 0]]);
});
