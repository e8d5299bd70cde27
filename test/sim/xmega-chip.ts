/** Parts with PDI that the simulators know (data sheets, "Memories"). */
interface XmegaPart {
  readonly signature: readonly [number, number, number];
  readonly application: number;
  readonly boot: number;
  readonly page: number;
  readonly eeprom: { readonly size: number; readonly page: number };
  readonly productionRow: number;
}

const PARTS: Readonly<Record<string, XmegaPart>> = {
  x128a1: {
    signature: [0x1e, 0x97, 0x4c],
    application: 0x20000,
    boot: 0x2000,
    page: 512,
    eeprom: { size: 2048, page: 32 },
    productionRow: 64,
  },
  x128a4u: {
    signature: [0x1e, 0x97, 0x46],
    application: 0x20000,
    boot: 0x2000,
    page: 256,
    eeprom: { size: 2048, page: 32 },
    productionRow: 64,
  },
  x16a4u: {
    signature: [0x1e, 0x94, 0x41],
    application: 0x4000,
    boot: 0x1000,
    page: 256,
    eeprom: { size: 1024, page: 32 },
    productionRow: 64,
  },
};

const FACTORY_FUSES = [0xff, 0x00, 0xff, 0xff, 0xfe, 0xff, 0xff];
const blank = (size: number) => new Uint8Array(size).fill(0xff);

/** The memories of an ATxmega: flash in two sections, EEPROM, fuses, rows. Flash and user row only lose bits by writing. */
export class XmegaChip {
  readonly facts: XmegaPart;
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  readonly userRow: Uint8Array;
  readonly productionRow: Uint8Array;
  readonly signature: Uint8Array;
  readonly fuses = Uint8Array.from(FACTORY_FUSES);
  readonly violations: string[] = [];
  readonly flips = new Map<string, number>();
  lock = 0xff;

  constructor(facts: XmegaPart) {
    this.facts = facts;
    this.flash = blank(facts.application + facts.boot);
    this.eeprom = blank(facts.eeprom.size);
    this.userRow = blank(facts.page);
    this.productionRow = Uint8Array.from({ length: facts.productionRow }, (_, i) => (i * 29 + 7) & 0xff);
    this.signature = Uint8Array.from(facts.signature);
  }

  get locked(): boolean {
    return (this.lock & 3) !== 3;
  }

  /** @throws RangeError for a memory there is not */
  preset(name: string, value: Uint8Array | number): void {
    if (name === 'lock') this.lock = Number(value);
    else if (name === 'flash' || name === 'eeprom' || name === 'signature')
      this[name].set(value as Uint8Array);
    else throw new RangeError(`no memory ${name}`);
  }

  memories(): Record<string, Uint8Array> {
    const { flash, eeprom, fuses, signature, userRow: userrow } = this;
    return { flash, eeprom, fuses, signature, userrow, lock: Uint8Array.of(this.lock) };
  }

  /** Unlocks; EEPROM survives with EESAVE (fuse 5, bit 3) programmed. */
  eraseChip(): void {
    this.flash.fill(0xff);
    if ((this.fuses[5] ?? 0) & 0x08) this.eeprom.fill(0xff);
    this.lock = 0xff;
  }
}

/** @returns undefined for a part without PDI, or one that is not known */
export function xmegaChip(part: string): XmegaChip | undefined {
  const facts = PARTS[part];
  return facts && new XmegaChip(facts);
}
