import type { DataNumbers } from './data-integer.ts';

/** What a programmer or part must be able to do before a release offers a command at all. */
export type TerminalNeed =
  | 'page-erase'
  | 'raw-command'
  | 'parameters'
  | 'set-vtarget'
  | 'set-varef'
  | 'set-fosc'
  | 'set-sck'
  | 'reset-pin'
  | 'disassembly';

/** The deeds a command name can stand for. Where two releases mean different things by a name, there are two deeds. */
export type TerminalDeed =
  | 'abort'
  | 'backup'
  | 'config'
  | 'disassemble'
  | 'dump'
  | 'dump-bytes'
  | 'erase'
  | 'erase-chip'
  | 'factory'
  | 'flush'
  | 'fosc'
  | 'help'
  | 'include'
  | 'page-erase'
  | 'parameters'
  | 'part'
  | 'programming-mode'
  | 'quell'
  | 'quit'
  | 'registers'
  | 'restore'
  | 'save'
  | 'sck'
  | 'send'
  | 'signature'
  | 'spi-mode'
  | 'varef'
  | 'verbose'
  | 'verify'
  | 'vtarget'
  | 'write'
  | 'write-bytes';

/** One line of a release's table of commands. */
export interface TerminalCommandLine {
  /** As it is typed; empty for a second line of help for the command before it. */
  readonly name: string;
  readonly deed: TerminalDeed;
  readonly needs?: TerminalNeed;
  /** Programmer types, in lower case, with which the release offers the command although they cannot carry it out. */
  readonly alsoWith?: readonly string[];
  /** As `help` lists it; a command without is not listed. */
  readonly about?: string;
}

/** What `-t` and `-T` understand in a release, and how they go about it. */
export interface TerminalRules {
  /** In the order in which `help` lists them. */
  readonly commands: readonly TerminalCommandLine[];
  /** What `help` prints above and below the commands, and how wide the column of names is. */
  readonly help: { readonly above: string; readonly below: string; readonly nameWidth: number };
  /** How a line is cut: at blanks; at blanks outside quotes; like a shell, with `;`, `#` and `!`. */
  readonly syntax: 'blanks' | 'quotes' | 'shell';
  /** Each command is printed behind `>>> ` before it is carried out. */
  readonly repeatsCommands: boolean;
  /** A blank line follows what a command prints. */
  readonly blankLines: boolean;
  /** Numbers are C's (`strtoul`), or data items with suffixes, binary and a sign that counts from the end of a memory. */
  readonly numbers: DataNumbers;
  /** Commands that take no arguments refuse any, and answer `-?`. */
  readonly refusesExtraArguments: boolean;
  /** Which memories are read and written through the page cache. */
  readonly cached: 'none' | 'flash-and-eeprom' | 'all-paged';
  /** The status of the run is that of the last command when input ends without `quit`. */
  readonly endsWithLastStatus: boolean;
  /** What is printed when input ends without `quit`. */
  readonly atEnd: string;
}
