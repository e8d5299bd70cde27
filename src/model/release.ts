/** The releases of avrdude that this program can be, oldest first. */
export const releaseIds = ['6.4', '7.1', '8.2'] as const;
export type ReleaseId = (typeof releaseIds)[number];

/** @returns a release and those before it, newest first: what is said holds until the next release that says it differently */
export function lineageOf(id: ReleaseId): readonly ReleaseId[] {
  return releaseIds.slice(0, releaseIds.indexOf(id) + 1).reverse();
}

/**
 * What a release does, as flags named after what is seen from outside. The values live in `releases/`; a room that must act
 * differently reads the flag it needs and never the release's name. Add a flag where two releases differ in deed.
 */
export interface Behaviour {
  /** A verified write is two updates in a row (made while parsing, so `-V` reaches later `-U`s only), or one that verifies itself. */
  readonly verify: 'separate-update' | 'within-write';
  /** Fuses are read before and after and put back (6.4), or nothing is done. */
  readonly safemode: boolean;
  /** `-U` names a memory that the part does not have: the run fails there, or goes on with a warning. */
  readonly unknownMemory: 'fails' | 'skipped';
  /** How `-U` splits and names memories: 6.4 one memory by unique prefix; 8.x lists, `all`, aliases. */
  readonly memoryNames: 'prefix' | 'exact-prefix-or-alias' | 'lists';
  /** Names that a memory can have on some part; one that is none of them nor their beginning ends the run early. Empty: not checked. */
  readonly memoryVocabulary: readonly string[];
  /** Terminal mode comes before the operations, or in its place among them. */
  readonly terminalComes: 'first' | 'in-order';
  /**
   * What `-n` does with a write: prints the image as Intel hex on stdout; from 7.x on it then forgets what the file set, so that
   * there is nothing left to verify, and 8.x counts again what it verifies.
   */
  readonly noWrite: 'prints-image' | 'prints-and-forgets' | 'prints-and-recounts';
  /** Part and programmer are described at `-v`, or only if there is no `-q -q`. */
  readonly describesWhenQuelled: boolean;
  /** Without `-e` and `-D`: the chip is erased when flash is written, or only if nothing before might read flash (8.x). */
  readonly autoErase: 'before-flash' | 'before-flash-unread';
  /** An erase that the programmer puts off until flash is written is no failure. */
  readonly erasesLater: boolean;
  /** A signature that cannot be read ends the run even with `-F`. */
  readonly needsSignature: boolean;
  /** With `-F`, a target that did not answer ends the run before the operations, or they are tried (8.x). */
  readonly operatesUninitialised: boolean;
  /** An input file without any byte for the memory is written and verified all the same, or passed over (8.x). */
  readonly emptyInput: 'written' | 'passed-over';
  /** How a memory is written. */
  readonly writing: WriteBehaviour;
  /** Verifying names the first byte that differs, or, at `-v`, more of them. */
  readonly mismatches: 'first' | 'several-at-verbose';
  /** Flash contents end, to a word, with the last byte that is not 0xff; up to 7.x a lone byte at address 0 is overlooked. */
  readonly trailingFf: 'overlooks-first-byte' | 'sees-every-byte';
  /** The line to the programmer is opened before the part's id is looked up. */
  readonly opensBeforePartCheck: boolean;
  /**
   * A one-byte memory without instructions to read and write it differs from its file: 6.4 crashes there (status 139, nothing
   * more said), which callers see as a failure, with the programmer types that it has; later the whole byte is compared.
   */
  readonly differingByteWithoutInstructions: 'compared' | { readonly endsRunWith: readonly string[] };
  /** When bars are drawn, and how they count. */
  readonly bars: BarBehaviour;
  /** What data files are taken to be and how they are written. */
  readonly files: FileBehaviour;
  /** What is done on serial lines. */
  readonly serial: SerialBehaviour;
  /** Which configuration files are read, and how. */
  readonly config: ConfigBehaviour;
  /** What the USB programmers do with a port and with an answer. */
  readonly usb: UsbBehaviour;
}

/** When a release draws bars. */
export interface BarBehaviour {
  /** For memories of at least this many bytes, and for all at `-v -v`. */
  readonly fromBytes: number;
  /** The signature is read under a bar always, or at `-v -v`. */
  readonly signature: 'always' | 'at-verbose';
  /** Memories read into files get a bar by their size only, however verbose the run is. */
  readonly bySizeOnlyWhenReading: boolean;
  /** A bar counts all pages as they are passed, or those that travel. */
  readonly counts: 'all-pages' | 'travelling-pages';
  /** A bar whose work failed is brought to its end, too. */
  readonly endOnFailure: boolean;
}

