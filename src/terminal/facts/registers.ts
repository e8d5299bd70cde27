import type { Part } from '../../model/part.ts';
import { numberedLine, partLine } from './entries.ts';

/** An I/O register. */
export interface Register {
  /** With the peripheral it belongs to: `portb.ddrb`. */
  readonly name: string;
  /** In I/O space. */
  readonly address: number;
  /** Bytes. */
  readonly size: number;
}

/** The I/O registers of a part by address; undefined if they are not known. */
export async function registers(part: Part): Promise<readonly Register[] | undefined> {
  const text = (await import('avrdude:facts')).default.registers;
  return partLine(text, part.desc)
    ?.flatMap((word) => {
      const [peripheral = '', base = '', number = ''] = word.split(':');
      return numberedLine(text, number).map((entry) => {
        const [offset = '', size = '', name = ''] = entry.split(':');
        const address = Number.parseInt(base, 16) + Number.parseInt(offset, 16);
        return { name: `${peripheral}.${name}`, address, size: Number(size) };
      });
    })
    .sort((a, b) => a.address - b.address);
}
