/**
 * One executable out of the bundle: Node's single executable application, made by pkg. On the platform that builds it, it starts
 * the bundle with the code that V8 has compiled in a run at build time, a fifth less to do at every start than with Node's own
 * cache, which knows no function's inside.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { baseNode, builderNode, host } from './base-node.mjs';
import { appendAssets } from './formats/appended-assets.mjs';
import { targetOf, targets } from './targets.mjs';

const require = createRequire(import.meta.url);

/** What Node looks for in itself to know that there is a program inside; behind it a digit tells. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

/**
 * Node's own options inside the executable: the tables of the engine's first heap stay as they were hashed when Node was built,
 * which saves a search for prime numbers and their rehashing. That defends a server against keys made to collide; nobody but its
 * user gives avrdude keys.
 */
const engineOptions = ['--no-rehash-snapshot', '--min-semi-space-size=8'];

/**
 * @param {{ assets: Record<string, string>, target: string, bundle: string, output: string }} settings files that the bundle
 *   opens inside the executable, what it is to run on, the bundle, and where the executable goes
 * @throws if nothing was put in, which pkg does not tell
 */
export async function makeExecutable({ assets, target, bundle, output }) {
  const builder = builderNode();
  const nodePath = await baseNode(target);
  // A Node of this machine's own where the registry has none for it: new enough to run the build.
  const layout = targets.some(({ id }) => id === target) ? targetOf(target) : { word: 8, assets: true };
  const all = {
    ...assets,
    ...compile(builder, bundle, assets['shipped.conf'], target === host ? nodePath : undefined),
  };
  // pkg calls `node`, `npx postject` and `codesign`: these.
  process.env.BUILD_NODE = builder;
  process.env.BUILD_SCRIPTS = import.meta.dirname;
  // A Node that the registry has not given may want something else inside: then it writes that itself.
  const unknown = process.platform === 'win32' || (target === host && builder === process.execPath);
  const own = unknown ? path.dirname(builder) : path.join(import.meta.dirname, 'tools');
  process.env.PATH = [own, path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter);
  process.env.TMPDIR = path.resolve('build/tmp');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const { default: sea } = require('pkg/lib-es5/sea.js');
  const fresh = path.resolve(`build/avrdude.${process.pid}`);
  const [platform, arch] = target.split('-');
  try {
    await sea(path.join(import.meta.dirname, 'start.cjs'), {
      nodePath,
      signature: true,
      targets: [{ nodeRange: 'node22', platform: pkgPlatform(platform), arch, output: fresh }],
      seaConfig: {
        disableExperimentalSEAWarning: true,
        useCodeCache: false,
        // A user's NODE_OPTIONS are not for us.
        execArgvExtension: 'none',
        execArgv: engineOptions,
        assets: layout.assets ? all : {},
        layout: { word: layout.word, assets: layout.assets },
      },
    });
    if (!readFileSync(fresh).includes(`${fuse}1`))
      throw new Error(`nothing was put into the Node for ${target}`);
    if (!layout.assets) appendAssets(fresh, all);
    chmodSync(fresh, 0o755);
    renameSync(fresh, output);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/**
 * The script that the executable starts, and what V8 compiles of it and its pieces in a run without and a run with a configuration
 * file. V8's code is only for the very Node that made it: for another platform there is none.
 *
 * @param {string | undefined} node the Node that the executable is made of, if it can run here
 * @throws if that would not take the code
 */
function compile(builder, bundle, shipped, node) {
  const conf = path.resolve('build/other.conf');
  const output = path.resolve('build');
  writeFileSync(conf, `${readFileSync(shipped, 'latin1')}\n`, 'latin1');
  const run = (engine, options, script, ...args) =>
    execFileSync(engine, [...options, ...engineOptions, path.join(import.meta.dirname, script), ...args], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  // What V8 draws by lot would get into its code; that it need not is known to it when it takes the code back.
  run(builder, ['--random-seed=1'], 'warm-up.cjs', path.dirname(bundle), conf, output);
  const made = (name) => path.join(output, name);
  const caches = ['main.cache', 'pieces.cache'];
  if (node !== undefined) run(node, [], 'accepts.cjs', made('main.js'), made('main.cache'));
  else for (const name of caches) writeFileSync(made(name), '');
  return Object.fromEntries(['main.js', ...caches].map((name) => [name, made(name)]));
}

function pkgPlatform(platform) {
  return { darwin: 'macos', win32: 'win' }[platform] ?? platform;
}
