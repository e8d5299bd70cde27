import type { ConfigBehaviour } from '../../model/release.ts';

/** How avrdude 6.4 reads its configuration. */
export const config: ConfigBehaviour = {
  order: 'newest-first',
  stumps: 'found-by-signature',
  memoryOrder: 'as-written',
  fileNames: 'as-given',
  userFileSearch: 'home',
  memoryBlocks: 'replace',
  missingModes: 'inferred',
  firstFreeMcuid: undefined,
  fileVersion: undefined,
  mismatchedValues: 'refused',
  integers: 'plain',
  checksInstructions: false,
  replacesProgrammer: 'by-first-id',
  programmerIds: 'whole',
  listsWhatFits: 'never',
  memoryNames: undefined,
  developerStyle: 'none',
  edition: '6.4',
};
