import type { ReleaseId } from '../model/release.ts';

/** Each release and those before it, newest first: what is said holds until the next release that says it differently. */
export const lineages: Readonly<Record<ReleaseId, readonly ReleaseId[]>> = {
  '6.4': ['6.4'],
  '7.1': ['7.1', '6.4'],
  '8.2': ['8.2', '7.1', '6.4'],
};
