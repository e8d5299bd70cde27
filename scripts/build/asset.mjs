/** Part of the bundle: finds a file of ours beside the bundle, or inside the executable. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Bytes of an asset. Inside an executable nothing is copied.
 *
 * @param {string} name as the build calls it
 */
export function readAsset(name) {
  const sea = process.getBuiltinModule('node:sea');
  if (!sea.isSea()) return readFileSync(join(__dirname, name));
  return Buffer.from(sea.getRawAsset(name));
}
