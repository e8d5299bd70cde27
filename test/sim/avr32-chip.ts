/** Commands of the flash controller (AT32UC3A data sheet, "FLASHC", FCMD). */
const FLASH_COMMAND = { writePage: 1, erasePage: 2, clearBuffer: 3, lock: 4, unlock: 5 } as const;
const KEY = 0xa5;
const REGION_PAGES = 64;
/** FSR: ready, and 512 KiB of flash; a lock error; a programming error. */
const STATUS = { idle: 0xa001, lockError: 0x04, programmingError: 0x08 } as const;
const PLACE = { oscillator: 0xffff0c28, flash: 0x80000000, command: 0xfffe1404, status: 0xfffe1408 } as const;
const PAGE = 512;

/**
 * An AT32UC3A0512 on its high-speed bus: flash behind its controller with a page buffer and lock regions, and the registers of the
 * power manager, the bus matrix and the memory controller, which only remember.
 */
export class Avr32Chip {
  readonly flash = new Uint8Array(0x80000).fill(0xff);
  readonly signature = Uint8Array.of(0xed, 0xc0, 0x3f);
  readonly violations: string[] = [];
  readonly flips = new Map<string, number>();
  /** The security bit shuts all of the chip but for its identity. */
  secured = false;
  private readonly buffer = new Uint8Array(PAGE).fill(0xff);
  private readonly lockedRegions = new Set<number>();
  private readonly registers = new Map<number, number>();
  private errors = 0;

  /** @throws RangeError for a memory there is not */
  preset(name: string, value: Uint8Array | number): void {
    if (name === 'flash' || name === 'signature') this[name].set(value as Uint8Array);
    else if (name === 'lock') this.secured = true;
    else throw new RangeError(`no memory ${name}`);
  }

  memories(): Record<string, Uint8Array> {
    const { flash, signature } = this;
    return { flash, signature };
  }

  /** All of its registers are as after power-on. */
  reset(): void {
    this.registers.clear();
    this.buffer.fill(0xff);
    this.errors = 0;
  }

  eraseChip(): void {
    this.flash.fill(0xff);
    this.lockedRegions.clear();
    this.secured = false;
  }

  /** @returns undefined where nothing is */
  readByte(address: number): number | undefined {
    const at = address - PLACE.flash;
    const byte = this.flash[at];
    return byte === undefined ? undefined : byte ^ (this.flips.get(`flash:${at}`) ?? 0);
  }

  /** A byte for the page buffer, whatever page it is for. @returns false where nothing is */
  loadByte(address: number, value: number): boolean {
    const at = address - PLACE.flash;
    if (at < 0 || at >= this.flash.length) return false;
    this.buffer[at % PAGE]! &= value;
    return true;
  }

  readRegister(address: number): number {
    if (address !== PLACE.status) return this.registers.get(address) ?? 0;
    const { errors } = this;
    this.errors = 0;
    return STATUS.idle | errors;
  }

  writeRegister(address: number, value: number): void {
    if (address === PLACE.command) this.command(value);
    else this.registers.set(address, value);
  }

  private command(value: number): void {
    const page = (value >>> 8) & 0xffff;
    if (value >>> 24 !== KEY || page * PAGE >= this.flash.length) {
      this.violations.push(`flash command 0x${value.toString(16)}`);
      this.errors |= STATUS.programmingError;
      return;
    }
    const region = Math.trunc(page / REGION_PAGES);
    const cells = this.flash.subarray(page * PAGE, (page + 1) * PAGE);
    const order = value & 0x3f;
    const changes = order === FLASH_COMMAND.writePage || order === FLASH_COMMAND.erasePage;
    if (changes && this.lockedRegions.has(region)) this.errors |= STATUS.lockError;
    else if (order === FLASH_COMMAND.writePage) for (const i of cells.keys()) cells[i]! &= this.buffer[i]!;
    else if (order === FLASH_COMMAND.erasePage) cells.fill(0xff);
    else if (order === FLASH_COMMAND.clearBuffer) this.buffer.fill(0xff);
    else if (order === FLASH_COMMAND.lock) this.lockedRegions.add(region);
    else if (order === FLASH_COMMAND.unlock) this.lockedRegions.delete(region);
    else this.errors |= STATUS.programmingError;
  }

  /** The program has started a crystal. */
  setClock(): void {
    this.registers.set(PLACE.oscillator, 0x0607);
  }

  /** Locks all of flash, as a program may have left it. */
  lockAll(): void {
    for (let page = 0; page * PAGE < this.flash.length; page += REGION_PAGES)
      this.lockedRegions.add(page / REGION_PAGES);
  }
}
