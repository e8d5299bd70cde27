/** Something that is wrong with a block, in avrdude's words. An `error` ends the reading of the file. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly text: string;
  readonly line: number;
}

export type Report = (severity: Problem['severity'], text: string, line: number) => void;
