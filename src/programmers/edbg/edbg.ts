import { endsRun, ProtocolError } from '../../model/errors.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { erasures } from '../../protocols/jtagmkii/memory-types.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import type { BoardControls, Erasure, Programmer, ProgrammerContext } from '../programmer.ts';
import { EdbgConnection } from './connection.ts';
import * as connectionWords from './connection-messages.ts';
import { edbgDeeds } from './deeds.ts';
import { showSettings, showVersions } from './display.ts';
import { isClassic, type TargetInterface } from './interfaces.ts';
import { meetTarget } from './meet-target.ts';
import { EdbgMemoryAccess } from './memory-access.ts';
import { MemoryMap } from './memory-map.ts';
import * as memoryWords from './memory-messages.ts';
import * as words from './messages.ts';
import { type EdbgParameters, parseEdbgParameters } from './parameters.ts';
import { EdbgProgrammingMode } from './programming-mode.ts';
import { rewritePages } from './rewrite.ts';
import { applyToolParameters, voltageControls } from './tool-parameters.ts';

/** What there is as long as the line is open. */
interface Opened {
  readonly connection: EdbgConnection;
  readonly mode: EdbgProgrammingMode;
  readonly access: EdbgMemoryAccess;
}

/** A JTAGICE3 or one of its kin, which programs a part over JTAG, PDI, UPDI or debugWIRE. */
export class Edbg implements Programmer {
  // Which of these there are, the entry and the part say.
  declare pageErase?: (memory: Memory, address: number) => Promise<void>;
  declare pagedRewrite?: NonNullable<Programmer['pagedRewrite']>;
  declare unlock?: () => Promise<void>;
  declare readSib?: () => Promise<string>;
  declare setSckPeriod?: (seconds: number) => Promise<void>;
  declare getSckPeriod?: () => Promise<number>;
  readonly controls: BoardControls;
  readonly #context: ProgrammerContext;
  readonly #via: TargetInterface;
  readonly #parameters: EdbgParameters;
  readonly #map: MemoryMap;
  #opened: Opened | undefined;

  constructor(context: ProgrammerContext, via: TargetInterface) {
    const { part } = context;
    this.#context = context;
    this.#via = via;
    this.#map = new MemoryMap(part, via);
    this.controls = voltageControls(context, () => this.#link);
    const isUpdi = via.modes.includes('UPDI');
    this.#parameters = parseEdbgParameters(context, {
      ...{ type: 'jtag3', jtag: via.isChained, updi: isUpdi },
      ...(via.extendedAs && { listed: via.extendedAs }),
    });
    Object.assign(
      this,
      voltageControls(context, () => this.#link),
    );
    const hasPages = via.hasProgrammingMode && (!isClassic(part) || part.memories.some(isUserRow));
    if (hasPages) this.pageErase = (memory, address) => this.#pageErase(memory, address);
    // At more verbosity the exchanges are the release's own.
    if (hasPages && context.verbosity < 2)
      this.pagedRewrite = (memory, run, onPage) => this.#rewrite(memory, run, onPage);
    if (isUpdi) this.unlock = () => this.#unlock();
    if (isUpdi) this.readSib = () => this.#readSib();
    if (!via.clockFor(part)) return;
    this.setSckPeriod = (seconds) => this.#setClock(seconds);
    this.getSckPeriod = () => this.#getClock();
  }

