import { TpiChip } from './tpi-chip.ts';

/** Where an ATtiny10 has its memories (data sheet, "Memory programming"). */
const PLACES: Readonly<Record<string, readonly [base: number, size: number]>> = {
  lock: [0x3f00, 1],
  fuse: [0x3f40, 1],
  calibration: [0x3f80, 1],
  signature: [0x3fc0, 3],
  flash: [0x4000, 0x400],
};

/** An ATtiny10 by its memories. */
export class TpiMemories extends TpiChip {
  readonly flips = new Map<string, number>();

  constructor() {
    super();
    this.memory[0x3f80] = 0x5a;
  }

  /** @throws RangeError for a memory there is not */
  preset(name: string, value: Uint8Array | number): void {
    const [base] = PLACES[name] ?? [];
    if (base === undefined) throw new RangeError(`no memory ${name}`);
    this.memory.set(typeof value === 'number' ? [value] : value, base);
  }

  memories(): Record<string, Uint8Array> {
    return Object.fromEntries(
      Object.entries(PLACES).map(([name, [base, size]]) => [name, this.memory.slice(base, base + size)]),
    );
  }

  read(address: number): number {
    const [base] = PLACES.flash!;
    return (this.memory[address] ?? 0xff) ^ (this.flips.get(`flash:${address - base}`) ?? 0);
  }
}
