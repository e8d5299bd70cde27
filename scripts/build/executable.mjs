/**
 * One executable out of the bundle: Node's single executable application, made by pkg. It starts the bundle with the code that V8
 * has compiled in a run at build time, a fifth less to do at every start than with Node's own cache, which knows no function's inside.
 */
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
  const { node, source } = baseNode();
  // pkg calls `node` and `npx postject`; both must be the ones that belong to this project.
  process.env.PATH = [path.dirname(source), path.resolve('node_modules/.bin'), process.env.PATH].join(
    path.delimiter,
  );
  process.env.TMPDIR = path.resolve('build/tmp');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const { default: sea } = require('pkg/lib-es5/sea.js');
  const fresh = path.resolve(`build/avrdude.${process.pid}`);
  const compiled = {
    'main.js': path.resolve('build/main.js'),
    'main.cache': path.resolve('build/main.cache'),
  };
  const warmUp = path.resolve(import.meta.dirname, 'warm-up.cjs');
  execFileSync(source, [warmUp, path.resolve('dist/main.cjs'), ...Object.values(compiled)], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await sea(path.resolve(import.meta.dirname, 'start.cjs'), {
      nodePath: node,
      signature: true,
      targets: [{ nodeRange: 'node22', platform: platformName(), arch: process.arch, output: fresh }],
      seaConfig: {
        disableExperimentalSEAWarning: true,
        useCodeCache: true,
        // A user's NODE_OPTIONS are not for us.
        execArgvExtension: 'none',
        assets: { ...assets, ...compiled },
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
  return { node, source };
}

function strip(file) {
  try {
    execFileSync('strip', [file]);
  } catch {
    console.log('no strip on this machine: the executable will be larger');
  }
}
