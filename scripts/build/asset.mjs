/** Part of the bundle. */

/**
 * Bytes of a file of ours; load-piece.cjs finds it, and gives every piece the means.
 *
 * @param {string} name as the build calls it
 */
export function readAsset(name) {
  return __readAsset(name);
}
