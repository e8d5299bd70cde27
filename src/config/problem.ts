import { ConfigError } from '../model/errors.ts';

/** What is said in all releases, or in each from the one that is named; where nothing stands, that release says nothing. */
export type ProblemText = string | Readonly<Partial<Record<'6.4' | '7.1' | '8.2', string>>>;

/**
 * How much something that is wrong with a block matters. An `error` ends the reading of the file; a `mismatch` (a string for a
 * number, or the other way round) does so in releases that refuse it; `page-size` is a warning that is worded in its own way.
 */
export type Severity = 'error' | 'warning' | 'mismatch' | 'page-size';

export type Report = (severity: Severity, text: ProblemText, line: number) => void;

/** Something that the reading of a file goes past. */
export interface Warning {
  /** In whose words it is said: as a warning of the file, unless given. For memories, `text` is what is said of them. */
  readonly kind?: 'page-size' | 'unknown-memory' | 'unplaced-memory';
  readonly line: number;
  readonly text: ProblemText;
}

/** What ends the reading of a file, in the words of each release. */
export class ProblemError extends ConfigError {
  readonly text: ProblemText;
  /** What is said after it. */
  readonly after: readonly Warning[];
  constructor(text: ProblemText, place: { file: string; line: number }, after: readonly Warning[] = []) {
    super(typeof text === 'string' ? text : (Object.values(text).at(0) ?? ''), place);
    this.text = text;
    this.after = after;
  }
}

/** The words of an error of any making. */
export function textOf(error: ConfigError): ProblemText {
  return error instanceof ProblemError ? error.text : error.message;
}
