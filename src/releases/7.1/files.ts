import type { FileBehaviour } from '../../model/release.ts';

/** What avrdude 7.1 does with data files. */
export const files: FileBehaviour = {
  layout: 'one-memory',
  dataItems: 'bytes',
  detection: 'first-digits',
  trimming: 'when-writing',
  hexComments: 'ascii',
  srecords: 'bare',
  precheck: 'all-end-run',
  emptyElf: 'is-empty',
  cutsImmediateName: false,
};
