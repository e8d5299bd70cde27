import type { ReleaseId } from '../model/release.ts';
import { release as release64 } from './6.4/release.ts';
import { release as release71 } from './7.1/release.ts';
import { release as release82 } from './8.2/release.ts';
import type { Release } from './release.ts';

/** Every release that this program can be, oldest first: the one list of them. */
export const releases: Readonly<Record<ReleaseId, Release>> = {
  '6.4': release64,
  '7.1': release71,
  '8.2': release82,
};

export const releaseIds = Object.keys(releases) as readonly ReleaseId[];