  /** @throws as EdbgConnection.open, ProtocolError */
  async open(): Promise<void> {
    const { emit, entry } = this.#context;
    emit(notice(connectionWords.opening, { way: this.#via.name }));
    if (this.#via.modes.includes('UPDI'))
      emit(notice(words.highVoltageSupport, { variants: entry.hvupdiSupport }));
    const connection = await EdbgConnection.open(this.#context, this.#parameters.mode);
    try {
      await connection.signOn();
    } catch (error) {
      await connection.drop();
      throw error;
    }
    const { link } = connection;
    const mode = new EdbgProgrammingMode(link, this.#via);
    this.#opened = { connection, mode, access: new EdbgMemoryAccess(this.#context, link, mode, this.#map) };
  }

  async close(): Promise<void> {
    this.#context.emit(notice(connectionWords.closing, { way: this.#via.name }));
    await this.#opened?.connection.close();
    this.#opened = undefined;
  }

  /** Tells the tool how to reach which part, and meets it. @throws ProtocolError */
  async initialize(): Promise<void> {
    const { connection, access } = this.#open;
    access.forget();
    try {
      await meetTarget({
        context: this.#context,
        connection,
        via: this.#via,
        parameters: this.#parameters,
        showSettings: () => this.#showWhileInitialising(),
        applyParameters: () =>
          applyToolParameters(connection.link, this.#parameters, this.#context.emit, 'jtag3'),
        readByte: (memory, address) => access.readByte(memory, address),
        readSib: () => this.#readSib(),
      });
    } catch (error) {
      if (endsRun(error) || !(error instanceof ProtocolError)) throw error;
      throw new ProtocolError(error.message, -1, { cause: error });
    }
  }

  /** Lets the target run; never throws. */
  async disable(): Promise<void> {
    try {
      await this.#opened?.mode.leave();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
  }

  async display(): Promise<void> {
    const shown = await showVersions(this.#open.connection, this.#context);
    const { settings } = this.#context.behaviour.of(edbgDeeds);
    if (shown && settings === 'all-clocks') await this.#showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.#showSettings(false);
  }

  /** @throws ProtocolError if it is not erased; a debugger cannot and says so */
  async chipErase(): Promise<void> {
    if (!this.#via.hasProgrammingMode) {
      this.#context.emit(notice(words.noChipErase));
      return;
    }
    this.#open.access.forget();
    await this.#link.request('chip erase', ice.encodeErase(erasures.chip, 0));
  }

  erasure(): Erasure {
    return this.#via.hasProgrammingMode ? 'blanks' : 'unknown';
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    if (memoryKind(memory) === 'sib') return (await this.#readSib()).charCodeAt(address) || 0;
    return this.#open.access.readByte(memory, address);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    return this.#open.access.writeByte(memory, address, value);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return this.#open.access.pagedRead(memory, run, onPage);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.#open.access.pagedWrite(memory, run, onPage);
  }

  async #rewrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { access } = this.#open;
    const nothing = (): void => undefined;
    await rewritePages(
      run,
      isInFlash(memory) ? access.pagesLookedAt(memory) : 0,
      {
        read: (ranges) => access.look(memory, ranges),
        erase: ({ address }) => this.#pageErase(memory, address),
        write: (page) => access.pagedWrite(memory, [page], nothing),
      },
      onPage,
    );
  }

  async #pageErase(memory: Memory, address: number): Promise<void> {
    const { emit } = this.#context;
    emit(notice(memoryWords.pageErase, { memory: memory.name, address }));
    const { access, mode } = this.#open;
    await mode.enter();
    access.forget();
    const { type, address: at } = this.#map.pageToErase(memory, address);
    await this.#link.request('page erase', ice.encodeErase(erasureOf(memory, type), at));
  }

  /** Enters programming mode with the key that erases the chip, which unlocks it. @throws ProtocolError */
  async #unlock(): Promise<void> {
    const { mode, access } = this.#open;
    const { eraseToEnter } = ice.parameters;
    access.forget();
    await this.#link.setParameter(eraseToEnter, Uint8Array.of(1));
    await mode.enter();
    await this.#link.setParameter(eraseToEnter, Uint8Array.of(0));
  }

  async #readSib(): Promise<string> {
    const answer = await this.#link.request('read SIB', ice.encodeReadMemory(ice.memories.sib, 0, sibLength));
    const text = String.fromCharCode(...answer.subarray(3, 3 + sibLength - 1));
    const sib = text.slice(0, text.indexOf('\0') < 0 ? text.length : text.indexOf('\0'));
    this.#context.emit(notice(words.sibReceived, { sib }));
    return sib;
  }

  async #setClock(seconds: number): Promise<void> {
    const parameter = this.#via.clockFor(this.#context.part);
    if (parameter) await this.#link.setWord(parameter, Math.trunc(1e-3 / seconds));
  }

  /** @returns seconds per cycle. @throws ProtocolError, after saying so */
  async #getClock(): Promise<number> {
    const { emit, part } = this.#context;
    const parameter = this.#via.clockFor(part);
    const kilohertz = parameter ? await tolerant(this.#link.getWord(parameter)) : undefined;
    if (kilohertz === undefined)
      fail(emit, notice(words.clockNotRead, { what: clockName(parameter) }), new ProtocolError('no clock'));
    if (kilohertz === 0) fail(emit, notice(words.clockIsNone), new ProtocolError('a clock of 0 kHz'));
    return 1 / (1000 * kilohertz);
  }

  async #showWhileInitialising(): Promise<void> {
    const { behaviour, verbosity } = this.#context;
    const { settings } = behaviour.of(edbgDeeds);
    if (settings === 'clocks-last' || (settings === 'by-feature' && verbosity > 0))
      await this.#showSettings(true);
  }

  #showSettings(margin: boolean): Promise<void> {
    return showSettings(this.#link, this.#context, { margin, hasClock: true });
  }

  get #link(): EdbgLink {
    return this.#open.connection.link;
  }

  get #open(): Opened {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }
}

const sibLength = 32;
const isUserRow = (memory: Memory): boolean => memoryKind(memory) === 'userrow';

/** @param type that the page has for the tool */
function erasureOf(memory: Memory, type: number): number {
  if (isInFlash(memory)) return type === ice.memories.bootFlash ? erasures.bootPage : erasures.flashPage;
  switch (memoryKind(memory)) {
    case 'eeprom':
      return erasures.eepromPage;
    case 'userrow':
    case 'bootrow':
      return erasures.userRow;
    default:
      return erasures.flashPage;
  }
}

function clockName(parameter: ice.Parameter | undefined): string {
  if (parameter === ice.parameters.clockXmegaJtag) return 'Xmega JTAG';
  return parameter === ice.parameters.clockPdi ? 'PDI/UPDI' : 'JTAG';
}
