import type { Clock } from '../model/clock.ts';
import type { Platform } from '../model/host.ts';
import type { MemoryImage } from '../model/memory-image.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory, Part } from '../model/part.ts';
import type { PartFacts } from '../model/part-facts.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Behaviour } from '../model/release.ts';
import type { SerialPortInfo } from '../model/serial-port.ts';
import type { Emit } from '../output/events.ts';
import type { DeviceFilesOpener } from '../transports/device-files.ts';
import type { HidOpener } from '../transports/hid-transport.ts';
import type { SerialSettings, SerialTransport } from '../transports/serial-transport.ts';
import type { UsbOpener } from '../transports/usb-transport.ts';

/**
 * A device that programs parts. `open` … `close` and `initialize` … `disable` are brackets; the session closes every bracket
 * it has opened, whatever happens in between, and one that did not open as a whole.
 *
 * Optional methods are facts of the type: memory falls back (pages to bytes, bytes to ISP instructions) by looking at what is there.
 * Every method rejects with an error of `model/errors.ts`; the words a user reads have been emitted before.
 */
export interface Programmer {
  /**
   * Connects to the programmer itself. Where that goes beyond opening the port, what there is to undo is known to `close` before
   * it is done: an opening that fails or is interrupted is followed by it.
   */
  open(): Promise<void>;
  /** Prepares the wires (avrdude's `enable`). */
  enable?(): Promise<void>;
  /** Puts the target into programming mode. */
  initialize(): Promise<void>;
  /** Lets the target go. Never throws for a target that is not there. */
  disable(): Promise<void>;
  powerdown?(): Promise<void>;
  /** Ends the connection, however far it has come, and undoes what `open` did to the target. Without one it does nothing. */
  close(): Promise<void>;
  /** Says at `-v` what the programmer is: versions, voltages, clocks. */
  display?(): Promise<void>;
  /** The terminal's `parms`. */
  printParameters?(): Promise<void>;

  chipErase(): Promise<void>;
  /** Whether a chip erase would change nothing yet, but fail with rc -2: flash is erased with the next file that is written. */
  erasesLater?(): boolean;
  /**
   * Whether a boot loader answers in the programmer's place, as has been seen by now: pages are erased as they are written, a chip
   * erase may do nothing, and fuses stay as they are.
   */
  answersAsLoader?(): boolean;
  /**
   * What the chip erase that has just been done has made of flash, as far as it can be written: pages that are 0xff and stay so need not
   * travel. `may-blank`: a boot loader can be there in the programmer's place without being noticed, and say that it has erased where it
   * has done nothing. Without it, a programmer's erase blanks and a boot loader's is unknown.
   */
  erasure?(): Erasure;
  /** Lifts lock bits of a locked UPDI or PDI part, erasing it. */
  unlock?(): Promise<void>;
  pageErase?(memory: Memory, address: number): Promise<void>;
  readSignature?(memory: Memory): Promise<Uint8Array>;
  /** The system information block of a UPDI part, 32 characters. */
  readSib?(): Promise<string>;

  /** Sends one four-byte ISP instruction and gives the four bytes that came back. */
  command?(instruction: Uint8Array): Promise<Uint8Array>;
  /** Sends TPI bytes and reads `replyLength` bytes. */
  commandTpi?(bytes: Uint8Array, replyLength: number): Promise<Uint8Array>;
  /** Raw SPI. */
  spi?(bytes: Uint8Array): Promise<Uint8Array>;

  readByte?(memory: Memory, address: number): Promise<number>;
  writeByte?(memory: Memory, address: number, value: number): Promise<void>;

