import type { ConfigBehaviour } from '../../model/release.ts';

/** How avrdude 7.1 reads its configuration. */
export const config: ConfigBehaviour = {
  order: 'as-written',
  stumps: 'found-by-signature',
  memoryOrder: 'as-written',
  fileNames: 'real-path',
  userFileSearch: 'xdg-then-home',
  memoryBlocks: 'extend',
  missingModes: 'unseen',
  firstFreeMcuid: 372,
  fileVersion: undefined,
  mismatchedValues: 'refused',
  integers: 'plain',
  checksInstructions: true,
  replacesProgrammer: 'by-first-id',
  programmerIds: 'whole',
  listsWhatFits: 'default-too',
  memoryNames: undefined,
  developerStyle: 'early',
  edition: '7.1',
};
