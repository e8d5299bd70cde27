/** What a report descriptor says the device is for. */
export interface HidUsage {
  readonly usagePage: number | undefined;
  readonly usage: number | undefined;
}

/** Short items (HID 1.11, 6.2.2) without the two bits of their size. */
const item = {
  ...{ usagePage: 0x04, usage: 0x08 },
  ...{ reportSize: 0x74, output: 0x90, reportCount: 0x94, collection: 0xa0 },
} as const;
const dataBytes = [0, 1, 2, 4] as const;

interface Item {
  readonly tag: number;
  readonly size: number;
  readonly value: number;
}

function* itemsOf(descriptor: Uint8Array): Generator<Item> {
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    // A long item: its size stands behind the prefix.
    const size = prefix === 0xfe ? 2 + (descriptor[at + 1] ?? 0) : (dataBytes[prefix & 3] ?? 0);
    const data = descriptor.subarray(at + 1, at + 1 + size);
    yield { tag: prefix & 0xfc, size, value: data.reduceRight((sum, byte) => sum * 256 + byte, 0) };
    at += 1 + size;
  }
}

/** The usage of the first top level collection of a report descriptor. */
export function usageOf(descriptor: Uint8Array): HidUsage {
  let usagePage: number | undefined;
  let usage: number | undefined;
  for (const { tag, size, value } of itemsOf(descriptor)) {
    if (tag === item.usagePage) usagePage = value;
    else if (tag === item.usage && usage === undefined) {
      // One of four bytes carries its page.
      usage = value & 0xffff;
      if (size === 4) usagePage = value >>> 16;
    } else if (tag === item.collection) break;
  }
  return { usagePage, usage };
}

/** The bytes of the output report of a device that does not number its reports; undefined if it has none. */
export function outputLengthOf(descriptor: Uint8Array): number | undefined {
  let [reportSize, reportCount, bits] = [0, 0, 0];
  for (const { tag, value } of itemsOf(descriptor)) {
    if (tag === item.reportSize) reportSize = value;
    else if (tag === item.reportCount) reportCount = value;
    else if (tag === item.output) bits += reportSize * reportCount;
  }
  return bits === 0 ? undefined : Math.ceil(bits / 8);
}
