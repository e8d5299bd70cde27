/**
 * Makes everything that is given to users, for all platforms, in dist/release: archives, Debian packages, the npm package, bills of
 * materials, manifests for package managers, and SHA256SUMS. Two runs on one commit make the same bytes.
 *
 *   npm run dist                                     everything
 *   npm run dist -- --target linux-x64 --target …    these platforms only
 *   npm run dist -- --fast                           larger archives, in a fifth of the time: to try things
 *   npm run dist -- --url https://…                  where the archives will be, for the manifests (else $AVRDUDE_DIST_URL)
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './build/bundle.mjs';
import { makeExecutable } from './build/executable.mjs';
import { targetOf, targets } from './build/targets.mjs';
import { writeShippedConf } from './conf-compile.mjs';
import { filesOf, pack, settleModes } from './dist/archive.mjs';
import { componentsOf, nodeComponent, notices } from './dist/components.mjs';
import { debianNames, makeDebian } from './dist/debian.mjs';
import { manifests } from './dist/manifests.mjs';
import { billOfMaterials } from './dist/sbom.mjs';

const { values: options } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [] },
    fast: { type: 'boolean', default: false },
    url: { type: 'string', default: process.env.AVRDUDE_DIST_URL ?? 'https://example.org/avrdude/releases' },
  },
});
process.chdir(path.resolve(import.meta.dirname, '..'));
if (!existsSync('node_modules/.bin/esbuild')) execFileSync('scripts/install', { stdio: 'inherit' });

const product = JSON.parse(readFileSync('package.json', 'utf8'));
const wanted = options.target.length > 0 ? options.target.map(targetOf) : targets;
const release = path.resolve('dist/release');
const documents = path.resolve('build/documents');
rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });
const started = performance.now();

rmSync(documents, { recursive: true, force: true });
execFileSync(process.execPath, ['scripts/run-ts.mjs', 'scripts/documents/write.ts', documents], {
  stdio: 'inherit',
});

const made = [];
for (const target of wanted) made.push(await makeTarget(target));
makeNpmPackage();
for (const [name, text] of Object.entries(
  made.length === targets.length ? manifests({ product, url: options.url, made }) : {},
))
  write(path.join(release, 'manifests', name), text);
writeSums();
console.table(
  Object.fromEntries(
    made.map(({ name, file, executable, archive }) => [name, { file, executable, archive }]),
  ),
);

/** Executable, archive, bill of materials, and a Debian package for Linux. */
async function makeTarget(target) {
  const name = `avrdude-${product.version}-${target.name}`;
  const windows = target.id.startsWith('win32');
  const program = windows ? 'avrdude.exe' : 'avrdude';
  const parts = path.resolve('build/dist', target.id);
  const folder = path.join(release, name);
  for (const one of [parts, folder]) {
    rmSync(one, { recursive: true, force: true });
    mkdirSync(one, { recursive: true });
  }
  await writeShippedConf(path.join(folder, 'avrdude.conf'));
  const { assets, sources } = await bundle({ target: target.id, folder: parts });
  const output = path.join(folder, program);
  await makeExecutable({ assets, target: target.id, bundle: path.join(parts, 'main.cjs'), output });
  const addons = Object.keys(assets);
  const components = [...componentsOf({ sources, addons, target: target.id }), nodeComponent(target)];
  cpSync(documents, folder, { recursive: true });
  copyFileSync('LICENSE', path.join(folder, 'LICENSE'));
  if (!windows) copyFileSync('scripts/dist/install.sh', path.join(folder, 'install.sh'));
  write(path.join(folder, 'NOTICES.txt'), notices(components));
  const bill = billOfMaterials(product, target.id, components);
  write(path.join(folder, 'avrdude.cdx.json'), bill);
  write(path.join(release, `${name}.cdx.json`), bill);
  settleModes(folder, [program, 'install.sh']);
  const level = options.fast ? 1 : windows ? 9 : 6;
  const archive = pack(folder, windows, level);
  if (target.id in debianNames)
    makeDebian({ product, target: target.id, from: folder, folder: release, level });
  const result = {
    target: target.id,
    name: target.name,
    file: path.basename(archive),
    sha256: sha256(archive),
    executable: statSync(output).size,
    archive: statSync(archive).size,
  };
  // Kept for whoever wants to try them; the archives are what is given away.
  mkdirSync(path.resolve('dist', target.id), { recursive: true });
  for (const file of [program, 'avrdude.conf'])
    renameSync(path.join(folder, file), path.resolve('dist', target.id, file));
  rmSync(folder, { recursive: true });
  console.log(`made ${result.file} after ${Math.round((performance.now() - started) / 1000)} s`);
  return result;
}

/** `prepack` builds what goes inside. */
function makeNpmPackage() {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', release], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function writeSums() {
  const names = filesOf(release).filter((name) => name !== 'SHA256SUMS');
  write(
    path.join(release, 'SHA256SUMS'),
    names.map((name) => `${sha256(path.join(release, name))}  ${name}\n`).join(''),
  );
}

function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