  /**
   * Reads a run of pages in rising order and reports each. May keep several requests in flight.
   * @throws UnsupportedError before anything was sent, if this memory has to be read by bytes
   */
  pagedRead?(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void>;
  /** Writes a run of full pages in rising order and reports each as it is done. @throws UnsupportedError as above */
  pagedWrite?(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void>;
  /** Erases and writes a run of full pages; without it each page is erased by `pageErase` and then written. */
  pagedRewrite?(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void>;

  /**
   * Makes a file for flash one that the device can be given: the image, and one more than its highest address.
   * @throws AvrdudeError if it must not be written, after saying so
   */
  prepareFlash?(input: FlashInput): Promise<Pick<FlashInput, 'image' | 'size'>>;
  /**
   * Where a boot loader keeps its own code: what it tells, or what is known of it.
   * @returns undefined if that is not known, or in another memory
   */
  ownSection?(memory: Memory): OwnSection | undefined;
  /** What is read comes without mark and checksum of the programmer, so that a wrong byte looks like a right one. */
  readonly readsUnchecked?: boolean;
  /** A boot loader that moves single bytes, too, of what it moves by pages. */
  readonly movesSingleBytes?: boolean;
  /** avrdude moves TPI memories in words through this type. */
  readonly movesTpiWords?: boolean;
  /** avrdude has no pages for this type, so that its terminal moves bytes at once and keeps none of them. */
  readonly hasNoTerminalCache?: boolean;
  /**
   * Whether a memory that can be written cannot be read: a write of it counts without verification, which is said. (A type of avrdude's that
   * fails to verify such a write has its own words for it.)
   */
  cannotBeRead?(memory: Memory): boolean;
  /** Refuses writes there (a boot loader's own section). */
  isReadOnly?(memory: Memory, address: number): boolean;
  /** Voltages and the clock that it makes for the target, if it makes any. */
  readonly controls?: BoardControls;
  setSckPeriod?(seconds: number): Promise<void>;
  getSckPeriod?(): Promise<number>;
  /** Drives the target's RESET line by hand. */
  setReset?(high: boolean): Promise<void>;
  /** Switches lights. Those that it does not have are passed over, and one that cannot be switched is no failure. */
  light?(lights: Lights): Promise<void>;
  performOsccal?(): Promise<void>;
  /** At the beginning of each `-U`, `-T` and `-t`, and of each command of the terminal. */
  stepBegins?(): Promise<void>;
  keepAlive?(): Promise<void>;
}

/** Lights of a programmer, as avrdude.conf names their pins, and whether they shine. */
export type Lights = Readonly<Partial<Record<'rdyled' | 'errled' | 'pgmled' | 'vfyled', boolean>>>;

/** What a chip erase makes of flash: 0xff for sure, 0xff unless something else has answered in the programmer's place, or who knows. */
export type Erasure = 'blanks' | 'may-blank' | 'unknown';

/** Voltages (V) and the clock (Hz, 0: off) that a board makes for the target; it has those of them that are there. */
export interface BoardControls {
  readonly setVtarget?: (volts: number) => Promise<void>;
  readonly getVtarget?: () => Promise<number>;
  readonly setVaref?: (channel: number, volts: number) => Promise<void>;
  readonly getVaref?: (channel: number) => Promise<number>;
  readonly setFosc?: (hertz: number) => Promise<void>;
  readonly getFosc?: () => Promise<number>;
}

/** The part of flash that a boot loader does not let itself be written to. */
export interface OwnSection {
  /** Its first address, in bytes. */
  readonly start: number;
  /** What asks for leaving out what a file has for it, where that can be asked for. */
  readonly option?: string;
}

/** A file for flash. */
export interface FlashInput {
  readonly image: MemoryImage;
  /** One more than the highest address. */
  readonly size: number;
  /** As given. */
  readonly file: string;
  /** When the file was last changed, else now (ms since 1970). */
  readonly modified: number;
}

/** How a programmer reaches the outside. The composition root provides it; native packages are loaded on the first call. */
export interface Openers {
  serial(settings: SerialSettings): Promise<SerialTransport>;
  /** The serial ports there are. */
  ports?(): Promise<readonly SerialPortInfo[]>;
  usb: UsbOpener;
  hid: HidOpener;
  /** Device files, where the system has them. */
  devices?: DeviceFilesOpener;
}

/** Everything a programmer is made from. */
export interface ProgrammerContext {
  readonly entry: ProgrammerEntry;
  /** The id it was asked for by (`-c`). */
  readonly id: string;
  readonly part: Part;
  /** `-P`, or the default. */
  readonly port: string;
  /** Bits per second from `-b`, else the entry's, else undefined. */
  readonly baudRate: number | undefined;
  /** Seconds, from `-B` or the configuration; undefined if neither. */
  readonly bitClock: number | undefined;
  /** Whether `-B` was given on the command line. */
  readonly bitClockGiven: boolean;
  /** Microseconds, from `-i`. */
  readonly ispDelay: number | undefined;
  /** `-x` parameters in their order. */
  readonly extended: readonly string[];
  /** `-E`, split at commas; only what `ProgrammerType.exitSpecs` knows, and nothing where `-E` has been refused. */
  readonly exitSpecs: readonly string[];
  /** `-F`. */
  readonly force: boolean;
  /** How often `-v` was given, or what the terminal's `verbose` has made of it, for back ends that tell more when more is shown. */
  readonly verbosity: number;
  /** `-r`: touch the port at 1200 baud first. */
  readonly touch: boolean;
  /** Whether this run erases the chip first and will therefore not need a boot loader's own erase. */
  readonly behaviour: Behaviour;
  readonly open: Openers;
  readonly clock: Clock;
  /** The operating system. */
  readonly platform: Platform;
  readonly emit: Emit;
  /** The first part of the configuration that matches. Slow: it may look at every one. */
  readonly findPart?: (matches: (part: Part) => boolean) => Part | undefined;
  /** What is known of parts beside their configuration. */
  readonly facts: PartFacts;
}

/** One programmer type: one file, one line in the registry. */
export interface ProgrammerType {
  readonly id: string;
  /** What `-v` prints as the programmer's type ("STK500", "Arduino"). */
  readonly name: string;
  /** Whether `-x` parameters are understood at all. */
  readonly takesExtended?: boolean;
  /** A boot loader that may ignore a chip erase: trailing 0xff have to be written (see `Behaviour.loadersKeepTrailingFf`). */
  readonly keepsTrailingFf?: boolean;
  /** Each page that is moved is told of from `-v` on, so that none is spared there. */
  readonly tellsOfPages?: boolean;
  /** Nothing is opened, so that `-P` may be empty. */
  readonly needsNoPort?: boolean;
  /** What `-E` may say, each with what it does as 8.2 lists it; without it `-E` is not understood. */
  readonly exitSpecs?: readonly (readonly [spec: string, meaning: string])[];
  /** Whether the release in force has `-E` for the type; where it has none, `-E` changes nothing. Without it `exitSpecs` hold under each. */
  takesExitSpecs?(behaviour: Behaviour): boolean;
  /** Says that it has been chosen, before anything else is settled. */
  taken?(emit: Emit): void;
  /** Says that it is no longer needed, when all else has been said. */
  released?(emit: Emit): void;
  /** Looks at the machine before anything else of the programmer is said. What it finds, `open` finds again. */
  lookAround?(context: ProgrammerContext): Promise<void>;
  /** Builds the programmer; nothing is opened. @throws UsageError for a bad `-x` or `-E`, after saying so */
  create(context: ProgrammerContext): Programmer;
}
