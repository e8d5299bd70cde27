import type { Part } from '../../model/part.ts';

/** What is known of a chip beyond avrdude.conf. */
export interface DeviceFacts {
  readonly vectors: readonly string[];
  readonly registers: readonly { readonly name: string; readonly address: number; readonly size: number }[];
  readonly properties: readonly {
    readonly name: string;
    readonly mask: number;
    /** Empty if any number may stand there. */
    readonly values: readonly { readonly value: number; readonly label: string }[];
  }[];
}

/** Whether developer flags ask for what only device facts can answer. */
export function needsDeviceFacts(flags: string): boolean {
  return /^\*|[vcr]/.test(flags);
}

/** Flag `v`: interrupt vectors by number. */
export function listVectors({ desc }: Part, { vectors }: DeviceFacts): string {
  return vectors.map((name, number) => `.vtab\t${desc}\t${number}\t${name}\n`).join('');
}

/** Flag `r`: I/O registers by address. */
export function listRegisters({ desc }: Part, { registers }: DeviceFacts): string {
  return registers
    .map(
      ({ name, address, size }) =>
        `.regf\t${desc}\t0x${address.toString(16).padStart(2, '0')}\t${size}\t${name}\n`,
    )
    .join('');
}

/** Flag `c`: bit fields of fuses with the number of their values, and with `-v` the values. */
export function listProperties({ desc }: Part, { properties }: DeviceFacts, withValues: boolean): string {
  return properties
    .map(({ name, mask, values }) => {
      const count = values.length || 2 ** bitsIn(mask);
      const each = withValues
        ? values.map(({ value, label }) => `.cfgv\t${desc}\t\tvalue\t${value | 0}\t${label}\n`)
        : [];
      return `.cfgt\t${desc}\t${count}\t${name}\n${each.join('')}`;
    })
    .join('');
}

function bitsIn(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}
