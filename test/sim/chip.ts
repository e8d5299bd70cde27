import { type FuseName, type PartFacts, partFacts } from './parts.ts';

/** Times a classic AVR is busy after a write, in milliseconds (data sheets, "Minimum Wait Delay"). */
export const BUSY_MS = { flash: 4.5, eeprom: 3.6, fuse: 4.5, erase: 9 } as const;

/** What happened to the memories; part of the dump. */
export interface ChipCounts {
  chipErases: number;
  pageWrites: number;
  eepromWrites: number;
  fuseWrites: number;
  lockWrites: number;
  programmingEnables: number;
  ispInstructions: number;
  /** Instructions lost because the chip was busy. */
  busyViolations: number;
  busyReads: number;
  /** Bytes with a bit that should have gone from 0 to 1, which only an erase can do. */
  lostWrites: number;
}

/** Which memories a locked chip still lets an outside programmer touch (data sheets, "Lock Bit Protection Modes"). */
export type LockMode = 'open' | 'no-writes' | 'no-access';

/**
 * The memories of a classic AVR and the physics of changing them: flash bits are only cleared by writing,
 * lock bits only programmed, EEPROM survives a chip erase with EESAVE programmed, and fuse bits that do not
 * exist read as one.
 */
export class Chip {
  readonly facts: PartFacts;
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  readonly signature: Uint8Array;
  readonly calibration: Uint8Array;
  readonly fuses: Partial<Record<FuseName, number>>;
  lock = 0xff;
  readonly counts: ChipCounts = {
    chipErases: 0,
    pageWrites: 0,
    eepromWrites: 0,
    fuseWrites: 0,
    lockWrites: 0,
    programmingEnables: 0,
    ispInstructions: 0,
    busyViolations: 0,
    busyReads: 0,
    lostWrites: 0,
  };
  /** Fault: the cell reads with these bits inverted. */
  readonly flips = new Map<string, number>();
  /** Fault: fuses that take a value by themselves at the next flash page write. */
  drift: Partial<Record<FuseName, number>> = {};
  /** Fault: nothing answers on the target side. */
  absent = false;
  /** Whether writes really take time, by `now`. */
  timing = false;
  busyUntil = 0;
  private readonly now: () => number;

  /** @param now milliseconds that only go forward */
  constructor(part: string, now: () => number = () => performance.now()) {
    const facts = partFacts(part);
    this.facts = facts;
    this.now = now;
    this.flash = new Uint8Array(facts.flash).fill(0xff);
    this.eeprom = new Uint8Array(facts.eeprom).fill(0xff);
    this.signature = Uint8Array.from(facts.signature);
    this.calibration = Uint8Array.from({ length: facts.calibrationBytes }, (_, i) => (0x5a + 17 * i) & 0xff);
    this.fuses = { ...facts.fuses };
  }

  /** Milliseconds until the write in progress has ended. */
  get busyFor(): number {
    return Math.max(0, this.busyUntil - this.now());
  }

  get busy(): boolean {
    return this.busyFor > 0;
  }

  /** Starts the time a write takes. */
  startBusy(ms: number): void {
    this.busyUntil = this.now() + ms;
  }

  get lockMode(): LockMode {
    const lb = this.lock & 3;
    return lb === 3 ? 'open' : lb === 0 ? 'no-access' : 'no-writes';
  }

  readFlash(address: number): number {
    return this.read('flash', this.flash, address);
  }

  readEeprom(address: number): number {
    return this.read('eeprom', this.eeprom, address);
  }

  private read(name: string, memory: Uint8Array, address: number): number {
    const a = address % memory.length;
    return memory[a]! ^ (this.flips.get(`${name}:${a}`) ?? 0);
  }

  /** One page write: clears bits and sets none. */
  programFlash(address: number, data: ArrayLike<number>): void {
    for (let i = 0; i < data.length; i++) {
      const a = (address + i) % this.flash.length;
      const wanted = data[i]!;
      if ((this.flash[a]! & wanted) !== wanted) this.counts.lostWrites++;
      this.flash[a]! &= wanted;
    }
    this.counts.pageWrites++;
    Object.assign(this.fuses, this.drift);
    this.drift = {};
  }

  /** Erases the page that `address` lies in. */
  erasePage(address: number): void {
    const start = address - (address % this.facts.flashPage);
    this.flash.fill(0xff, start, start + this.facts.flashPage);
  }

  /** EEPROM cells erase themselves before they are written. */
  writeEeprom(address: number, value: number): void {
    this.eeprom[address % this.eeprom.length] = value;
    this.counts.eepromWrites++;
  }

  chipErase(): void {
    this.flash.fill(0xff);
    const { fuse, bit } = this.facts.eesave;
    const eepromSurvives = (((this.fuses[fuse] ?? 0xff) >> bit) & 1) === 0;
    if (!eepromSurvives) this.eeprom.fill(0xff);
    this.lock = 0xff;
    this.counts.chipErases++;
  }

  private unimplemented(name: FuseName): number {
    return ~(this.facts.implemented[name] ?? 0xff) & 0xff;
  }

  /** A part without an extended fuse reads 0x00 there, other missing fuses 0xff. */
  readFuse(name: FuseName): number {
    const value = this.fuses[name];
    if (value === undefined) return name === 'efuse' ? 0x00 : 0xff;
    return value | this.unimplemented(name);
  }

  /** @param over serial programming cannot reach SPIEN; high voltage and JTAG can */
  writeFuse(name: FuseName, value: number, over: 'isp' | 'other' = 'isp'): void {
    const old = this.fuses[name];
    if (old === undefined) return;
    const { fuse, bit } = this.facts.spien;
    const kept = over === 'isp' && fuse === name ? 1 << bit : 0;
    this.fuses[name] = (value & ~kept) | (old & kept) | this.unimplemented(name);
    this.counts.fuseWrites++;
  }

  /** Lock bits go from one to zero only; a chip erase sets them. */
  writeLock(value: number): void {
    this.lock &= value | 0xc0;
    this.counts.lockWrites++;
  }

  readLock(): number {
    return this.lock | 0xc0;
  }

  readSignature(index: number): number {
    return this.signature[index & 3] ?? 0xff;
  }

  readCalibration(index: number): number {
    return this.calibration[index % this.calibration.length]!;
  }

  /** Every memory by its name in avrdude.conf. */
  memories(): Record<string, Uint8Array> {
    const all: Record<string, Uint8Array> = {
      flash: this.flash.slice(),
      eeprom: this.eeprom.slice(),
      signature: this.signature.slice(),
      calibration: this.calibration.slice(),
      lock: Uint8Array.of(this.lock),
    };
    for (const name of Object.keys(this.fuses) as FuseName[]) all[name] = Uint8Array.of(this.readFuse(name));
    return all;
  }

  /**
   * Presets a memory.
   * @param value bytes from address 0, or the value of a fuse or of the lock byte
   * @throws RangeError for a memory the part does not have, or too much data
   */
  preset(name: string, value: Uint8Array | number): void {
    if (name === 'flash' || name === 'eeprom') {
      this[name].fill(0xff).set(typeof value === 'number' ? [value] : value);
      return;
    }
    const byte = typeof value === 'number' ? value : value[0]!;
    if (name === 'lock') this.lock = byte;
    else if (name in this.fuses) this.fuses[name as FuseName] = byte;
    else throw new RangeError(`${this.facts.name} has no memory ${name}`);
  }
}
