/**
 * Builds what is shipped: `dist/avrdude`, one executable that needs nothing beside it, and `dist/avrdude.conf`.
 *
 *   npm run build            everything
 *   npm run build -- --dev   only dist/main.cjs (for `node dist/main.cjs`), in under a second
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './build/bundle.mjs';
import { makeExecutable } from './build/executable.mjs';
import { writeShippedConf } from './conf-compile.mjs';

const root = path.resolve(import.meta.dirname, '..');
process.chdir(root);
mkdirSync('dist', { recursive: true });
const started = performance.now();

await writeShippedConf('dist/avrdude.conf');
const assets = await bundle();
console.log(`built dist/main.cjs in ${Math.round(performance.now() - started)} ms`);

if (!process.argv.includes('--dev')) {
  await makeExecutable({ assets, output: path.resolve('dist/avrdude') });
  check(path.resolve('dist/avrdude'));
  console.log(`built dist/avrdude in ${Math.round(performance.now() - started)} ms`);
}

/** A failed injection leaves a plain Node behind, with status 0: only a run tells. */
function check(executable) {
  const { status, stderr } = spawnSync(executable, ['-?'], { encoding: 'utf8', cwd: '/', timeout: 10_000 });
  if (status !== 0 || !stderr.includes('Usage: '))
    throw new Error(`${executable} does not run: status ${status}, ${stderr}`);
}
