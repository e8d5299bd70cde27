import { sameBytes } from '../../model/bytes.ts';
import {
  AvrdudeError,
  ProtocolError,
  TargetError,
  TransportError,
  UnsupportedError,
} from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { encodePage, encodeStart } from '../../protocols/halfkay/page-report.ts';
import type { HidTransport } from '../../transports/hid-transport.ts';
import { failedPage } from '../pages/failed-page.ts';
import type { OwnSection, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { Entered } from '../usb/loader-trace-messages.ts';
import { type Board, boardByPart, boardByUsage } from './boards.ts';
import { openTeensy } from './device.ts';
import * as trace from './entered-messages.ts';
import * as say from './messages.ts';
import { parseTeensy, type TeensyParameters } from './parameters.ts';

/** How long a page may take, in milliseconds: the first erases all of the application. */
const pageTimeoutMs = 5000;
/** The same for starting the application, which need not be answered. */
const startTimeoutMs = 500;

/** Where no page is: what is written there starts the application. */
const noPage = 0xffffffff;

/** PJRC's HalfKay, the boot loader of Teensys with an AVR (https://www.pjrc.com/teensy/). */
export const teensy: ProgrammerType = {
  id: 'teensy',
  name: 'teensy',
  takesExtended: true,
  taken: (emit) => emit(notice(trace.entered, { operation: 'take' })),
  released: (emit) => emit(notice(trace.entered, { operation: 'release' })),
  create(context) {
    if (context.extended.length > 0) context.emit(notice(trace.entered, { operation: 'read-parameters' }));
    return new Teensy(context, parseTeensy(context));
  },
};

/** Flash can be written, and nothing read. The page at address 0 erases all, and so comes first. */
class Teensy implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: TeensyParameters;
  #device: HidTransport | undefined;
  #board: Board | undefined;
  #owesErase = false;
  #starts = false;

  constructor(context: ProgrammerContext, parameters: TeensyParameters) {
    this.#context = context;
    this.#parameters = parameters;
  }

  async open(): Promise<void> {
    this.#enter({ operation: 'open', port: this.#context.port });
    this.#device = await openTeensy(this.#context, this.#parameters);
  }

  async enable(): Promise<void> {
    this.#enter({ operation: 'enable' });
  }

  /** Finds out which board it is: by its usage, or with `-F` on Linux, where avrdude cannot see that, by the part. */
  async initialize(): Promise<void> {
    const { part, emit, force, platform } = this.#context;
    this.#enter({ operation: 'initialize' });
    const told = this.#device?.info.usage ?? 0;
    const usage = force && platform === 'linux' ? 0 : told;
    if (usage === 0) emit(notice(say.usageUnknown));
    const board = usage === 0 ? boardByPart(part) : boardByUsage(usage);
    if (!board)
      fail(
        emit,
        usage === 0 ? notice(say.noFlash, { part: part.desc }) : notice(say.boardUnsupported, { usage }),
        new TargetError('no board that is known'),
      );
    this.#board = board;
    const { name, available, layout, signature } = board;
    emit(notice(say.described, { usage, name, available, pageSize: layout.pageSize, signature }));
    const known = usage === 0 ? boardByUsage(told) : undefined;
    if (known && !sameBytes(known.signature, part.signature))
      emit({
        kind: 'hint',
        name: 'teensy/other-board',
        text: `The board says that it is a ${known.name}, not an ${part.desc}: without -F that is checked.`,
      });
  }

  async disable(): Promise<void> {
    this.#enter({ operation: 'disable' });
  }

  /** An erase that no page has brought about is made up for; what has been written is started. */
  async powerdown(): Promise<void> {
    this.#enter({ operation: 'power-down' });
    const starts = this.#starts;
    this.#starts = false;
    if (this.#owesErase) await this.#erase();
    if (starts) await this.#start();
  }

  async close(): Promise<void> {
    this.#enter({ operation: 'close' });
    const device = this.#device;
    this.#device = undefined;
    await device?.close();
  }

  async display(): Promise<void> {
    this.#context.emit(notice(trace.displayed));
  }

  async readSignature(): Promise<Uint8Array> {
    this.#enter({ operation: 'read-signature' });
    return this.#known.signature;
  }

  /** The next page erases, or the end of the run. */
  async chipErase(): Promise<void> {
    this.#enter({ operation: 'erase-chip' });
    this.#owesErase = true;
  }

  ownSection(memory: Memory): OwnSection | undefined {
    const start = this.#board?.available;
    return memoryKind(memory) === 'flash' && start !== undefined ? { start } : undefined;
  }

  /** Fuses cannot be read either; avrdude has 0xff for them. */
  async readByte(memory: Memory, address: number): Promise<number> {
    const { emit } = this.#context;
    this.#enter({ operation: 'read-byte', memory: memory.name, address });
    const kind = memoryKind(memory);
    if (kind === 'fuse' || kind === 'lock') return 0xff;
    fail(
      emit,
      notice(say.memoryUnsupported, { memory: memory.name, operation: 'read' }),
      new UnsupportedError(`${memory.name} cannot be read`),
    );
  }

  async writeByte(memory: Memory, address: number): Promise<void> {
    this.#enter({ operation: 'write-byte', memory: memory.name, address });
    throw new TargetError(`${memory.name} cannot be written by bytes`);
  }

  async pagedRead(memory: Memory, [first]: readonly PageRange[]): Promise<void> {
    if (first)
      this.#enter({
        ...{ operation: 'read-pages', pageSize: memory.pageSize },
        ...{ address: first.address, length: first.length },
      });
    throw new UnsupportedError(`${memory.name} cannot be read`);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { emit, behaviour } = this.#context;
    const { available } = this.#known;
    if (memoryKind(memory) !== 'flash')
      fail(
        emit,
        notice(say.memoryUnsupported, { memory: memory.name, operation: 'write' }),
        new UnsupportedError(`${memory.name} cannot be written`),
      );
    for (const [index, { address, data }] of run.entries()) {
      const { pageSize } = memory;
      this.#enter({ operation: 'write-pages', pageSize, address, length: data.length });
      const end = address + data.length;
      if (end > available)
        fail(
          emit,
          notice(say.fileTooLarge, { end, available }),
          failedPage(behaviour, `0x${hex4(end)} is beyond the application's section`),
        );
      if (this.#owesErase && address !== 0) await this.#erase();
      this.#owesErase = false;
      await this.#writePage(address, data);
      this.#starts = true;
      onPage(index);
    }
  }

  /** A blank page at address 0 erases all of the application. */
  async #erase(): Promise<void> {
    this.#enter({ operation: 'erase-application' });
    await this.#writePage(0, new Uint8Array(0));
    this.#owesErase = false;
  }

  async #writePage(address: number, data: Uint8Array): Promise<void> {
    const { emit, behaviour } = this.#context;
    const { layout } = this.#known;
    this.#enter({ operation: 'write-page', address, length: data.length });
    const { pageSize } = layout;
    if (data.length > pageSize)
      fail(
        emit,
        notice(say.pageSizeInvalid, { pageSize }),
        failedPage(behaviour, `the board has pages of ${pageSize} bytes`),
      );
    try {
      await this.#open.sendReport({ id: 0, data: encodePage(layout, address, data) }, pageTimeoutMs);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      emit(notice(say.pageFailed));
      throw failedPage(behaviour, `page 0x${hex4(address)} was not taken`, error);
    }
  }

  /** The board is gone before it has answered. */
  async #start(): Promise<void> {
    this.#enter({ operation: 'start' });
    this.#enter({ operation: 'write-page', address: noPage, length: 0 });
    try {
      await this.#open.sendReport({ id: 0, data: encodeStart(this.#known.layout) }, startTimeoutMs);
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
    }
  }

  get #open(): HidTransport {
    if (!this.#device) throw new ProtocolError('the Teensy is not open');
    return this.#device;
  }

  get #known(): Board {
    if (!this.#board) throw new ProtocolError('it is not known which Teensy it is');
    return this.#board;
  }

  #enter(what: Entered): void {
    this.#context.emit(notice(trace.entered, what));
  }
}

const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
