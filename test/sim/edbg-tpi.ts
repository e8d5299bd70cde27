import type { TpiMemories } from './tpi-memories.ts';

const COMMAND = { enter: 1, leave: 2, erase: 3, write: 4, read: 5, parameter: 7 } as const;
const STATUS = { ok: 0x00, failed: 0x01, parameter: 0x04, unknown: 0x10 } as const;
/** NVMCMD and NVMCSR, which the tool has to be told. */
const REGISTERS: Readonly<Record<number, number>> = { 3: 0x33, 4: 0x32 };
/** NVM commands. */
const NVM = { chipErase: 0x10, sectionErase: 0x14, wordWrite: 0x1d } as const;

/** The TPI scope of a tool (DS50002630): XPROG commands, addresses high byte first. */
export class EdbgTpiScope {
  private readonly chip: TpiMemories | undefined;
  private readonly absent: boolean;
  private readonly report: (violation: string) => void;
  private programming = false;
  private readonly told = new Map<number, number>();

  /** @param chip undefined where the part has no TPI */
  constructor(chip: TpiMemories | undefined, absent: boolean, report: (violation: string) => void) {
    this.chip = chip;
    this.absent = absent;
    this.report = report;
  }

  get holds(): boolean {
    return this.programming;
  }

  command(m: Uint8Array): number[] {
    const [id = 0, first = 0, second = 0] = m;
    const { chip } = this;
    if (!Object.values(COMMAND).some((one) => one === id)) return [id, STATUS.unknown];
    if (!chip || this.absent) return [id, STATUS.failed];
    if (id === COMMAND.enter) {
      this.programming = true;
      this.told.clear();
      chip.reset();
      return [id, STATUS.ok];
    }
    if (!this.programming) return [id, STATUS.failed];
    if (id === COMMAND.leave) {
      this.programming = false;
      return [id, STATUS.ok];
    }
    if (id === COMMAND.parameter) {
      if (REGISTERS[first] !== second) return [id, STATUS.parameter];
      this.told.set(first, second);
      return [id, STATUS.ok];
    }
    if (this.told.size < 2) return [id, STATUS.failed];
    const long = (at: number) => new DataView(m.buffer, m.byteOffset).getUint32(at);
    const word = (at: number) => (m[at] ?? 0) * 0x100 + (m[at + 1] ?? 0);
    if (id === COMMAND.erase) return [id, this.erase(chip, first, long(2))];
    if (id === COMMAND.read)
      return [id, STATUS.ok, ...Array.from({ length: word(6) }, (_, i) => chip.read(long(2) + i))];
    const data = m.subarray(9);
    if (data.length !== word(7)) return [id, STATUS.parameter];
    return [id, this.write(chip, long(3), data)];
  }

  private erase(chip: TpiMemories, what: number, address: number): number {
    if ((address & 1) === 0 || ![1, 2, 9].includes(what)) {
      this.report(`erasure ${what} at 0x${address.toString(16)}`);
      return STATUS.parameter;
    }
    this.instruct(chip, what === 1 ? NVM.chipErase : NVM.sectionErase, address, [0xff]);
    return STATUS.ok;
  }

  private write(chip: TpiMemories, address: number, data: Uint8Array): number {
    if (address % 2 || data.length % 2) {
      this.report(`${data.length} bytes are written at 0x${address.toString(16)}`);
      return STATUS.parameter;
    }
    this.instruct(chip, NVM.wordWrite, address, [...data]);
    return STATUS.ok;
  }

  /** As the tool does it over the line. */
  private instruct(chip: TpiMemories, command: number, address: number, data: readonly number[]): void {
    const send = (...bytes: number[]) => {
      for (const byte of bytes) chip.byte(byte);
    };
    send(0xe0, 0xff, 0x88, 0xd8, 0xcd, 0x45, 0xab, 0x89, 0x12);
    send(0xf3, command, 0x68, address & 0xff, 0x69, address >> 8);
    for (const byte of data) send(0x64, byte);
  }
}
