import type { Part } from '../../model/part.ts';
import { numberedLine, numberedText, partLine } from './entries.ts';

/** An I/O register. */
export interface Register {
  /** With the peripheral it belongs to: `portb.ddrb`. */
  readonly name: string;
  /** In I/O space. */
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  /** What it is for; empty if that is not known. */
  readonly explanation: string;
}

/** The I/O registers of a part by address; undefined if they are not known. */
export async function registers(part: Part): Promise<readonly Register[] | undefined> {
  const { registers: text, words } = (await import('avrdude:facts')).default;
  return partLine(text, part.desc)
    ?.flatMap((word) => {
      const [peripheral = '', base = '', number = ''] = word.split(':');
      // A peripheral's number or letter stands for the % of explanations that all of its kind share.
      const own = /[a-z]$|[0-9]+$/.exec(peripheral)?.[0].toUpperCase() ?? '';
      return numberedLine(text, number).map((entry) => {
        const [offset = '', size = '', name = '', caption = ''] = entry.split(':');
        const address = Number.parseInt(base, 16) + Number.parseInt(offset, 16);
        const explanation = numberedText(words, caption).replaceAll('%', own);
        return { name: `${peripheral}.${name}`, address, size: Number(size), explanation };
      });
    })
    .sort((a, b) => a.address - b.address);
}
