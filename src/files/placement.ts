import type { DecodeContext } from './decoding.ts';

/** Where a data record goes, and what is wrong with that. */
export interface Placement {
  /** First address, offset subtracted and clipped. */
  readonly address: number;
  /** Bytes that are kept. */
  readonly length: number;
  /** Bytes left out at the record's start. */
  readonly skip: number;
  /** One more than the last address, as far as it counts for the size of the contents. */
  readonly end: number;
  readonly problem: 'none' | 'below-offset' | 'beyond-limit';
  /** What becomes of a record with a problem; undefined if the file cannot be used. */
  readonly fate: 'clipping' | 'ignoring' | undefined;
}

/**
 * Up to 7.x a record must lie within the memory. 8.x only wants it in the address space and clips it there under `-F`.
 * @param absolute address as the file says it
 * @param length bytes of the record
 */
export function placeRecord(absolute: number, length: number, context: DecodeContext): Placement {
  const { limit, offset, behaviour, force } = context;
  const address = absolute - offset;
  const end = address + length;
  const whole = { address, length, skip: 0, end, problem: 'none', fate: undefined } as const;
  const clips = behaviour.layout === 'address-space';
  if (address < 0) {
    const skip = Math.min(-address, length);
    const fate = !clips || !force ? undefined : skip < length ? 'clipping' : 'ignoring';
    return { address: 0, length: length - skip, skip, end: length - skip, problem: 'below-offset', fate };
  }
  if (clips && length === 0) return { ...whole, end: 0 };
  if (end <= limit) return whole;
  const kept = Math.max(0, limit - address);
  const fate = !clips || !force ? undefined : kept > 0 ? 'clipping' : 'ignoring';
  return { ...whole, length: kept, problem: 'beyond-limit', end: clips && kept > 0 ? limit : end, fate };
}
