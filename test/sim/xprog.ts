import type { OtherChip } from './other-chip.ts';
import { TpiMemories } from './tpi-memories.ts';
import { XmegaChip } from './xmega-chip.ts';

const COMMAND = { enter: 1, leave: 2, erase: 3, write: 4, read: 5, parameter: 7 } as const;
const STATUS = { ok: 0, failed: 1, timeout: 3, parameter: 4, unknown: 0x10 } as const;
const MODE = { pdi: 0, tpi: 2 } as const;
/** Parameters and their sizes (AVR079, "XPRG_CMD_SET_PARAM"). */
const PARAMETER_SIZES: Readonly<Record<number, number>> = { 1: 4, 2: 2, 3: 1, 4: 1 };
/** NVM commands of TPI. */
const NVM = { chipErase: 0x10, sectionErase: 0x14, wordWrite: 0x1d } as const;
const MOST = 256;

/** CMD_XPROG and CMD_XPROG_SETMODE of AVR079: numbers have their high byte first, places are those of PDI and TPI. */
export class XprogCommands {
  private readonly chip: OtherChip | undefined;
  private readonly absent: boolean;
  private readonly report: (violation: string) => void;
  private mode: number | undefined;
  private programming = false;
  private readonly told = new Map<number, number>();

  constructor(chip: OtherChip | undefined, absent: boolean, report: (violation: string) => void) {
    this.chip = chip;
    this.absent = absent;
    this.report = report;
  }

  get holds(): boolean {
    return this.programming;
  }

  /** @returns the answer, undefined for a body that is neither of the two commands */
  command(body: readonly number[]): number[] | undefined {
    const [id = 0, first = 0] = body;
    if (id === 0x51) {
      if (first !== MODE.pdi && first !== MODE.tpi) return [id, STATUS.failed];
      this.mode = first;
      return [id, STATUS.ok];
    }
    return id === 0x50 ? [id, ...this.xprog(Uint8Array.from(body.slice(1)))] : undefined;
  }

  private xprog(m: Uint8Array): number[] {
    const [id = 0, first = 0, second = 0] = m;
    const view = new DataView(m.buffer);
    const { chip } = this;
    const fits = chip && (this.mode === MODE.tpi ? chip instanceof TpiMemories : chip instanceof XmegaChip);
    if (id === COMMAND.enter) {
      if (!fits || this.absent) return [id, fits ? STATUS.timeout : STATUS.failed];
      this.programming = true;
      this.told.clear();
      return [id, STATUS.ok];
    }
    if (id === COMMAND.leave) {
      this.programming = false;
      return [id, STATUS.ok];
    }
    if (!this.programming || !fits) return [id, STATUS.failed];
    if (id === COMMAND.parameter) {
      const size = PARAMETER_SIZES[first];
      if (size === undefined || m.length !== 2 + size) return [id, STATUS.parameter];
      this.told.set(
        first,
        m.slice(2).reduce((sum, byte) => sum * 0x100 + byte, 0),
      );
      return [id, STATUS.ok];
    }
    if (!this.isTold()) return [id, this.refuse('the part is not described', STATUS.failed)];
    if (id === COMMAND.erase) return [id, this.erase(chip, first, view.getUint32(2))];
    if (id === COMMAND.write) {
      const data = m.slice(9);
      if (data.length !== view.getUint16(7) || data.length > MOST)
        return [id, this.refuse(`${data.length} bytes are written`)];
      return [id, this.write(chip, first, second, view.getUint32(3), data)];
    }
    if (id !== COMMAND.read) return [id, STATUS.unknown];
    const [at, length] = [view.getUint32(2), view.getUint16(6)];
    if (length > MOST) return [id, this.refuse(`${length} bytes are read`)];
    return [id, STATUS.ok, ...Array.from({ length }, (_, i) => this.read(chip, at + i))];
  }

  private isTold(): boolean {
    if (this.mode === MODE.tpi) return this.told.get(3) === 0x33 && this.told.get(4) === 0x32;
    return this.told.get(1) === 0x010001c0 && this.told.get(2) === 32;
  }

