import type { Update } from './update.ts';

/** What `-U`, `-t` and `-T` ask for, kept in the order of the command line. */
export type Step =
  /** `verify` is false if `-V` came before this `-U`. */
  | { readonly kind: 'update'; readonly update: Update; readonly verify: boolean }
  /** `-t` */
  | { readonly kind: 'terminal' }
  /** `-T line` */
  | { readonly kind: 'command'; readonly line: string };

/**
 * A command line, understood. Every option that any release knows has its place here; what a release makes of it is the
 * planner's affair. Undefined means: not given.
 */
export interface Options {
  /** `-p`, as given: an id, `?` or a developer option such as `m328p/s`. */
  readonly part: string | undefined;
  /** `-c`, as given. */
  readonly programmer: string | undefined;
  /** `-P`. */
  readonly port: string | undefined;
  /** `-b`, bits per second; undefined for 0 too, which asks for nothing. */
  readonly baudRate: number | undefined;
  /** `-B`, microseconds for one bit, whatever unit it was given in. */
  readonly bitClock: number | undefined;
  /** `-i`, microseconds. */
  readonly ispDelay: number | undefined;
  /** The last `-C file`. */
  readonly config: string | undefined;
  /** Every `-C +file`, without the plus sign. */
  readonly additionalConfigs: readonly string[];
  /** `-N`: the personal configuration file is not read. */
  readonly skipPersonalConfig: boolean;
  /** `-e`. */
  readonly erase: boolean;
  /** Neither `-e` nor `-D`: writing flash erases the chip first. */
  readonly autoErase: boolean;
  /** `-D`. */
  readonly noErase: boolean;
  /** Trailing 0xff stay (`-A`, and `-D` where it implies that). */
  readonly keepTrailingFf: boolean;
  /** `-F`. */
  readonly force: boolean;
  /** `-n`. */
  readonly noWrite: boolean;
  /** No `-V` anywhere. */
  readonly verify: boolean;
  /** `-O`. */
  readonly calibrate: boolean;
  /** How often `-r` was given. */
  readonly reconnect: number;
  /** `-U`, `-t` and `-T` in their order. */
  readonly steps: readonly Step[];
  /** What the last of `-s` (`silent`: restores without asking) and `-u` (`off`) says, and whether `-s` came at all. */
  readonly safemode: { readonly wanted: 'default' | 'on' | 'off'; readonly silent: boolean };
  /** The last `-E`, split at commas. */
  readonly exitSpecs: readonly string[] | undefined;
  /** Every `-x`. */
  readonly extended: readonly string[];
  /** How often `-v` was given. */
  readonly verbosity: number;
  /** How often `-q` was given. */
  readonly quell: number;
  /** `--install-udev`: the run writes udev rules and does nothing else. */
  readonly installUdev: boolean;
  /** `-l`. */
  readonly logFile: string | undefined;
}
