import type { Contracted } from './contract.ts';
import { FAILURE, MEMORY, Refused } from './edbg-codes.ts';
import { EdbgXmega } from './edbg-xmega.ts';
import { REFUSAL } from './jtag-target.ts';
import { type IceMode, number } from './jtagmkii-modes.ts';
import type { XmegaChip } from './xmega-chip.ts';

const OK = 0x80;
const DATA = 0x82;
const COMMAND = {
  write: 0x04,
  read: 0x05,
  describe: 0x0c,
  enter: 0x14,
  leave: 0x15,
  erase: 0x34,
  describeXmega: 0x36,
} as const;
/** Where PDI has registers, the rows, EEPROM and flash. */
const PLACES: readonly (readonly [number, number])[] = [
  [0x1000000, MEMORY.sram],
  [0x8e0400, MEMORY.userRow],
  [0x8e0200, MEMORY.productionRow],
  [0x8c0000, MEMORY.eeprom],
];
/** Bytes of a memory that a message carries. */
const MOST = 256;
const FUSES = 0x8f0020;
const LOCK = 0x8f0027;
const FLASH = 0x800000;

export const contract: readonly Contracted[] = [
  { type: 'jtagmkii_pdi', id: 'jtag2pdi', part: 'x16a4u', kind: 'jtagmkii_usb', on: 'usb' },
  { type: 'dragon_pdi', id: 'dragon_pdi', part: 'x128a4u', kind: 'dragon', on: 'usb' },
  { type: 'jtagmkii', id: 'jtag2', part: 'x128a1', kind: 'jtagmkii_usb', on: 'usb' },
  { type: 'dragon_jtag', id: 'dragon_jtag', part: 'x128a1', kind: 'dragon', on: 'usb', options: ['fw=6.11'] },
];

/**
 * An ATxmega behind a JTAGICE mkII, over PDI or JTAG: single bytes by their places, pages by how far they are into their section, or
 * by their places as well before firmware 7.
 */
export class IceXmega implements IceMode {
  readonly available = true;
  private readonly chip: XmegaChip;
  private readonly absent: boolean;
  private readonly memories: EdbgXmega;
  private described = false;
  private programming = false;

  constructor(chip: XmegaChip, absent: boolean, report: (violation: string) => void) {
    this.chip = chip;
    this.absent = absent;
    this.memories = new EdbgXmega(chip, absent, report, Math.min(chip.facts.page, MOST));
  }

  get holds(): boolean {
    return this.programming;
  }

  command(m: readonly number[]): number[] | undefined {
    const [id = 0, first = 0] = m;
    if (!Object.values<number>(COMMAND).includes(id)) return undefined;
    if (id === COMMAND.describe || id === COMMAND.describeXmega) {
      this.described = id === COMMAND.describe ? this.isDescribedBy(m) : this.isTold(m);
      return [OK];
    }
    if (this.absent || !this.described)
      return id === COMMAND.enter ? [REFUSAL.jtagId, 0, 0, 0, 0] : [REFUSAL.state, 0];
    try {
      return this.carryOut(id, first, m);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === FAILURE.length) return [REFUSAL.range, 0];
      return [error.code === FAILURE.memory ? REFUSAL.memory : REFUSAL.state, 0];
    }
  }

  private carryOut(id: number, first: number, m: readonly number[]): number[] {
    const { memories } = this;
    if (id === COMMAND.leave) {
      this.programming = false;
      memories.leave();
      return [OK];
    }
    if (id === COMMAND.enter || id === COMMAND.erase) {
      this.programming = true;
      memories.enter();
      if (id === COMMAND.erase) this.erase(first, number(m.slice(2, 6)));
      return [OK];
    }
    const [type, address] = this.place(first, number(m.slice(6, 10)));
    const length = number(m.slice(2, 6));
    if (id === COMMAND.read) return [DATA, ...memories.read(type, address, length)];
    memories.write(type, address, Uint8Array.from(m.slice(10, 10 + length)));
    return [OK];
  }

  private erase(what: number, address: number): void {
    if (what === 0) this.memories.eraseChip();
    else this.memories.erasePage(what, address);
  }

  /** A place of PDI's, as a memory type and how far into that memory it is. */
  private place(type: number, address: number): readonly [number, number] {
    const { application } = this.chip.facts;
    const found = PLACES.find(([base]) => address >= base);
    if (address < FLASH) return [type, address];
    if (address >= FUSES && address < 0x1000000)
      return [address === LOCK ? MEMORY.lock : MEMORY.fuses, address - FUSES];
    if (found) return [found[1], address - found[0]];
    const offset = address - FLASH;
    return offset >= application ? [MEMORY.boot, offset - application] : [MEMORY.application, offset];
  }

  /** The descriptor of classic parts, which older firmware takes for an ATxmega, too. */
  private isDescribedBy(m: readonly number[]): boolean {
    const { application, boot, page, eeprom } = this.chip.facts;
    const told = [number(m.slice(244, 246)), m[246], number(m.slice(253, 257)), m[290]];
    return told.join() === [page, eeprom.page, application + boot, 2].join();
  }

  private isTold(m: readonly number[]): boolean {
    return m.length === 51 && this.memories.isDescribedBy(Uint8Array.from(m.slice(4)));
  }
}
