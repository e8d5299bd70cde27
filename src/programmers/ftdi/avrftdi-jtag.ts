import { ProtocolError, TargetError, TransportError, UnsupportedError } from '../../model/errors.ts';
import { placeInSigrow } from '../../model/isp-instructions.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { resetTap, shiftDr, shiftIr } from '../../protocols/ftdi/tap.ts';
import * as jtag from '../../protocols/jtag/programming.ts';
import type { Lights, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import * as say from './jtag-messages.ts';
import { command, commands, JtagPort, leaving } from './jtag-port.ts';
import { MpsseBoard } from './mpsse-board.ts';

/** RESET before and after its edge, in milliseconds. */
const resetMs = 20;
/** Parts whose JTAG differs, by their ids. */
const otherwise = ['m128a', 'm128', 'm64a', 'm64', 'm32a', 'm32', 'm16a', 'm16', 'm162'];
const fuses = ['lfuse', 'hfuse', 'efuse', 'lock'] as const;
type FuseName = (typeof fuses)[number];

/** Programming classic parts over JTAG through an FTDI chip that has an MPSSE engine. */
class AvrftdiJtag implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #board: MpsseBoard;
  readonly #port: JtagPort;
  #isEnabled = false;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#board = new MpsseBoard(context, 'jtag');
    this.#port = new JtagPort(this.#board);
  }

  open(): Promise<void> {
    return this.#board.open();
  }

  async enable(): Promise<void> {
    const { clock } = this.#context;
    await this.#board.set({ vcc: true, reset: false });
    await clock.sleep(resetMs);
    await this.#board.set({ reset: true });
    await clock.sleep(resetMs);
  }

  async initialize(): Promise<void> {
    const { part, force, emit } = this.#context;
    if (!force && otherwise.includes(part.id))
      fail(
        emit,
        notice(say.knownNotToWork, { part: part.desc }),
        new TargetError('JTAG of this part differs'),
      );
    await this.#board.set({ buff: true });
    this.#isEnabled = true;
    await this.#port.enable();
    await this.light({ rdyled: true });
  }

  async disable(): Promise<void> {
    if (this.#isEnabled)
      await this.#port.disable().then(
        () => {
          this.#isEnabled = false;
        },
        () => undefined,
      );
    await this.#board.set({ buff: false }).catch(() => undefined);
  }

  async light(lights: Lights): Promise<void> {
    await this.#board.set(lights).catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error;
    });
  }

  async powerdown(): Promise<void> {
    await this.#board.set({ vcc: false }).catch(() => undefined);
  }

  /** A target that has not been let go is told once more. */
  close(): Promise<void> {
    return this.#board.close(this.#isEnabled ? [resetTap, ...leaving()] : []);
  }

  display(): Promise<void> {
    return this.#board.display();
  }

  chipErase(): Promise<void> {
    return this.#port.write(commands([]), jtag.eraseChip);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const fuse = fuseOf(memory);
    const [value = 0xff] = fuse
      ? await this.#port.read(commands([jtag.enterMode('readFuses')]), [jtag.readStrobes[fuse]])
      : await this.#readSignatureRow(memory, address);
    return value;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const fuse = fuseOf(memory);
    if (!fuse) return this.#leaveAsItIs(memory, address, value);
    const mode = jtag.enterMode(fuse === 'lock' ? 'writeLock' : 'writeFuses');
    const data = jtag.loadDataLow(fuse === 'lock' ? value | 0xc0 : value);
    await this.#port.write(commands([mode, data]), jtag.writeStrobes[fuse]);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const read = this.#pageReader(memory);
    for (const [index, page] of run.entries()) onPage(index, await failingPlainly(read(page)));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    if (memory.name !== 'flash' && memory.name !== 'eeprom')
      throw new UnsupportedError(`${memory.name} is not written by pages`);
    for (const [index, page] of run.entries()) {
      const writing = memory.name === 'flash' ? this.#writeFlash(page) : this.#writeEeprom(memory, page);
      await failingAsWrite(writing, this.#context.behaviour);
      onPage(index);
    }
  }

  #pageReader(memory: Memory): (page: PageRange) => Promise<Uint8Array> {
    if (memory.name === 'flash')
      return ({ address, length }) =>
        this.#port.readPage(
          commands([jtag.enterMode('readFlash'), ...jtag.loadAddress(address >> 1, 3)]),
          length,
        );
    if (memory.name !== 'eeprom') throw new UnsupportedError(`${memory.name} is not read by pages`);
    return ({ address, length }) =>
      this.#port.read(
        commands([jtag.enterMode('readEeprom')]),
        Array.from({ length }, (_, at) => [
          ...jtag.loadAddress(address + at, 2),
          ...jtag.readEepromStrobes(address + at),
        ]),
      );
  }

  #writeFlash({ address, data }: Page): Promise<void> {
    const load = commands([jtag.enterMode('writeFlash'), ...jtag.loadAddress(address >> 1, 3)]);
    const bytes = Array.from(data, (byte) => shiftDr(byte, jtag.lengths.page));
    const row = [...load, shiftIr(jtag.instructions.pageLoad), ...bytes, ...commands([])];
    return this.#port.write(row, jtag.writeStrobes.flash);
  }

  async #writeEeprom(memory: Memory, { address, data }: Page): Promise<void> {
    const size = Math.max(1, memory.pageSize);
    for (let start = 0; start < data.length; start += size) {
      const loads = Array.from(data.subarray(start, start + size), (byte, at) => [
        ...jtag.loadAddress(address + start + at, 2),
        jtag.loadDataLow(byte),
        ...jtag.latchData,
      ]).flat();
      const row = [...commands([jtag.enterMode('writeEeprom')]), ...loads.map(command)];
      await this.#port.write(row, jtag.writeStrobes.eeprom);
    }
  }

  /** Signature bytes are the even ones of the row, calibration the odd ones; other memories in it count on. */
  #readSignatureRow(memory: Memory, address: number): Promise<Uint8Array> {
    const inRow = memoryKind(memory) === 'sigrow-value' || memoryKind(memory) === 'sigrow';
    const place = address + placeInSigrow(this.#context.part, memory, address);
    const isOdd = memory.name === 'calibration' || (inRow && memory.name !== 'signature' && place % 2 === 1);
    if (memory.name !== 'signature' && memory.name !== 'calibration' && !inRow)
      throw new UnsupportedError(`${memory.name} is not read by bytes`);
    const word = memory.name === 'signature' || memory.name === 'calibration' ? address : place >> 1;
    const load = commands([jtag.enterMode('readSignature'), ...jtag.loadAddress(word, 1)]);
    return this.#port.read(load, [jtag.readStrobes[isOdd ? 'calibration' : 'signature']]);
  }

  async #leaveAsItIs(memory: Memory, address: number, value: number): Promise<void> {
    if (memory.name === 'flash' || memory.name === 'eeprom')
      throw new ProtocolError(`${memory.name} is written by pages only`);
    if ((await this.readByte(memory, address)) === value) return;
    const { part, emit } = this.#context;
    fail(
      emit,
      notice(say.readOnly, { memory: memory.name, part: part.desc }),
      new ProtocolError(`${memory.name} can only be read`),
    );
  }
}

function fuseOf({ name }: Memory): FuseName | undefined {
  return fuses.find((fuse) => fuse === name);
}

/** Boards with an FTDI chip whose first four pins are wired to a JTAG port. */
export const avrftdiJtag: ProgrammerType = {
  id: 'avrftdi_jtag',
  name: 'avrftdi_jtag',
  create: (context) => new AvrftdiJtag(context),
};
