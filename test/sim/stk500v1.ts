import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';

/** Codes of the STK500 protocol, version 1 (AVR061, "command.h"). */
export const STK = {
  ok: 0x10,
  failed: 0x11,
  unknown: 0x12,
  noDevice: 0x13,
  inSync: 0x14,
  noSync: 0x15,
  endOfCommand: 0x20,
} as const;

const FLASH = 0x46;
const EEPROM = 0x45;
const hex = (n: number) => `0x${n.toString(16).padStart(2, '0')}`;

/**
 * An ISP programmer that speaks STK500 version 1, in one of two kinds (option `fw`):
 * `stk500` is Atmel's board (EEPROM addresses in bytes, all parameters, chip erase by a command of its own);
 * `arduinoisp` is the sketch that Arduino ships (EEPROM addresses in words, three parameters and the sign-on).
 * Options: `eeaddr=word|byte`, `parm0x84=33`.
 */
export class Stk500v1 implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly sketch: boolean;
  private readonly eepromUnit: number;
  private readonly parameters: Map<number, number>;
  private address = 0;
  private programming = false;
  /** From "set device"; the sketch takes its page size from there. */
  private pageSize = 0;

  constructor(board: Board) {
    this.board = board;
    this.sketch = board.option('fw', 'stk500') === 'arduinoisp';
    this.eepromUnit = board.option('eeaddr', this.sketch ? 'word' : 'byte') === 'word' ? 2 : 1;
    this.parameters = new Map(
      this.sketch
        ? [
            [0x80, 2],
            [0x81, 1],
            [0x82, 18],
            [0x93, 0x53],
          ]
        : ([
            ...[
              [0x80, 2],
              [0x81, 1],
              [0x82, 14],
              [0x84, 50],
              [0x85, 50],
              [0x86, 1],
            ],
            ...[
              [0x87, 0],
              [0x88, 3],
              [0x89, 2],
              [0x93, 0x53],
              [0x98, 3],
            ],
          ] as [number, number][]),
    );
    for (const id of this.parameters.keys()) {
      const given = board.option(`parm${hex(id)}`, '');
      if (given) this.parameters.set(id, Number(given));
    }
  }

  *run(): Waiting<void> {
    this.address = 0;
    this.programming = false;
    this.pageSize = 0;
    this.board.target.reset(false);
    for (;;) {
      const command = yield* this.board.line.byte();
      this.board.line.count(command.toString(16).padStart(2, '0'));
      yield* this.command(command);
    }
  }

  /** Expects the end of the command and says so. */
  private *synced(): Waiting<boolean> {
    const { line } = this.board;
    const end = yield* line.byte();
    if (end !== STK.endOfCommand) {
      line.violation(`end of command expected, ${hex(end)} came`);
      line.put(STK.noSync);
      return false;
    }
    if (line.faults.refuses()) {
      line.put(STK.noSync);
      return false;
    }
    line.put(STK.inSync);
    return true;
  }

  private *answer(...bytes: readonly number[]): Waiting<void> {
    if (yield* this.synced()) this.board.line.put(...bytes, STK.ok);
  }

  private *command(command: number): Waiting<void> {
    const { line, target } = this.board;
    switch (command) {
      case 0x30: // get sync
        yield* this.answer();
        return;
      case 0x31: // get sign-on
        yield* this.answer(...Buffer.from(this.sketch ? 'AVR ISP' : 'AVR STK'));
        return;
      case 0x40:
        yield* this.setParameter();
        return;
      case 0x41:
        yield* this.getParameter();
        return;
      case 0x42: {
        const device = yield* line.bytes(20);
        this.pageSize = (device[12]! << 8) | device[13]!;
        yield* this.answer();
        return;
      }
      case 0x45: {
        const length = this.sketch ? 5 : (yield* line.byte()) - 1;
        yield* line.bytes(length);
        yield* this.answer();
        return;
      }
      case 0x50:
        yield* this.enter();
        return;
      case 0x51:
        target.reset(false);
        this.programming = false;
        yield* this.answer();
        return;
      case 0x52:
        if (yield* this.synced()) {
          if (!this.sketch) {
            target.ask(0xac, 0x80);
            yield* this.settle();
          }
          line.put(STK.ok);
        }
        return;
      case 0x55: {
        const [low = 0, high = 0] = yield* line.bytes(2);
        this.address = (high << 8) | low;
        yield* this.answer();
        return;
      }
      case 0x56: {
        const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = yield* line.bytes(4);
        if (yield* this.synced()) line.put(target.ask(b0, b1, b2, b3), STK.ok);
        return;
      }
      case 0x64:
        yield* this.programPage();
        return;
      case 0x74:
        yield* this.readPage();
        return;
      case 0x75:
        if (yield* this.synced()) line.put(...[0, 1, 2].map((i) => target.ask(0x30, 0, i)), STK.ok);
        return;
      case STK.endOfCommand:
        line.violation('end of command without a command');
        line.put(STK.noSync);
        return;
      default:
        line.violation(`unknown command ${hex(command)}`);
        yield* this.unknown();
    }
  }

  private *unknown(): Waiting<void> {
    const { line } = this.board;
    if ((yield* line.byte()) !== STK.endOfCommand) line.put(STK.noSync);
    else if (this.sketch) line.put(STK.unknown);
    else line.put(STK.inSync, STK.unknown);
  }

  private *setParameter(): Waiting<void> {
    const { line } = this.board;
    const [id = 0, value = 0] = yield* line.bytes(2);
    if (this.sketch) yield* this.unknown();
    else if (yield* this.synced()) {
      if (id === 0x80 || id === 0x81 || id === 0x82) line.put(id, STK.failed);
      else {
        this.parameters.set(id, value);
        line.put(STK.ok);
      }
    }
  }

  private *getParameter(): Waiting<void> {
    const { line } = this.board;
    const id = yield* line.byte();
    const value = this.parameters.get(id) ?? (this.sketch ? 0 : undefined);
    if (value !== undefined) yield* this.answer(value);
    else if (yield* this.synced()) line.put(id, STK.failed);
  }

  private *enter(): Waiting<void> {
    if (!(yield* this.synced())) return;
    // The sketch does not look whether its target answers, and does nothing when it is at it already.
    const found = this.sketch && this.programming ? true : this.board.target.enable();
    this.programming = true;
    this.board.line.put(found || this.sketch ? STK.ok : STK.noDevice);
  }

  /** Waits out the write in progress, as programmers do on their own. */
  private *settle(): Waiting<void> {
    const { chip, line } = this.board;
    if (chip.timing) yield* line.pause(Math.ceil(chip.busyFor));
    chip.busyUntil = 0;
  }

  private *blockHeader(): Waiting<{ length: number; memory: number }> {
    const { line, chip } = this.board;
    const [high = 0, low = 0, memory = 0] = yield* line.bytes(3);
    const length = (high << 8) | low;
    const start = memory === FLASH ? this.address * 2 : this.address * this.eepromUnit;
    const size = memory === FLASH ? Math.min(chip.facts.flash, 0x20000) : chip.facts.eeprom;
    if (memory !== FLASH && memory !== EEPROM) line.violation(`memory type ${hex(memory)}`);
    else if (start + length > size) line.violation(`block ${hex(start)} + ${length} leaves the memory`);
    if (length === 0 || length > 256) line.violation(`block of ${length} bytes`);
    if (!this.programming) line.violation('block outside programming mode');
    return { length, memory };
  }

  private *programPage(): Waiting<void> {
    const { line } = this.board;
    const { length, memory } = yield* this.blockHeader();
    const data = yield* line.bytes(length);
    if (!(yield* this.synced())) return;
    if (memory === FLASH) {
      yield* this.programFlash(data);
      line.put(STK.ok);
    } else if (memory === EEPROM && length <= this.board.chip.facts.eeprom) {
      yield* this.programEeprom(data);
      line.put(STK.ok);
    } else line.put(STK.failed);
  }

  private *programFlash(data: readonly number[]): Waiting<void> {
    const { target, chip } = this.board;
    const words = (this.pageSize || chip.facts.flashPage) / 2;
    const pageOf = (word: number) => word - (word % words);
    let page = pageOf(this.address);
    for (let i = 0; i < data.length; i += 2) {
      const word = this.address;
      if (pageOf(word) !== page) {
        yield* this.commit(page);
        page = pageOf(word);
      }
      target.command(0x40, word >> 8, word & 0xff, data[i]);
      target.command(0x48, word >> 8, word & 0xff, data[i + 1] ?? 0xff);
      this.address = (word + 1) & 0xffff;
    }
    yield* this.commit(page);
  }

  private *commit(page: number): Waiting<void> {
    this.board.target.command(0x4c, page >> 8, page & 0xff);
    yield* this.settle();
  }

  private *programEeprom(data: readonly number[]): Waiting<void> {
    const start = this.address * this.eepromUnit;
    for (const [i, value] of data.entries()) {
      const a = start + i;
      this.board.target.command(0xc0, (a >> 8) & 0xff, a & 0xff, value);
      yield* this.settle();
    }
  }

  private *readPage(): Waiting<void> {
    const { line, target } = this.board;
    const { length, memory } = yield* this.blockHeader();
    if (!(yield* this.synced())) return;
    if (memory === FLASH) {
      for (let i = 0; i < length; i++) {
        const word = this.address + (i >> 1);
        line.put(target.ask(i & 1 ? 0x28 : 0x20, (word >> 8) & 0xff, word & 0xff));
      }
      this.address = (this.address + (length >> 1)) & 0xffff;
    } else if (memory === EEPROM) {
      const start = this.address * this.eepromUnit;
      for (let a = start; a < start + length; a++) line.put(target.ask(0xa0, (a >> 8) & 0xff, a & 0xff));
    } else {
      line.put(STK.failed);
      return;
    }
    line.put(STK.ok);
  }
}

export const serialKinds: SerialKinds = { stk500v1: (board) => new Stk500v1(board) };
