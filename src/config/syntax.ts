import type { Outline } from './outline.ts';

/**
 * What a configuration file says, before anything is inherited or checked: avrdude.conf's grammar as data.
 * Both the parser of files and the built-in database yield it; `part-settings` and `programmer-settings` read it.
 */

/**
 * A number (after arithmetic; constants such as `yes` and `PM_ISP` included), a string, or a bare word such as `serial`.
 * Pins that are inverted with `~` come as the bitwise complement, so they are negative.
 */
export type Value = number | string;

/** One assignment or memory block within a part, programmer or memory. */
export type Setting =
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly values: readonly Value[];
      readonly line: number;
      /** Where it ends, if that is another line. */
      readonly endLine?: number;
    }
  /** `name = NULL;` */
  | { readonly kind: 'null'; readonly name: string; readonly line: number }
  | {
      readonly kind: 'memory';
      readonly name: string;
      readonly settings: readonly Setting[];
      readonly line: number;
      /** The line of the semicolon that ends it, if that is another line. */
      readonly endLine?: number;
    }
  /** `memory "fuse" alias "fuse0"; ;` */
  | { readonly kind: 'memory-alias'; readonly name: string; readonly of: string; readonly line: number }
  /** `memory "x" = NULL;` takes an inherited memory away. */
  | { readonly kind: 'no-memory'; readonly name: string; readonly line: number };

/** A `part` or `programmer` block. */
export interface Block {
  readonly kind: 'part' | 'programmer';
  /** `serialadapter` is a programmer that need not have programming modes. */
  readonly keyword: 'part' | 'programmer' | 'serialadapter';
  readonly parentId: string | undefined;
  readonly settings: readonly Setting[];
  /** Where avrdude says it is: the line of the word after the keyword, or of the parent's name. */
  readonly line: number;
  /** The line of the closing semicolon, where whole-block problems are reported. */
  readonly endLine: number;
  /** What is known of it without its settings. A block that has an outline has nothing wrong, and is read when it is looked into. */
  readonly outline?: Outline;
}

/** `default_serial = "…";` and its like. */
export interface GlobalSetting {
  readonly kind: 'global';
  readonly name: string;
  readonly value: Value;
  readonly line: number;
}

export type Definition = Block | GlobalSetting;
