/**
 * One executable out of the bundle: Node's single executable application, made by pkg. On the platform that builds it, it starts
 * the bundle with the code that V8 has compiled in a run at build time, a fifth less to do at every start than with Node's own
 * cache, which knows no function's inside.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { baseNode, builderNode } from './base-node.mjs';

const require = createRequire(import.meta.url);

/** The platform and processor that we run on, as Node names them. */
export const host = `${process.platform}-${process.arch}`;

/**
 * @param {{ assets: Record<string, string>, target: string, bundle: string, output: string }} settings files that the bundle
 *   opens inside the executable, what it is to run on, the bundle, and where the executable goes
 */
export async function makeExecutable({ assets, target, bundle, output }) {
  const builder = builderNode();
  // pkg calls `node` and `npx postject`; both must be the ones that belong to this project.
  process.env.PATH = [path.dirname(builder), path.resolve('node_modules/.bin'), process.env.PATH].join(
    path.delimiter,
  );
  process.env.TMPDIR = path.resolve('build/tmp');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const { default: sea } = require('pkg/lib-es5/sea.js');
  const fresh = path.resolve(`build/avrdude.${process.pid}`);
  const native = target === host;
  const [platform, arch] = target.split('-');
  try {
    await sea(path.resolve(import.meta.dirname, 'start.cjs'), {
      nodePath: baseNode(target),
      signature: true,
      targets: [{ nodeRange: 'node22', platform: pkgPlatform(platform), arch, output: fresh }],
      seaConfig: {
        disableExperimentalSEAWarning: true,
        useCodeCache: native,
        // A user's NODE_OPTIONS are not for us.
        execArgvExtension: 'none',
        assets: { ...assets, ...compile(builder, bundle, assets['shipped.conf'], native) },
      },
    });
    renameSync(fresh, output);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/**
 * The script that the executable starts, and what V8 compiles of it in a run without and a run with a configuration file. V8's code is only for the very Node that made it:
 * for another platform there is none.
 */
function compile(builder, bundle, shipped, native) {
  const conf = path.resolve('build/other.conf');
  writeFileSync(conf, `${readFileSync(shipped, 'latin1')}\n`, 'latin1');
  const script = path.resolve('build/main.js');
  const cache = path.resolve('build/main.cache');
  const warmUp = path.resolve(import.meta.dirname, 'warm-up.cjs');
  execFileSync(builder, [warmUp, bundle, conf, script, cache], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (!native) writeFileSync(cache, '');
  return { 'main.js': script, 'main.cache': cache };
}

function pkgPlatform(platform) {
  return { darwin: 'macos', win32: 'win' }[platform] ?? platform;
}