  private read(chip: OtherChip, at: number): number {
    if (chip instanceof TpiMemories) return chip.read(at);
    if (!(chip instanceof XmegaChip)) return 0;
    const [memory, offset] = place(chip, at);
    if (memory === 'lock') return chip.lock;
    if (memory === 'revision') return 0x03;
    const hidden = chip.locked && (memory === 'flash' || memory === 'eeprom');
    if (memory === undefined || hidden) return 0;
    return (chip[memory][offset] ?? 0) ^ (chip.flips.get(`${memory}:${offset}`) ?? 0);
  }

  private erase(chip: OtherChip, what: number, at: number): number {
    if (chip instanceof TpiMemories) {
      if ((at & 1) === 0 || ![1, 2, 9].includes(what)) return this.refuse(`erasure ${what} at ${at}`);
      this.instruct(chip, what === 1 ? NVM.chipErase : NVM.sectionErase, at, [0xff]);
      return STATUS.ok;
    }
    if (!(chip instanceof XmegaChip)) return STATUS.failed;
    const [memory, offset] = place(chip, at);
    if (what === 1) chip.eraseChip();
    else if ((what === 5 || what === 6) && memory === 'flash') {
      const boot = offset >= chip.facts.application;
      if (boot !== (what === 6)) return this.refuse(`erasure ${what} at ${at}`);
      chip.flash.fill(0xff, offset, offset + chip.facts.page);
    } else if (what === 7 && memory === 'eeprom')
      chip.eeprom.fill(0xff, offset, offset + chip.facts.eeprom.page);
    else if (what === 8) chip.userRow.fill(0xff);
    else return this.refuse(`erasure ${what} at ${at}`);
    return STATUS.ok;
  }

  private write(chip: OtherChip, type: number, mode: number, at: number, data: Uint8Array): number {
    if (chip instanceof TpiMemories) {
      if (at % 2 || data.length % 2) return this.refuse(`${data.length} bytes are written at ${at}`);
      this.instruct(chip, NVM.wordWrite, at, [...data]);
      return STATUS.ok;
    }
    if (!(chip instanceof XmegaChip)) return STATUS.failed;
    const [memory, offset] = place(chip, at);
    if (chip.locked && type !== 5) return STATUS.failed;
    if ((type === 1 || type === 2) && memory === 'flash') {
      if (mode & 1) chip.flash.fill(0xff, offset, offset + chip.facts.page);
      for (const [i, value] of data.entries()) chip.flash[offset + i]! &= value;
    } else if (type === 3 && memory === 'eeprom') chip.eeprom.set(data, offset);
    else if (type === 4 && memory === 'fuses') chip.fuses.set(data, offset);
    else if (type === 5 && memory === 'lock') chip.lock &= data[0]!;
    else if (type === 6 && memory === 'userRow')
      for (const [i, value] of data.entries()) chip.userRow[offset + i]! &= value;
    else return this.refuse(`memory ${type} at ${at}`);
    return STATUS.ok;
  }

  /** As the programmer does it over the line. */
  private instruct(chip: TpiMemories, command: number, at: number, data: readonly number[]): void {
    const send = (...bytes: number[]) => {
      for (const byte of bytes) chip.byte(byte);
    };
    send(0xe0, 0xff, 0x88, 0xd8, 0xcd, 0x45, 0xab, 0x89, 0x12);
    send(0xf3, command, 0x68, at & 0xff, 0x69, at >> 8);
    for (const byte of data) send(0x64, byte);
  }

  private refuse(what: string, code: number = STATUS.parameter): number {
    this.report(what);
    return code;
  }
}

type Place = 'flash' | 'eeprom' | 'productionRow' | 'userRow' | 'fuses' | 'lock' | 'signature' | 'revision';

/** What is at a place of PDI's address space (data sheets of the ATxmegas, "Physical memories"). */
function place(chip: XmegaChip, at: number): readonly [Place | undefined, number] {
  const places: readonly (readonly [Place, number, number])[] = [
    ['flash', 0x800000, chip.flash.length],
    ['eeprom', 0x8c0000, chip.eeprom.length],
    ['productionRow', 0x8e0200, chip.productionRow.length],
    ['userRow', 0x8e0400, chip.userRow.length],
    ['fuses', 0x8f0020, 7],
    ['lock', 0x8f0027, 1],
    ['signature', 0x1000090, 3],
    ['revision', 0x1000093, 1],
  ];
  const found = places.find(([, start, size]) => at >= start && at < start + size);
  return found ? [found[0], at - found[1]] : [undefined, 0];
}
