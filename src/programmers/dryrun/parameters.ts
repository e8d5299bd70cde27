import { readIntegerItem } from '../../model/integer-item.ts';
import { notice } from '../../output/events.ts';
import { parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** What the simulated chip holds: what it left the factory with, pictures, or code. */
export interface DryrunParameters {
  readonly contents: 'factory' | 'pictures' | 'code';
  /** Of the random numbers; 0: another in each run. */
  readonly seed: number;
}

/** @throws as parseExtended */
export function parseDryrun(context: ProgrammerContext): DryrunParameters {
  const withSeed = (
    text: string,
    apply: (seed: number) => DryrunParameters,
  ): DryrunParameters | undefined => {
    // The programmer came with 7.2, and reads its numbers as that does under every release.
    const seed = readIntegerItem(text.slice(text.indexOf('=') + 1), 'int32');
    if (seed.ok) return apply(seed.value);
    context.emit(notice(words.badSeed, { text, problem: seed.error }));
    return undefined;
  };
  return parseExtended<DryrunParameters>(context, {
    type: 'dryrun',
    initial: { contents: 'factory', seed: 0 },
    parameters: [
      { pattern: /^init$/, apply: (settings) => ({ ...settings, contents: 'pictures' }) },
      { pattern: /^random$/, apply: (settings) => ({ ...settings, contents: 'code' }) },
      {
        pattern: /^seed=/,
        apply: (settings, { input = '' }) => withSeed(input, (seed) => ({ ...settings, seed })),
      },
      {
        pattern: /^init=/,
        apply: (_, { input = '' }) => withSeed(input, (seed) => ({ contents: 'pictures', seed })),
      },
      {
        pattern: /^random=/,
        apply: (_, { input = '' }) => withSeed(input, (seed) => ({ contents: 'code', seed })),
      },
    ],
    help: [
      ['init', 'Initialise memories with human-readable patterns (1, 2, 3)'],
      ['init=<n>', 'Shortcut for -x init -x seed=<n>'],
      ['random', 'Initialise memories with random code/values (1, 3)'],
      ['random=<n>', 'Shortcut for -x random -x seed=<n>'],
      ['seed=<n>', 'Seed random number generator with <n>, n>0, default time(NULL)'],
    ],
    notes: [
      'Notes:',
      '  (1) -x init and -x random randomly configure flash wrt boot/data/code length',
      '  (2) Patterns can best be seen with fixed-width font on -U flash:r:-:I',
      '  (3) Choose, eg, -x seed=1 for reproducible flash configuration and output',
    ],
  });
}
