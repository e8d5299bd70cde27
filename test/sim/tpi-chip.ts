/** Idle bits in front of an answer besides the usual two, by the guard time in TPIPCR. */
const GUARD_BITS = [128, 64, 32, 16, 8, 4, 2, 0] as const;

/**
 * An ATtiny10 behind its Tiny Programming Interface (data sheet, "Programming interface" and "Memory programming"): instructions
 * in bytes, and the line they come over in bits.
 */
export class TpiChip {
  /** The data space as far as it can be programmed. */
  readonly memory = new Uint8Array(0x4400).fill(0xff);
  readonly violations: string[] = [];
  counts = { chipErases: 0, sectionErases: 0, wordWrites: 0 };
  private selected = false;
  private enabled = false;
  private pointer = 0;
  private command = 0;
  private low: { readonly address: number; readonly value: number } | undefined;
  private instruction: number[] = [];
  /** Bits in a row that were idle, up to the sixteen that select the interface. */
  private idle = 0;
  private frame: number[] | undefined;
  private answering: number[] = [];
  /** TPIPCR. */
  private guardTime = 0;

  constructor() {
    this.memory.set([0x1e, 0x90, 0x03], 0x3fc0);
  }

  /** RESET rises or falls: programming ends. */
  reset(): void {
    this.selected = false;
    this.enabled = false;
    this.instruction = [];
    this.idle = 0;
    this.guardTime = 0;
    this.frame = undefined;
    this.answering = [];
  }

  /** The level that the chip gives the shared line until the next bit. */
  get next(): number {
    return this.answering[0] ?? 1;
  }

  /** One bit over the shared line. @returns the line's level: low if either side pulls it down */
  bit(level: number): number {
    const own = this.answering.shift() ?? 1;
    if (!this.selected) {
      this.idle = level ? this.idle + 1 : 0;
      this.selected = this.idle >= 16;
      return level;
    }
    if (this.frame) {
      this.frame.push(level);
      if (this.frame.length === 11) this.endFrame(this.frame);
    } else if (!level) this.frame = [];
    return level & own;
  }

  private endFrame(bits: readonly number[]): void {
    this.frame = undefined;
    const byte = bits.slice(0, 8).reduce((value, bit, i) => value | (bit << i), 0);
    const parity = bits.slice(0, 8).reduce((odd, bit) => odd ^ bit, 0);
    if (parity !== bits[8] || !bits[9] || !bits[10]) this.violations.push('broken frame');
    const answer = this.byte(byte);
    if (answer === undefined) return;
    const data = Array.from({ length: 8 }, (_, i) => (answer >> i) & 1);
    const odd = data.reduce((a, b) => a ^ b, 0);
    const idle = Array.from({ length: 2 + (GUARD_BITS[this.guardTime] ?? 0) }, () => 1);
    this.answering = [...idle, 0, ...data, odd, 1, 1];
  }

  /** One byte of an instruction. @returns the answer, if that was its end and it has one */
  byte(value: number): number | undefined {
    this.instruction.push(value);
    const [op = 0, ...operands] = this.instruction;
    const wanted = op === 0xe0 ? 8 : this.takesData(op) ? 1 : 0;
    if (operands.length < wanted) return undefined;
    this.instruction = [];
    return this.execute(op, operands);
  }

  private takesData(op: number): boolean {
    return (op & 0xf8) === 0x60 || (op & 0xfe) === 0x68 || (op & 0x90) === 0x90 || (op & 0xf0) === 0xc0;
  }

  private execute(op: number, operands: readonly number[]): number | undefined {
    const [data = 0] = operands;
    if (op === 0xe0) {
      this.enabled = Buffer.from(operands).toString('hex') === 'ff88d8cd45ab8912';
      if (!this.enabled) this.violations.push('wrong key');
      return undefined;
    }
    if ((op & 0xf0) === 0x80) return { 128: this.enabled ? 2 : 0, 143: 0x80 }[op] ?? 0;
    if ((op & 0xf0) === 0xc0) {
      if (op === 0xc2) this.guardTime = data & 0x07;
      return undefined;
    }
    if (!this.enabled) {
      this.violations.push(`instruction ${op.toString(16)} before the key`);
      return undefined;
    }
    if (op === 0x68) this.pointer = (this.pointer & 0xff00) | data;
    else if (op === 0x69) this.pointer = (this.pointer & 0x00ff) | (data << 8);
    else if (op === 0x20 || op === 0x24) return this.load(op === 0x24);
    else if (op === 0x60 || op === 0x64) this.store(data, op === 0x64);
    else if ((op & 0x90) === 0x10)
      return 0; // NVMCSR: never busy
    else if (op === 0xf3) this.command = data;
    else this.violations.push(`unknown instruction ${op.toString(16)}`);
    return undefined;
  }

  private load(advance: boolean): number {
    const value = this.memory[this.pointer] ?? 0xff;
    if (advance) this.pointer++;
    return value;
  }

  private store(value: number, advance: boolean): void {
    const address = this.pointer;
    if (advance) this.pointer++;
    if (this.command === 0x10) {
      this.memory.fill(0xff, 0x4000);
      this.memory[0x3f00] = 0xff;
      this.counts.chipErases++;
    } else if (this.command === 0x14) {
      if ((address & 1) === 0) this.violations.push('a section is erased at the high byte of a word');
      const section = address >= 0x4000 ? [0x4000, 0x4400] : [0x3f40, 0x3f42];
      this.memory.fill(0xff, section[0], section[1]);
      this.counts.sectionErases++;
    } else if (this.command === 0x1d) this.storeHalf(address, value);
  }

  /** A word is written when its high byte comes behind its low byte. */
  private storeHalf(address: number, value: number): void {
    if ((address & 1) === 0) {
      this.low = { address, value };
      return;
    }
    if (this.low?.address !== address - 1) {
      this.violations.push('a high byte without its low byte');
      return;
    }
    this.memory[address - 1]! &= this.low.value;
    if (address >= 0x4000) this.memory[address]! &= value;
    this.counts.wordWrites++;
    this.low = undefined;
  }
}
