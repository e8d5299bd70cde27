import type { Part, ProgMode } from './part.ts';
import type { ProgrammerEntry } from './programmer-entry.ts';

/** What a configuration file sets outside parts and programmers. */
export interface ConfigDefaults {
  /** `avrdude_conf_version`; empty if the configuration does not say. */
  readonly version: string;
  readonly programmer: string;
  readonly parallel: string;
  readonly serial: string;
  readonly spi: string;
  readonly linuxgpio: string;
  /** Microseconds, 0 if not set. */
  readonly bitclock: number;
  readonly baudrate: number;
  /** `default_safemode`; undefined if the configuration does not say. */
  readonly safemode: boolean | undefined;
  readonly allowSubshells: boolean;
}

/** One line of a listing of parts or programmers: known without expanding the definition. */
export interface CatalogueLine {
  readonly id: string;
  readonly desc: string;
  readonly file: string;
  readonly line: number;
}

/** The same of a part that may be looked into. */
export interface ListedPart extends CatalogueLine {
  readonly variants: readonly string[];
  /** The modes that its configuration says. */
  readonly modes: readonly ProgMode[];
  readonly part: Part;
}

/** A configuration file, or what there is of its comments. */
export interface ConfigText {
  /** As definitions name it. */
  readonly file: string;
  /** One character a byte. */
  text(): string;
}

/** Every part and programmer that this run knows. Look-ups expand only what is asked for. */
export interface Database {
  readonly defaults: ConfigDefaults;
  /** By id or description or variant, without regard to case, as `-p` gives it. */
  part(name: string): Part | undefined;
  /** The first part with these three signature bytes, in the order of the configuration. */
  partBySignature(signature: Uint8Array): Part | undefined;
  partsBySignature(signature: Uint8Array): readonly Part[];
  programmer(id: string): ProgrammerEntry | undefined;
  /** In the order of the configuration; sorting is the listing's affair. */
  partCatalogue(): readonly CatalogueLine[];
  /** As they were written, each expanded when its part is asked for. */
  listedParts(): readonly ListedPart[];
  /** A line for each id of each programmer. */
  programmerCatalogue(): readonly CatalogueLine[];
  /** As they were written, whatever comes first in look-ups. */
  allParts(): Iterable<Part>;
  allProgrammers(): Iterable<ProgrammerEntry>;
  /** The files that it was read from, in their order, for what repeats their comments. */
  readonly texts: readonly ConfigText[];
}
