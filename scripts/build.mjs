/**
 * Builds what is shipped: `dist/avrdude`, one executable that needs nothing beside it, and `dist/avrdude.conf`.
 *
 *   npm run build                         everything, for this platform
 *   npm run build -- --dev                only dist/main.cjs (for `node dist/main.cjs`), in under a second
 *   npm run build -- --target win32-x64   dist/win32-x64/avrdude.exe, likewise for the other platforms of scripts/build/targets.mjs
 *   npm run build -- --npm                dist/npm, what is published as a package
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { host } from './build/base-node.mjs';
import { bundle } from './build/bundle.mjs';
import { makeExecutable } from './build/executable.mjs';
import { makePackage } from './build/npm-package.mjs';
import { writeShippedConf } from './conf-compile.mjs';

const { values: options } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    npm: { type: 'boolean', default: false },
    target: { type: 'string', default: host },
  },
});
const { target } = options;
process.chdir(path.resolve(import.meta.dirname, '..'));
const folder = target === host ? 'dist' : `dist/${target}`;
mkdirSync(folder, { recursive: true });
const started = performance.now();
if (options.npm) {
  await makePackage('dist/npm', host);
  process.exit();
}

await writeShippedConf(`${folder}/avrdude.conf`);
const { assets } = await bundle({ target, folder });
tell('main.cjs');

if (!options.dev) {
  const name = target.startsWith('win32') ? 'avrdude.exe' : 'avrdude';
  const output = path.resolve(folder, name);
  await makeExecutable({ assets, target, bundle: path.resolve(folder, 'main.cjs'), output });
  if (target === host) check(output);
  tell(name);
}

function tell(name) {
  console.log(`built ${folder}/${name} in ${Math.round(performance.now() - started)} ms`);
}

/** A failed injection leaves a plain Node behind, with status 0: only a run tells. */
function check(executable) {
  const { status, stderr } = spawnSync(executable, ['-?'], { encoding: 'utf8', cwd: '/', timeout: 10_000 });
  if (status !== 0 || !stderr.includes('Usage: '))
    throw new Error(`${executable} does not run: status ${status}, ${stderr}`);
}