/** Deeds of a release while it writes a memory. */
export interface WriteBehaviour {
  /**
   * Bytes of a page that the file does not set are what the device has there (7.x on), read always or only where they would be lost:
   * 6.4 does not look, and spoils them in EEPROM and through boot loaders.
   */
  readonly holes: 'where-lost' | 'always-read';
  /** A byte or page that does not take is said and passed, or ends the write (8.x). */
  readonly failedByte: 'passed' | 'ends-write';
  /**
   * Single bytes: written as given unless the device has them, or (8.x) with unused bits of fuses as they leave the factory,
   * compared in the bits that count, and refused for memories that cannot be written.
   */
  readonly bytes: 'as-given' | 'used-bits';
}

/** Deeds of a release on serial lines. */
export interface SerialBehaviour {
  /** The `arduino` type resets the board by control lines that stay set until the end, or by a short pulse (8.x). */
  readonly arduinoReset: 'hold' | 'pulse';
  /** With the `arduino` type trailing 0xff count, because its boot loaders may ignore a chip erase. */
  readonly arduinoKeepsTrailingFf: boolean;
  /** The `arduino` type resets the board again before each further attempt to get sync. */
  readonly arduinoResetsPerAttempt: boolean;
  /** An STK500 that does not tell its firmware version is an error (8.x) or goes by the oldest. */
  readonly needsFirmwareVersion: boolean;
  /** Which voltages and clocks `-v` asks an STK500 for: all, not a boot loader's (7.x), or those that the configuration names (8.x). */
  readonly stk500Parameters: 'all' | 'of-programmers' | 'by-feature';
  /** How long an STK500 v2 may take to answer its sign-on (ms); how often it is asked does not differ. */
  readonly stk500v2SyncTimeout: number;
  /** A parameter of an STK500 with firmware 2 that cannot be read is set all the same (6.4). */
  readonly stk500v2SetsUnread: boolean;
  /** Whether `stk500generic` tells of all that it tries (8.2), or knows version 2 alone and never says so. */
  readonly stk500Generic: 'tells' | 'silent';
  /** `-B` is sent to an STK500 of version 1 when it is opened (8.2), or only the terminal's `sck` is. */
  readonly stk500BitClock: boolean;
  /** A part is reset before it is given the key to UPDI programming mode, and has time to get there (8.x). */
  readonly updiResetsBeforeKey: boolean;
  /** The revision of the silicon is read from UPDI parts (8.x). */
  readonly updiReadsRevision: boolean;
  /** Programmer types that have `-x` parameters of their own; the others ignore what they do not know. */
  readonly extendedTypes: readonly string[];
  /** The first wrong `-x` parameter ends their list (8.x), or the others are looked at all the same. */
  readonly extendedEndsAtFault: boolean;
  /** Numbers of `-x`: what C finds at the beginning of the text, or a data item (8.x). */
  readonly extendedNumbers: 'c' | 'data-items';
  readonly jtagmkii: JtagMkiiBehaviour;
  readonly urclock: UrclockBehaviour;
}

/** Deeds of a release with urboot boot loaders. */
export interface UrclockBehaviour {
  /** An application that leaves too little room for its metadata is refused, or less is kept (8.x). */
  readonly metadataWithoutRoom: 'refused' | 'shortened';
  /** A byte of 0xff below the loader says that nothing is kept, and counts (8.x). */
  readonly marksAbsence: boolean;
  /** The jump from reset to a vector boot loader is followed by `ur` where there is room (8.x). */
  readonly signsReset: boolean;
  /** Vectors that are the loader's own affair: both that are patched, or reset alone (8.x). */
  readonly ownVectors: 'reset-and-application' | 'reset';
  /** A reset vector that is written must lead to the loader, or only one that the file begins with (8.x). */
  readonly checksReset: 'always' | 'of-file';
  /** When metadata have been shown, the run breaks off or closes as always (8.x). */
  readonly endsShowing: 'abruptly' | 'as-always';
  /** At low line speeds the loader is left to its own time-out (8.x). */
  readonly leavesSlowLines: boolean;
}

/** Deeds of a release with a JTAGICE mkII or a programmer that speaks like one. */
export interface JtagMkiiBehaviour {
  /** How often it is asked to sign on. */
  readonly signOnAttempts: number;
  /** The target is told to run before the programmer signs off (7.x on). */
  readonly restartsTarget: boolean;
  /** A target whose OCDEN fuse cannot be read is not initialised, or that is passed over (8.x). */
  readonly needsOcdFuse: boolean;
  /** Single bytes of flash and EEPROM are written by the target as it runs, or in programming mode as all others (8.x). */
  readonly byteWrites: 'outside-programming-mode' | 'in-programming-mode';
  /** The signature of an UPDI part is read once more when something has been written (8.x). */
  readonly looksAfterWriting: boolean;
}

