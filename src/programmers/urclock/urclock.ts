import { concatBytes, sameBytes } from '../../model/bytes.ts';
import { DisconnectedError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import * as ur from '../../protocols/urboot/commands.ts';
import {
  encodeResetJump,
  type Patch,
  vectorPatches,
  vectorSize,
} from '../../protocols/urboot/vector-patch.ts';
import { cInteger, parseExtended } from '../extended/parameters.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import * as words from './messages.ts';

/** What `-x` says. */
interface Parameters {
  readonly autoreset: boolean;
  /** Milliseconds more or less than usual from reset to sync. */
  readonly delay: number;
  /** Bytes; in place of what the loader says. */
  readonly bootSize: number | undefined;
  readonly vector: number | undefined;
}

/** How often sync is asked for; the first six are not spoken of, since boards need a moment. */
const attempts = 16;
const unspoken = 6;
/** How long answers may take (ms): to sync, to a command, and to a chip erase. */
const timeouts = { sync: 60, answer: 500, chipErase: 20000 } as const;

/**
 * Urboot boot loaders. Metadata about the application, which avrdude keeps below the loader, are neither written nor shown.
 */
class Urclock implements Programmer {
  private readonly context: ProgrammerContext;
  private readonly parameters: Parameters;
  private line: SerialLine | undefined;
  private identity: ur.UrbootIdentity | undefined;
  private loader: { readonly start: number; readonly vector: number } | undefined;
  /** What pages held before they were patched, and what they hold now. */
  private readonly patched = new Map<number, { readonly own: Uint8Array; readonly now: Uint8Array }>();

  constructor(context: ProgrammerContext, parameters: Parameters) {
    this.context = context;
    this.parameters = parameters;
  }

  async open(): Promise<void> {
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    await orClose(line, async () => {
      await this.reset(line);
      this.identity = await this.sync(line);
      this.line = line;
      await this.knowPart();
    });
  }

  async initialize(): Promise<void> {
    await this.exchange(ur.enter, 0);
    await this.knowLoader();
  }

  async disable(): Promise<void> {
    try {
      await this.exchange(ur.leave, 0);
    } catch {
      // The application runs now, or has been spoken of.
    }
  }

  async close(): Promise<void> {
    await this.line?.close();
    this.line = undefined;
  }

  /** Loaders without a chip erase erase pages as they write them. */
  async chipErase(): Promise<void> {
    if (!((this.identity?.features ?? 0) & ur.features.chipErase)) return;
    await this.exchange(ur.chipErase, 0, timeouts.chipErase);
    if (!this.loader?.vector) return;
    // The loader must be reached without an application, too.
    const flash = this.flash;
    const page = new Uint8Array(flash.pageSize).fill(0xff);
    page.set(encodeResetJump(this.loader.start, flash.size));
    await this.exchange(ur.encodeWrite('flash', 0, page, this.format), 0);
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    return this.connectedPart().signature;
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    let value = 0xff;
    await this.pagedRead(memory, [{ address, length: 1 }], (_, data) => {
      value = data[0] ?? 0xff;
    });
    return value;
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const name = this.paged(memory);
    if (name === 'flash' && !((this.identity?.features ?? 0) & ur.features.readsFlash))
      throw new UnsupportedError('the loader cannot read flash');
    for (const [index, { address, length }] of run.entries()) {
      const data = await this.exchange(ur.encodeRead(name, address, length, this.format), length);
      const before = name === 'flash' ? this.patched.get(address) : undefined;
      onPage(index, before && sameBytes(before.now, data) ? before.own : data);
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const name = this.paged(memory);
    const pages = name === 'flash' ? this.withVectors(run) : run;
    for (const [index, page] of pages.entries()) {
      await this.exchange(ur.encodeWrite(name, page.address, page.data, this.format), 0);
      onPage(index);
    }
  }

  isReadOnly(memory: Memory, address: number): boolean {
    return memory.name === 'flash' && this.loader !== undefined && address >= this.loader.start;
  }

  private get flash(): Memory {
    const flash = this.context.part.memories.find((memory) => memory.name === 'flash');
    if (!flash) throw new ProtocolError(`${this.context.part.desc} has no flash`);
    return flash;
  }

  private get format(): ur.PageFormat {
    return { wide: this.flash.size > 0x10000, longPages: this.flash.pageSize > 256 };
  }

  private paged(memory: Memory): 'flash' | 'eeprom' {
    if (memory.name === 'flash' || memory.name === 'eeprom') return memory.name;
    throw new UnsupportedError(`${memory.name} is out of a boot loader's reach`);
  }

  /** Pulls RESET for an instant and waits until the loader listens. */
  private async reset(line: SerialLine): Promise<void> {
    const { clock } = this.context;
    if (this.parameters.autoreset) {
      await line.setLines({ dtr: false, rts: false });
      await clock.sleep(20);
      await line.setLines({ dtr: true, rts: true });
      await clock.sleep(0.1);
      await line.setLines({ dtr: false, rts: false });
    }
    await clock.sleep(Math.max(0, 120 + this.parameters.delay));
  }

  /** The same answer twice in a row is sync: whatever the two bytes are, they are the loader's. */
  private async sync(line: SerialLine): Promise<ur.UrbootIdentity> {
    const { emit, clock } = this.context;
    let before: Uint8Array | undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      await line.write(ur.getSync);
      const answer = await line.readIfAny(2, timeouts.sync);
      if (answer && before && sameBytes(answer, before) && answer[0] !== answer[1])
        return ur.decodeIdentity(answer[0] ?? 0, answer[1] ?? 0);
      if (answer) await line.drain(20);
      else await clock.sleep(32 << Math.min(attempt, 3));
      before = answer ?? before;
      if (attempt >= unspoken)
        emit(notice(words.notInSync, { attempt: attempt - unspoken + 1, of: attempts - unspoken }));
    }
    throw new ProtocolError('loader is not in sync');
  }

  /** Sends a command and takes its answer from between the framing bytes. */
  private async exchange(
    command: Uint8Array,
    length: number,
    timeoutMs: number = timeouts.answer,
  ): Promise<Uint8Array> {
    const { line, identity } = this;
    if (!line || !identity) throw new ProtocolError('programmer is not open');
    await line.write(command);
    const reply = await line.read(length + 2, timeoutMs);
    if (reply[0] === identity.inSync && reply[length + 1] === identity.ok)
      return reply.subarray(1, length + 1);
    const what = reply[0] === identity.inSync ? 'OK' : 'sync';
    const [expected, got] =
      what === 'OK' ? [identity.ok, reply[length + 1] ?? 0] : [identity.inSync, reply[0] ?? 0];
    const text = `protocol expects ${what} byte 0x${hex(expected)} but got 0x${hex(got)}`;
    this.context.emit(notice(words.refused, { text }));
    throw new ProtocolError(text);
  }

  private connectedPart(): Part {
    const { part, findPart } = this.context;
    const mcuid = this.identity?.mcuid;
    if (mcuid === undefined || mcuid === part.mcuid) return part;
    return findPart?.((other) => other.mcuid === mcuid) ?? part;
  }

  /** The loader has said which chip it runs on. */
  private async knowPart(): Promise<void> {
    const { part, force, emit } = this.context;
    if (this.identity?.mcuid === undefined) {
      const text = 'the boot loader speaks STK500 version 1: use -c arduino';
      emit(notice(words.cannotIdentify, { text }));
      throw new ProtocolError(text);
    }
    const connected = this.connectedPart();
    if (force || sameBytes(connected.signature, part.signature)) return;
    const text = `connected part ${connected.desc} differs in signature from -p ${part.desc} (override with -F or use -p ${connected.desc})`;
    emit(notice(words.wrongPart, { text }));
    throw new ProtocolError(text);
  }

  /** Finds out where the loader is and whether it is started through a vector. */
  private async knowLoader(): Promise<void> {
    const { bootSize, vector } = this.parameters;
    const { flash } = this;
    let found: ur.UrbootLoader | undefined;
    try {
      const top = await this.exchange(ur.encodeRead('flash', flash.size - 6, 6, this.format), 6);
      found = ur.decodeLoader(top, flash.pageSize);
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
    }
    const size = bootSize ?? found?.size;
    this.loader =
      size === undefined ? undefined : { start: flash.size - size, vector: vector ?? found?.vector ?? 0 };
  }

  /** The pages as they have to be written. @throws ProtocolError if the loader would suffer; nothing has been written then */
  private withVectors(run: readonly Page[]): readonly Page[] {
    const { loader, flash } = this;
    if (!loader) {
      if (run.some(({ address }) => address === 0))
        throw this.refusal(
          'cannot tell where the boot loader is: use -x bootsize=<n> and, if it needs one, -x vectornum=<n>',
        );
      return run;
    }
    const over = run.find(({ address, data }) => address + data.length > loader.start);
    if (over) {
      const end = over.address + over.data.length - 1;
      const range = (from: number, to: number) => `[0x${hex(from, 4)}, 0x${hex(to, 4)}]`;
      throw this.refusal(
        `input ${range(run[0]?.address ?? 0, end)} overlaps bootloader ${range(loader.start, flash.size - 1)}`,
      );
    }
    if (loader.vector === 0 || run[0]?.address !== 0) return run;
    const needed = loader.vector * vectorSize(flash.size) + vectorSize(flash.size);
    const code = concatBytes(run.map(({ data }) => data)).subarray(0, needed);
    const contiguous = run.every(({ address }, i) => address > needed || address === i * flash.pageSize);
    const patches = contiguous && code.length >= needed ? vectorPatches(code, loader, flash.size) : undefined;
    if (!patches) throw this.refusal('input would overwrite the reset vector bricking the bootloader');
    return run.map((page) => this.applyPatches(page, patches));
  }

  private applyPatches(page: Page, patches: readonly Patch[]): Page {
    const mine = patches.filter(
      ({ address }) => address >= page.address && address < page.address + page.data.length,
    );
    if (mine.length === 0) return page;
    const data = page.data.slice();
    for (const { address, bytes } of mine) data.set(bytes, address - page.address);
    this.patched.set(page.address, { own: page.data, now: data });
    return { ...page, data };
  }

  private refusal(text: string): ProtocolError {
    this.context.emit(notice(words.cannotWrite, { text }));
    return new ProtocolError(text);
  }
}

const hex = (value: number, digits = 2): string => value.toString(16).padStart(digits, '0');

function parse(context: ProgrammerContext): Parameters {
  const number = (name: string, key: 'delay' | 'bootSize' | 'vector') => ({
    pattern: new RegExp(`^${name}=(.*)$`),
    apply: (settings: Parameters, match: RegExpMatchArray): Parameters | undefined => {
      const value = cInteger(match[1] ?? '');
      if (value !== undefined) return { ...settings, [key]: value };
      context.emit(notice(words.notSupported, { text: `-x ${match[0]}: not a number` }));
      return undefined;
    },
  });
  return parseExtended<Parameters>(context, {
    type: 'urclock',
    initial: { autoreset: true, delay: 0, bootSize: undefined, vector: undefined },
    parameters: [
      number('delay', 'delay'),
      number('bootsize', 'bootSize'),
      number('vectornum', 'vector'),
      { pattern: /^noautoreset$/, apply: (settings) => ({ ...settings, autoreset: false }) },
      // Without metadata there is nothing that these could leave out.
      { pattern: /^(nometadata|nostore|nodate|nofilename|strict|eepromrw)$/, apply: (settings) => settings },
      {
        pattern: /^(show\w+|id=.*|title=.*|restore|initstore|emulate_ce)$/,
        apply: (_, match) => {
          context.emit(
            notice(words.notSupported, { text: `-x ${match[0]} is not supported: metadata are not kept` }),
          );
          return undefined;
        },
      },
    ],
    help: [
      ['bootsize=<n>', 'Override/set bootloader size'],
      ['vectornum=<n>', 'Treat bootloader as vector b/loader using vector <n>'],
      ['nometadata', 'Do not support metadata at all'],
      ['noautoreset', 'Do not reset the board after opening the serial port'],
      ['delay=<n>', 'Additional <n> ms delay after reset, can be negative'],
    ],
  });
}

export const urclock: ProgrammerType = {
  id: 'urclock',
  name: 'Urclock',
  description: 'Urclock programmer for urboot bootloaders (arduino compatible)',
  takesExtended: true,
  create: (context) => new Urclock(context, parse(context)),
};
