import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataItemBytes, parseDataItem } from '../../src/model/data-item.ts';
import { utf8AsLatin1 } from '../../src/model/encoding.ts';
import { type IntegerRange, readIntegerItem } from '../../src/model/integer-item.ts';

/**
 * What avrdude 8.2's own reader (`str_todata`, `str_membuf`, `str_int`) answered: the text with one character for each byte; the
 * item's bytes in memory with its remark, or why it is none; the number in each range, or why not.
 */
type Recorded = [
  text: string,
  item: string | Readonly<Record<string, string>>,
  int32: number | string,
  uint32: number | string,
  uint8: number | string,
];

const recorded = readFileSync(new URL('recorded/data-items-8.2.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const itemOf = (text: string): Recorded[1] => {
  const item = parseDataItem(text);
  if (item.kind === 'error') return item.reason;
  const warning = item.kind === 'integer' && item.warning !== undefined ? { warning: item.warning } : {};
  return { [item.kind]: Buffer.from(dataItemBytes(item)).toString('hex'), ...warning };
};
const numberOf = (text: string, range: IntegerRange): number | string => {
  const number = readIntegerItem(Buffer.from(text, 'latin1').toString('utf8'), range);
  return number.ok ? number.value : number.error;
};

describe('what avrdude 8.2 answered to every text of the record', () => {
  it('is what we answer', () => {
    const ours = recorded.map(([text]) => [
      text,
      itemOf(text),
      numberOf(text, 'int32'),
      numberOf(text, 'uint32'),
      numberOf(text, 'uint8'),
    ]);
    expect(recorded.length).toBeGreaterThan(600);
    expect(ours).toEqual(recorded);
  });
});

describe('data items', () => {
  const suffixes = ['', 'L', 'LL', 'H', 'HH', 'S'] as const;

  it('every number comes back in each base, in the bytes that hold it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        for (const text of [
          `${value}U`,
          `0x${value.toString(16)}`,
          `0b${value.toString(2)}`,
          `0${value.toString(8)}U`,
        ]) {
          const item = parseDataItem(text);
          expect(item).toMatchObject({ kind: 'integer', value });
        }
      }),
    );
  });

  it('a suffix decides the bytes, and what does not fit is said', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }),
        fc.constantFrom(...suffixes),
        (value, suffix) => {
          const item = parseDataItem(`${value}${suffix}`);
          const size = { '': undefined, L: 4, LL: 8, H: 2, HH: 1, S: 2 }[suffix];
          if (item.kind !== 'integer') throw new Error(`${value}${suffix} is ${item.kind}`);
          if (size !== undefined) expect(item.size).toBe(size);
          const bits = 8 * item.size;
          const fits = BigInt.asIntN(bits, value) === value;
          if (size !== undefined) expect(item.warning === undefined).toBe(fits);
          const bytes = new DataView(Uint8Array.of(...dataItemBytes(item), 0, 0, 0, 0, 0, 0, 0, 0).buffer);
          expect(BigInt.asUintN(bits, bytes.getBigUint64(0, true))).toBe(BigInt.asUintN(bits, value));
        },
      ),
    );
  });

  it('whatever is written, there is an answer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const item = parseDataItem(utf8AsLatin1(text));
        if (item.kind === 'error') expect(item.reason).toMatch(/^(no data to convert|cannot parse)$/);
        else expect(dataItemBytes(item).length).toBeGreaterThan(0);
      }),
    );
  });
});
