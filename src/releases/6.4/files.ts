import type { FileBehaviour } from '../../model/release.ts';

/** What avrdude 6.4 does with data files. */
export const files: FileBehaviour = {
  layout: 'one-memory',
  dataItems: 'bytes',
  detection: 'first-digits',
  trimming: 'always-even',
  hexComments: 'ascii',
  srecords: 'bare',
  precheck: 'none',
  emptyElf: 'fails',
  cutsImmediateName: true,
};
