/**
 * Which release's developer output. `early` is 7.1's: no variants, no initial values, no JTAG pins. `full` is 8.2's.
 */
export type DeveloperStyle = 'early' | 'full';

/** One value as developer output shows it. */
export interface Assignment {
  readonly name: string;
  readonly text: string;
  /** What it stands for, where one text stands for more than one thing. */
  readonly key?: string;
}
