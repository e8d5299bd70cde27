/** One option: the letter it may have, the long name it may have, and whether an argument follows. */
export interface OptionRow {
  readonly key: OptionKey;
  readonly letter?: string;
  readonly long?: string;
  readonly argument: boolean;
  /** No release has it, so that the beginnings of its name belong to those that a release does have. */
  readonly whole?: true;
}

/** Every option that any release knows, named as the last release names it. */
export const optionKeys = [
  'baud',
  'bitclock',
  'command',
  'config',
  'erase',
  'erase-cycles',
  'erase-cycles-set',
  'exitspecs',
  'extended',
  'force',
  'help',
  'install-udev',
  'isp-clock-delay',
  'keep-trailing-0xff',
  'logfile',
  'memory',
  'noconfig',
  'noerase',
  'noverify-memory',
  'osccal',
  'part',
  'port',
  'programmer',
  'quell',
  'reconnect',
  'safemode-off',
  'safemode-silent',
  'terminal',
  'test-memory',
  'verbose',
  'version',
] as const;
export type OptionKey = (typeof optionKeys)[number];

/**
 * How a release reads its command line. The options themselves are the union of all releases (`optionRows`), so that a caller
 * written for one is understood by each, except those that a release refuses on purpose; what else differs is how numbers, `-U` and the unknown are treated.
 */
export interface OptionTable {
  /** Letters that the release refuses in words of its own: those that mean nothing to it, or no longer do. */
  readonly idleLetters: string;
  /** Whether `-?` is an option, or a letter that getopt does not know and that shows the usage all the same. */
  readonly questionMark: 'option' | 'unknown-letter';
  /** Long options are the release's own (with getopt_long's words for a wrong one), or ours on top of a release without any. */
  readonly longOptions: 'own' | 'added';
  /** What follows getopt's complaint about an unknown option or a missing argument. */
  readonly afterComplaint: 'usage-and-success' | 'failure';
  /** `-b`, `-B` and `-i`: C's `strtol` and `strtod` with units behind, or the terminal's data items. */
  readonly numbers: 'c-library' | 'data-item';
  /**
   * `-U`: the first colon ends the memory's name and the last one begins the format (`first-and-last-colon`), or a memory is
   * only what stands before `:r:`, `:w:` or `:v:`, and a format is one character behind a colon at the end (`letter-between-colons`).
   */
  readonly updateArgument: 'first-and-last-colon' | 'letter-between-colons';
  /** The formats that `-U` may name, with the names in which a refusal lists them. */
  readonly formats: Readonly<Record<string, string>>;
  /** `-D` keeps trailing 0xff as `-A` does. */
  readonly noEraseKeepsTrailingFf: boolean;
}

/** The union of the options of all releases. 6.3 to 7.1 have the letters only; 8.0 added long names, `-N`, `-r` and `-T`. */
export const optionRows: readonly OptionRow[] = [
  { key: 'keep-trailing-0xff', letter: 'A', long: 'keep-trailing-0xff', argument: false },
  { key: 'baud', letter: 'b', long: 'baud', argument: true },
  { key: 'bitclock', letter: 'B', long: 'bitclock', argument: true },
  { key: 'programmer', letter: 'c', long: 'programmer', argument: true },
  { key: 'config', letter: 'C', long: 'config', argument: true },
  { key: 'noerase', letter: 'D', long: 'noerase', argument: false },
  { key: 'erase', letter: 'e', long: 'erase', argument: false },
  { key: 'exitspecs', letter: 'E', long: 'exitspecs', argument: true },
  { key: 'force', letter: 'F', long: 'force', argument: false },
  { key: 'help', letter: 'h', long: 'help', argument: false },
  { key: 'install-udev', long: 'install-udev', argument: false, whole: true },
  { key: 'isp-clock-delay', letter: 'i', long: 'isp-clock-delay', argument: true },
  { key: 'logfile', letter: 'l', long: 'logfile', argument: true },
  { key: 'test-memory', letter: 'n', long: 'test-memory', argument: false },
  { key: 'noconfig', letter: 'N', long: 'noconfig', argument: false },
  { key: 'osccal', letter: 'O', long: 'osccal', argument: false },
  { key: 'part', letter: 'p', long: 'part', argument: true },
  { key: 'port', letter: 'P', long: 'port', argument: true },
  { key: 'quell', letter: 'q', long: 'quell', argument: false },
  { key: 'reconnect', letter: 'r', long: 'reconnect', argument: false },
  { key: 'safemode-silent', letter: 's', argument: false },
  { key: 'terminal', letter: 't', long: 'terminal', argument: false },
  { key: 'command', letter: 'T', long: 'command', argument: true },
  { key: 'safemode-off', letter: 'u', argument: false },
  { key: 'memory', letter: 'U', long: 'memory', argument: true },
  { key: 'verbose', letter: 'v', long: 'verbose', argument: false },
  { key: 'noverify-memory', letter: 'V', long: 'noverify-memory', argument: false },
  { key: 'version', long: 'version', argument: false },
  { key: 'extended', letter: 'x', long: 'extended', argument: true },
  { key: 'erase-cycles', letter: 'y', argument: false },
  { key: 'erase-cycles-set', letter: 'Y', argument: true },
];

/** What a usage text depends on. */
export interface UsageFacts {
  /** The name we were called by, without its folder. */
  readonly program: string;
  /** The personal configuration file, with `~` for the home folder. */
  readonly personalConfig: string;
  /** Nobody asked and nothing was wrong: the command line is empty. A caller looks for the version in this one. */
  readonly noArguments: boolean;
}

/** The usage text of a release, line ends included. */
export type UsageText = (facts: UsageFacts) => string;

/** What `--version` prints on standard output. The last line's third word, less its last character, is the version. */
export type VersionText = (facts: Pick<UsageFacts, 'program'>) => string;

/** What a release brings to the reading of a command line. */
export interface CommandLineRules {
  readonly options: OptionTable;
  readonly usage: UsageText;
  readonly version: VersionText;
}
