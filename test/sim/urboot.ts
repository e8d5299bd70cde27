import type { Dump, SerialDevice } from './device.ts';
import { Faults } from './faults.ts';
import { Line } from './line.ts';
import { type PartFacts, partFacts } from './parts.ts';

/** How an urboot loader is built. */
export interface UrbootOptions {
  /** Interrupt vector that starts the application; 0: the boot section does. */
  readonly vector?: number;
  readonly chipErase?: boolean;
  /** Writing combines what is given with what is there, so that only an erase sets bits. */
  readonly nor?: boolean;
  /** Built without reading flash. */
  readonly writeOnly?: boolean;
  /** Built without EEPROM: it leaves for the application when asked for it. */
  readonly noEeprom?: boolean;
  /** Where it runs; an ATmega328P if it is not given. */
  readonly part?: 'm328p' | 'm1284p';
  /** The part that it was built for (urboot's number of it), if that is another. */
  readonly mcuId?: number;
  readonly silent?: boolean;
  /** See `faults.ts`. */
  readonly faults?: readonly string[];
}

const EOP = 0x20;
const BOOT = 512;
/** Urboot's numbers of the parts. */
const MCU_IDS = { m328p: 119, m1284p: 141 } as const;
/** Flash up to here has addresses of two bytes, larger flash of three. */
const NARROW = 0x10000;

/** An ATmega with an urboot 7.7 loader (urprotocol), as seen from the wire. A wrong end of a command starts the application. */
export class Urboot implements SerialDevice {
  /** Bytes at the end of an ATmega328P's flash that are the loader's. */
  static readonly bootSize = BOOT;
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  readonly line: Line;
  running = true;
  onData: (data: Uint8Array) => void = () => {};
  onHangUp: () => void = () => {};
  private readonly options: UrbootOptions;
  private readonly faults: Faults;
  private readonly inSync: number;
  private readonly ok: number;
  private readonly facts: PartFacts;
  /** Where the loader begins. */
  private readonly top: number;
  private pending: number[] = [];

  constructor(options: UrbootOptions = {}) {
    this.options = options;
    const part = options.part ?? 'm328p';
    this.facts = partFacts(part);
    const { flash, eeprom, flashPage, bootSection } = this.facts;
    this.flash = new Uint8Array(flash).fill(0xff);
    this.eeprom = new Uint8Array(eeprom).fill(0xff);
    this.top = flash - bootSection;
    this.faults = new Faults(options.faults);
    this.line = new Line(
      this.faults,
      (reply) => this.onData(reply),
      () => this.onHangUp(),
    );
    const features = (options.writeOnly ? 0 : 4) + (options.nor ? 8 : 0) + (options.chipErase ? 16 : 0);
    const number = 2040 * features + (options.mcuId ?? MCU_IDS[part]);
    const low = number % 255;
    this.inSync = Math.floor(number / 255);
    this.ok = low >= this.inSync ? low + 1 : low;
    const { vector, chipErase, noEeprom } = options;
    const capabilities = 0x20 | 0x02 | (noEeprom ? 0 : 0x40) | (vector ? 4 : 0) | (chipErase ? 1 : 0);
    this.flash.fill(0x5a, this.top);
    const pages = bootSection / flashPage;
    this.flash.set([pages, options.vector ?? 0, 0x08, 0x95, capabilities, 0x3f], flash - 6);
  }

  get commands(): Readonly<Record<string, number>> {
    return this.line.commands;
  }

  open(): void {
    this.line.opened();
    this.running = true;
    this.pending = [];
  }
  close(): void {}
  rate(): void {}
  stop(): void {}
  dump(): Dump {
    const { line, faults, flash, eeprom } = this;
    return {
      memories: { flash: flash.slice(), eeprom: eeprom.slice() },
      meta: {
        kind: 'urboot',
        part: this.facts.name,
        ...line.counts,
        rates: line.rates,
        commands: line.commands,
        violations: line.violations,
        faults: faults.given(),
        faultHits: faults.struck(),
        options: {},
        chip: { chipErases: 0, pageWrites: 0, eepromWrites: 0, fuseWrites: 0, lostWrites: 0 },
        targetHeld: false,
      },
    };
  }

  receive(data: Uint8Array): void {
    this.line.received(data);
    for (let byte = this.line.take(); byte !== undefined; byte = this.line.take()) this.pending.push(byte);
    while (this.running && this.step());
  }

  /** Takes one command if it is there as a whole. */
  private step(): boolean {
    const [command = 0, low = 0, high = 0] = this.pending;
    const wide = this.flash.length > NARROW;
    const head = wide ? 5 : 4;
    const length = this.pending[head - 1] ?? 0;
    const addressed = command <= 0x03;
    const count = length || 256;
    const writes = command === 0x00 || command === 0x02;
    const size = (addressed ? head : 1) + (addressed && writes ? count : 0) + 1;
    if (this.pending.length < size) return false;
    const bytes = this.pending.splice(0, size);
    if (bytes.at(-1) !== EOP) {
      this.running = false;
      return false;
    }
    const absent = { 0: this.options.noEeprom, 1: this.options.noEeprom, 3: this.options.writeOnly }[command];
    if (absent || (command === 0x52 && !this.options.chipErase)) {
      this.running = false;
      return false;
    }
    const name = command.toString(16).padStart(2, '0');
    this.line.count(name);
    if (this.options.silent) return true;
    const address = low | (high << 8) | ((wide ? (bytes[3] ?? 0) : 0) << 16);
    const answer = this.execute(command, address, count, Uint8Array.from(bytes.slice(head, -1)));
    this.line.put(this.inSync, ...answer, this.ok);
    this.line.flush();
    if (command === 0x51) this.running = false;
    return true;
  }

  private execute(command: number, address: number, count: number, data: Uint8Array): Uint8Array {
    if (command === 0x00) this.eeprom.set(data, address);
    if (command === 0x02 && address < this.top)
      this.program(address - (address % this.facts.flashPage), data);
    if (command === 0x52 && this.options.chipErase) this.flash.fill(0xff, 0, this.top);
    if (command === 0x01) return this.eeprom.slice(address, address + count);
    if (command === 0x03) return this.flash.slice(address, address + count);
    return new Uint8Array(0);
  }

  private program(address: number, data: Uint8Array): void {
    const { nor } = this.options;
    this.flash.set(nor ? data.map((byte, i) => byte & this.flash[address + i]!) : data, address);
  }
}
