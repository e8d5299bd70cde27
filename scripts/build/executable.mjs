/** One executable out of the bundle: Node's single executable application, made by pkg. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * @param {{ assets: Record<string, string>, output: string }} settings files that the bundle opens inside the executable, and
 *   where the executable goes
 */
export async function makeExecutable({ assets, output }) {
  const { node, folder } = baseNode();
  // pkg calls `node` and `npx postject`; both must be the ones that belong to this project.
  process.env.PATH = [folder, path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter);
  process.env.TMPDIR = path.resolve('build/tmp');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const { default: sea } = require('pkg/lib-es5/sea.js');
  const fresh = path.resolve(`build/avrdude.${process.pid}`);
  try {
    await sea(path.resolve('dist/main.cjs'), {
      nodePath: node,
      signature: true,
      targets: [{ nodeRange: 'node22', platform: platformName(), arch: process.arch, output: fresh }],
      seaConfig: {
        disableExperimentalSEAWarning: true,
        useCodeCache: true,
        // A user's NODE_OPTIONS are not for us.
        execArgvExtension: 'none',
        assets,
      },
    });
    renameSync(fresh, output);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function platformName() {
  return { darwin: 'macos', win32: 'win' }[process.platform] ?? process.platform;
}

/**
 * The Node that becomes part of the executable: the one from the package registry where there is one for this platform, else the
 * one that runs the build. Symbols are taken out before anything is put in, which a checksum over the file would not survive.
 */
function baseNode() {
  const packaged = path.resolve(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const source = existsSync(packaged) ? packaged : process.execPath;
  const version = execFileSync(source, ['--version'], { encoding: 'utf8' }).trim();
  const node = path.resolve(`build/node-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(node)) {
    mkdirSync('build', { recursive: true });
    copyFileSync(source, `${node}.new`);
    if (process.platform === 'linux') strip(`${node}.new`);
    renameSync(`${node}.new`, node);
  }
  return { node, folder: path.dirname(source) };
}

function strip(file) {
  try {
    execFileSync('strip', [file]);
  } catch {
    console.log('no strip on this machine: the executable will be larger');
  }
}
