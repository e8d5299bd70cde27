/** The releases of avrdude that this program can be: each adds its id here from its folder in `releases/`. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by the releases.
export interface ReleaseIds {}
export type ReleaseId = keyof ReleaseIds;

/** What is given by release: it holds until the next release that is given. */
export type ByRelease<Held> = { readonly [id in ReleaseId]?: Held };

/** A release and all before it. */
export interface Lineage {
  readonly newest: ReleaseId;
}

export function lineageOf(id: ReleaseId): Lineage {
  return { newest: id };
}

/** @returns all that holds up to a release, oldest first */
export function heldUpTo<Held>(given: ByRelease<Held>, { newest }: Lineage): readonly Held[] {
  const last = age(newest);
  return Object.entries<Held>(given as Readonly<Record<string, Held>>)
    .map(([id, held]) => ({ age: age(id), held }))
    .filter((one) => one.age <= last)
    .sort((one, other) => one.age - other.age)
    .map(({ held }) => held);
}

/** A number that is larger for newer releases; none for what is no release. */
function age(id: string): number {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(id) ?? [];
  return Number(major) * 1000 + Number(minor);
}

/**
 * What one family of programmers does differently by release, kept in the family's folder: all of it for 6.4, and for each later
 * release what is different from then on.
 */
export type DeedsByRelease<D extends object> = { readonly '6.4': D } & {
  readonly [id in ReleaseId]?: Partial<D>;
};

/** @returns how a release reads what families do */
export function deedsOf(id: ReleaseId): Behaviour['of'] {
  const lineage = lineageOf(id);
  return <D extends object>(deeds: DeedsByRelease<D>) =>
    Object.assign({}, ...heldUpTo<Partial<D>>(deeds, lineage));
}

/**
 * What a release does whatever the programmer, as flags named after what is seen from outside. The values live in `releases/`; a room that must act
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
  /** Which configuration files are read, and how. */
  readonly config: ConfigBehaviour;
  /** Trailing 0xff count for boot loaders that may ignore a chip erase. */
  readonly loadersKeepTrailingFf: boolean;
  /** A run that only shows what a boot loader knows of itself breaks off, or closes as always (8.x). */
  readonly endsShowing: 'abruptly' | 'as-always';
  /** What a family of programmers does under the release. */
  readonly of: <D extends object>(deeds: DeedsByRelease<D>) => D;
  /** The programmer types for which it knows `-E`, and whether a word that it does not know ends the run without closing words. */
  readonly exitSpecs: { readonly types: readonly string[]; readonly refusedAbruptly: boolean };
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
  /** A memory that its pages do not fill counts as tried by pages before it is read by bytes. */
  readonly partPages: boolean;
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
  /** What counts as written of TPI memories that the type moves in words: whole words (6.4), or bytes. */
  readonly tpiWords: 'whole' | 'bytes';
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
  /** Developer options (`-p "*\/s"`) are none (6.4: a name with a slash is no part's), or print as much as 7.1 does, or as 8.2. */
  readonly developerStyle: 'none' | 'early' | 'full';
  /** The file in `conf/editions` that holds what the release says of parts and programmers otherwise than `conf/`, if there is one. */
  readonly edition: string | undefined;
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
