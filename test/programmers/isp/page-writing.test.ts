import { expect, test } from 'vitest';
import { writesOf } from '../../../src/programmers/isp/page-instructions.ts';
import { GroupWriter } from '../../../src/programmers/isp/page-writing.ts';
import { eeprom } from '../parts.ts';

/** EEPROM of an ATmega8: no ready flag; a byte that is being written reads as 0xff (its data sheet, "Data Polling EEPROM"). */
const polledEeprom = { ...eeprom, mode: 0x04, readback: [0xff, 0xff] } as const;
/** What an exchange with the programmer takes, and what the part takes for a byte (its data sheet: up to 9), in milliseconds. */
const exchangeMs = 0.5;
const writeMs = 3.75;

/** An ATmega8 whose time passes by what is asked of it. */
class Target {
  readonly contents = new Uint8Array(eeprom.size).fill(0xff);
  exchanges = 0;
  /** Instructions that met a part that was still writing. */
  lost = 0;
  now = 0;
  #busyUntil = 0;

  readonly exchange = async (instructions: readonly Uint8Array[]): Promise<Uint8Array> => {
    this.exchanges += 1;
    this.now += exchangeMs;
    return Uint8Array.from(instructions.flatMap((sent) => [0, 0, 0, this.#execute(sent)]));
  };

  readonly clock = {
    now: () => this.now,
    sleep: async (milliseconds: number) => {
      this.now += milliseconds;
    },
  };

  #execute([operation = 0, high = 0, low = 0, value = 0]: Uint8Array): number {
    const busy = this.now < this.#busyUntil;
    const address = (high << 8) | low;
    if (operation === 0xa0) return busy ? 0xff : (this.contents[address] ?? 0);
    if (busy || operation !== 0xc0) this.lost += 1;
    this.contents[address] = value;
    this.#busyUntil = this.now + writeMs;
    return low;
  }
}

test('EEPROM without a ready flag is asked for what was written until it is there', async () => {
  const target = new Target();
  const writer = new GroupWriter(target.exchange, target.clock, polledEeprom, { first: 2, further: 7 });
  const page = { address: 0, data: Uint8Array.from({ length: 64 }, (_, index) => index) };
  const needed: number[] = [];
  for (const group of writesOf(polledEeprom, page, undefined)) {
    const before = target.exchanges;
    await writer.write(group);
    needed.push(target.exchanges - before);
  }
  expect(target.contents.slice(0, 64)).toEqual(page.data);
  expect(target.lost).toBe(0);
  // Once to write, then until it is there.
  expect(new Set(needed)).toEqual(new Set([1 + Math.ceil(writeMs / exchangeMs)]));
  expect(target.now / 64).toBeLessThan(writeMs + 2 * exchangeMs + 0.2);
});

test('a byte that does not take is read again five times, each after the longest write delay', async () => {
  const target = new Target();
  const exchange = async (instructions: readonly Uint8Array[]) => {
    const answer = await target.exchange(instructions);
    target.contents[3] = 0x55;
    return answer;
  };
  const deaf = new GroupWriter(exchange, target.clock, polledEeprom, { first: 2, further: 7 });
  const [group] = writesOf(polledEeprom, { address: 3, data: Uint8Array.of(1) }, undefined);
  await expect(deaf.write(group!)).rejects.toMatchObject({ name: 'TargetError', rc: -6 });
  expect(target.now).toBeGreaterThan(6 * 9);
  expect(target.lost).toBe(0);
});
