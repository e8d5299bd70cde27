import { scanFloat } from './c-number.ts';

/** What `parseInteger` has refused and is not to come back as a floating point number: `078`, digits beyond 64 bits. */
const mantissaOnly = /^[+-]?(?:0x[0-9a-f]+|[0-9]+)$/i;

/** A floating point number as an item of data. */
export interface DataReal {
  readonly kind: 'float' | 'double';
  readonly value: number;
}

/** A floating point number as `strtod` reads it: 8 bytes with the suffix `D`, else 4. @returns undefined if it is none */
export function parseReal(text: string): DataReal | undefined {
  const { value, end } = scanFloat(text);
  if (end === 0) return undefined;
  switch (text.slice(end).toUpperCase()) {
    case 'D':
      return { kind: 'double', value };
    case 'F':
      return { kind: 'float', value };
    case '':
      return mantissaOnly.test(text) ? undefined : { kind: 'float', value };
    default:
      return undefined;
  }
}
