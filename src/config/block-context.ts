import type { ConfigBehaviour } from '../model/release.ts';
import type { McuIds } from './mcu-ids.ts';
import type { KnownMemories } from './named-memories.ts';
import type { MemoryBlocks } from './part-settings.ts';
import { ProblemError, type Report, type Warning } from './problem.ts';
import type { MissingModes } from './prog-modes.ts';

/** What the blocks of a file are read by. */
export interface BlockContext {
  readonly file: string;
  readonly memoryBlocks: MemoryBlocks;
  readonly missingModes: ConfigBehaviour['missingModes'];
  /** As `SourceFile` has it. */
  readonly checks: 'each-part' | 'each-block';
  readonly replacesProgrammer: ConfigBehaviour['replacesProgrammer'];
  readonly mismatchedValues: ConfigBehaviour['mismatchedValues'];
  readonly checksInstructions: boolean;
  readonly mcuIds: McuIds | undefined;
  readonly knownMemories: KnownMemories | undefined;
  readonly warn: (warning: Warning) => void;
}

/** Which modes a block has that gives none. */
export const modesOf = ({ missingModes }: BlockContext): MissingModes =>
  missingModes === 'inferred' ? 'inferred' : 'inferred-unseen';

/** Passes on what is wrong with a block. @throws ProblemError for what ends the reading */
export function reporter(context: BlockContext): Report {
  return (severity, text, line) => {
    if (severity === 'mismatch' && context.mismatchedValues === 'refused')
      throw new ProblemError('syntax error', { file: context.file, line });
    if (severity === 'error') throw new ProblemError(text, { file: context.file, line });
    context.warn(severity === 'page-size' ? { kind: severity, line, text } : { line, text });
  };
}
