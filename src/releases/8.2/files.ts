import type { FileBehaviour } from '../../model/release.ts';

/** What avrdude 8.2 does with data files. */
export const files: FileBehaviour = {
  layout: 'address-space',
  dataItems: 'mixed',
  detection: 'whole-records',
  trimming: 'when-writing',
  hexComments: 'named',
  srecords: 'counted',
  precheck: 'inputs-end-run',
  emptyElf: 'is-empty',
  cutsImmediateName: false,
};
