/** What a report descriptor says the device is for. */
export interface HidUsage {
  readonly usagePage: number | undefined;
  readonly usage: number | undefined;
}

/** Short items (HID 1.11, 6.2.2.2) without the two bits of their size. */
const item = { usagePage: 0x04, usage: 0x08, collection: 0xa0, long: 0xfc } as const;
const dataBytes = [0, 1, 2, 4] as const;

/** The usage of the first top level collection of a report descriptor. */
export function usageOf(descriptor: Uint8Array): HidUsage {
  let usagePage: number | undefined;
  let usage: number | undefined;
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    const tag = prefix & 0xfc;
    // A long item: its size stands behind the prefix.
    const size = prefix === 0xfe ? 2 + (descriptor[at + 1] ?? 0) : (dataBytes[prefix & 3] ?? 0);
    const data = descriptor.subarray(at + 1, at + 1 + size);
    const value = data.reduceRight((sum, byte) => sum * 256 + byte, 0);
    if (tag === item.usagePage) usagePage = value;
    else if (tag === item.usage && usage === undefined) {
      // One of four bytes carries its page.
      usage = value & 0xffff;
      if (size === 4) usagePage = value >>> 16;
    } else if (tag === item.collection) break;
    at += 1 + size;
  }
  return { usagePage, usage };
}
