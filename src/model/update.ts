/** `-U`'s format letters: auto, hex (with and without comments), S-record, raw, ELF, immediate, the number lists, Roman ones too. */
export type FormatLetter = 'a' | 'i' | 'I' | 's' | 'r' | 'e' | 'm' | 'b' | 'd' | 'h' | 'o' | 'R';

export type Operation = 'read' | 'write' | 'verify';

/** One memory operation asked for with `-U`. */
export interface Update {
  /** As given; undefined if `-U` named a file only. */
  readonly memory: string | undefined;
  readonly operation: Operation;
  /** `-` is a standard stream; with format `m` it is the data itself. */
  readonly file: string;
  readonly format: FormatLetter;
  /** The argument of `-U` as it was given (8.x repeats it). */
  readonly text: string;
}