/** Deeds of a release with configuration files. */
export interface ConfigBehaviour {
  /** Which of two definitions is found first, by signature for instance. */
  readonly order: 'newest-first' | 'as-written';
  /** By signature, definitions that only others are made from (".xmega") are found like any part, or passed over (8.x). */
  readonly stumps: 'found-by-signature' | 'passed-over';
  /** In which order the memories of a part are gone through. */
  readonly memoryOrder: 'as-written' | 'by-kind';
  /** Whether messages name a file as it was given or by its real path. */
  readonly fileNames: 'as-given' | 'real-path';
  readonly userFileSearch: 'home' | 'xdg-then-home';
  /**
   * What a `memory` block does to the memory that the part has from its parent: it starts from nothing, or (since 7.0) changes the
   * lines that it gives. A file that has what came after 6.4 is always read the latter way.
   */
  readonly memoryBlocks: 'replace' | 'extend';
  /**
   * Parts and programmers without `prog_modes`: the release has no such thing (`inferred`), shows them without modes (`unseen`),
   * or warns of programmers, too (`warned`). They can be used all the same: modes follow from the type, and from what a part has.
   */
  readonly missingModes: 'inferred' | 'unseen' | 'warned';
  /** The first number that the release's list of chips leaves free; undefined if it has no such list. */
  readonly firstFreeMcuid: number | undefined;
  /** The version that the system's file must give, or the release warns; undefined if it does not look. */
  readonly fileVersion: string | undefined;
  /** A string where a number belongs, or the other way round, is a syntax error, or (8.x) passed over with a warning. */
  readonly mismatchedValues: 'refused' | 'warned';
  /** Whole numbers: 010 is ten and what is too large loses its upper bits, or (8.x) 010 is eight and what is too large is refused. */
  readonly integers: 'plain' | 'checked';
  /** Names of memories that the release has heard of, if it warns of others. */
  readonly memoryNames: readonly string[] | undefined;
  /** Whether instructions that lack bits are warned of, and page counts that do not fit. */
  readonly checksInstructions: boolean;
  /** A programmer takes the place of one that has its first id, or any of its ids (8.x). */
  readonly replacesProgrammer: 'by-first-id' | 'by-any-id';
  /** `-c` names a programmer by a whole id, or by the start of one if that is enough. */
  readonly programmerIds: 'whole' | 'unique-start';
  /**
   * `-p ? -c X` lists what fits X, and `-c ? -p X` likewise; or the other option is overlooked. In 7.1 X may be the programmer that
   * the configuration names (`default-too`); later it counts only if it was asked for.
   */
  readonly listsWhatFits: 'never' | 'default-too' | 'if-asked';
  /** Developer options (`-p "*\/s"`) print as much as 7.1 does, or as 8.2. */
  readonly developerStyle: 'early' | 'full';
  /** The file in `conf/editions` that holds what the release says of parts and programmers otherwise than `conf/`, if there is one. */
  readonly edition: string | undefined;
}

/** Deeds of a release with USB programmers. */
export interface UsbBehaviour {
  /** `-P usb:…` for a USBasp names the device to take (8.x), or is not looked at: then the first will do if none has that name. */
  readonly usbaspPort: 'required' | 'not-needed';
  /** How `-P` has to begin for Atmel's programmers to be looked for on USB; anything else is a serial port. */
  readonly atmelPortName: 'usb' | 'usb-in-any-case';
  /** `-P usb:…` for Atmel's programmers gives the end of a serial number, or product ids before it (8.x). */
  readonly atmelPort: 'serial' | 'ids-and-serial';
  /** `-P` for a USBtiny is checked before devices are looked for (8.x), or after they have been listed. */
  readonly usbtinyPortCheck: 'before-search' | 'after-search';
  /** An instruction that a USBtiny's target does not echo has failed (8.x), or that is only seen in what it gives. */
  readonly usbtinyEcho: 'required' | 'ignored';
}

/** Deeds of a release with data files. */
export interface FileBehaviour {
  /** Hex and S-record files hold one memory at address 0, or any number in avr-gcc's address space (8.x). */
  readonly layout: 'one-memory' | 'address-space';
  /** Immediate data are byte values, or data items as the terminal knows them (8.x), which number lists may be read as, too. */
  readonly dataItems: 'bytes' | 'mixed';
  /** Format detection looks at a line's first digits, or at whole records, and knows number lists. */
  readonly detection: 'first-digits' | 'whole-records';
  /** A flash image is trimmed when read for verifying, too, and to its own even end even if the file is a byte shorter (6.4). */
  readonly trimming: 'always-even' | 'when-writing';
  /** Comments of `I` files: an address with an ASCII dump, or also names of memories and short values (8.x). */
  readonly hexComments: 'ascii' | 'named';
  /** S-records carry a header and a count of records, in one address width (8.x), or are as narrow as each can be. */
  readonly srecords: 'bare' | 'counted';
  /** Before anything is programmed nothing is checked (6.4), or a file that cannot be used ends the run; an output that cannot be written is only remarked upon by 8.x. */
  readonly precheck: 'none' | 'all-end-run' | 'inputs-end-run';
  /** An ELF file that holds nothing for the memory fails without a word (6.4), or is empty. */
  readonly emptyElf: 'fails' | 'is-empty';
  /** The name of immediate data is cut at the first separator once it has been read (6.4). */
  readonly cutsImmediateName: boolean;
}
