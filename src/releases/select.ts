import type { ReleaseId } from '../model/release.ts';
import { releaseIds } from './all.ts';

/** What we are when nothing says otherwise: the last release with safemode, and the wording that most callers look for. */
const byDefault: ReleaseId = '6.4';

/**
 * Which release to be: what AVRDUDE_COMPAT says, else the version in the name we were called by (`avrdude-8.2`), else the
 * default. A version between the ones we know becomes the one of its generation: 6.3 is 6.4, 7.0 and 7.2 are 7.1, 8.1 is 8.2, and so is what is newer.
 *
 * @param program the name without its folder
 * @param compat the value of AVRDUDE_COMPAT, if it is set
 */
export function selectRelease(program: string, compat: string | undefined): ReleaseId {
  const asked = /^v?([0-9]+)(\.[0-9]+)*/.exec(compat?.trim() ?? '');
  const named = /^avrdude[-_]?v?([0-9]+)(\.[0-9]+)*(?:\.exe)?$/i.exec(program);
  const major = asked?.[1] ?? named?.[1];
  if (major === undefined) return byDefault;
  return releaseIds.find((id) => Number(major) <= Math.trunc(Number(id))) ?? releaseIds.at(-1) ?? byDefault;
}
