// Runs a TypeScript file of this repository: bundles it into build/ and imports it, since Node 20 reads no types.
// usage: node scripts/run-ts.mjs FILE [arguments]
import { unlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { esbuildDatabase } from './conf-compile.mjs';
import { esbuildFacts } from './facts-plugin.mjs';
import { esbuildSimulators } from './simulators-plugin.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...rest] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node scripts/run-ts.mjs FILE [arguments]\n');
  process.exit(2);
}
const entry = resolve(file);
const outfile = join(
  root,
  'build',
  `${basename(dirname(entry))}-${basename(entry, '.ts')}.${process.pid}.mjs`,
);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
  plugins: [esbuildDatabase, esbuildFacts, esbuildSimulators],
});
process.argv.splice(1, process.argv.length - 1, outfile, ...rest);
process.once('exit', () => unlinkSync(outfile));
await import(pathToFileURL(outfile).href);
