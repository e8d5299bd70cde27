import type { Part } from '../../model/part.ts';
import type { ResetValue } from '../../model/part-facts.ts';
import { partLine } from './entries.ts';

/** What the I/O registers of a part hold after a reset where that is not 0; empty if it is not known. */
export async function resetValues(part: Part): Promise<readonly ResetValue[]> {
  const text = (await import('avrdude:facts')).default.resetValues;
  return (partLine(text, part.desc) ?? []).map((word) => {
    const [address = '', value = ''] = word.split(':');
    return { address: Number.parseInt(address, 16), value: Number.parseInt(value, 16) };
  });
}
