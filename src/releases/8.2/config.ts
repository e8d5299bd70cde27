import type { ConfigBehaviour } from '../../model/release.ts';
import { memoryVocabulary } from './memory-vocabulary.ts';

/** How avrdude 8.2 reads its configuration. */
export const config: ConfigBehaviour = {
  order: 'as-written',
  stumps: 'passed-over',
  memoryOrder: 'by-kind',
  fileNames: 'real-path',
  userFileSearch: 'xdg-then-home',
  memoryBlocks: 'extend',
  missingModes: 'warned',
  firstFreeMcuid: 386,
  fileVersion: '8.2',
  mismatchedValues: 'warned',
  integers: 'checked',
  checksInstructions: true,
  replacesProgrammer: 'by-any-id',
  programmerIds: 'unique-start',
  listsWhatFits: 'if-asked',
  memoryNames: memoryVocabulary,
  developerStyle: 'full',
  edition: undefined,
};
