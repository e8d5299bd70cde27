/** The native add-ons: which file of which package serves a platform, and how the bundle comes by it. */
import { existsSync } from 'node:fs';
import { lockedFile } from './registry.mjs';

/** Node's names for platforms, as `@serialport/bindings-cpp` and `usb` name the folders of what they have compiled. */
const folders = { 'darwin-x64': 'darwin-x64+arm64', 'darwin-arm64': 'darwin-x64+arm64' };
const folderOf = (target) => folders[target] ?? target;

/**
 * Each add-on by the name that the bundle asks for it under: `package`, and `file` in it for a platform and a C library
 * ("glibc" or "musl", on Linux only), undefined where the package has none.
 */
const addons = {
  'serialport.node': {
    package: () => '@serialport/bindings-cpp',
    file: (target, libc) => {
      const kind = { 'linux-arm': '.armv7', 'linux-arm64': '.armv8', 'win32-arm64': '.armv8' }[target] ?? '';
      const ending = target.startsWith('linux') ? `${kind}.${libc}` : kind;
      return `prebuilds/${folderOf(target)}/@serialport+bindings-cpp${ending}.node`;
    },
  },
  'usb.node': {
    package: () => 'usb',
    file: (target, libc) => {
      if (libc === 'musl' && target !== 'linux-x64') return undefined;
      const ending =
        { 'linux-x64': `.${libc}`, 'linux-arm': '.armv7', 'linux-arm64': '.armv8' }[target] ?? '';
      return `prebuilds/${folderOf(target)}/node.napi${ending}.node`;
    },
  },
  'hid.node': {
    package: () => 'node-hid',
    file: (target, libc) => {
      if (libc === 'musl' && target !== 'linux-x64') return undefined;
      const name = target.startsWith('linux') ? 'HID_hidraw' : 'HID';
      return `prebuilds/${name}-${target}${libc === 'musl' ? '-musl' : ''}/node-napi-v4.node`;
    },
  },
  'koffi.node': {
    package: (target) => `@koromix/koffi-${target}`,
    file: (target, libc) => {
      const [platform, processor] = target.split('-');
      const abi = { arm: 'armhf' }[processor] ?? processor;
      return `${libc === 'musl' ? 'musl' : platform}_${abi}/koffi.node`;
    },
  },
};

/**
 * The file of an add-on.
 *
 * @param {string} name as the bundle asks for it ("usb.node")
 * @param {string} target platform and processor
 * @param {'glibc' | 'musl'} libc the C library, which matters on Linux
 * @returns {string | undefined} its path; undefined if its package has none for that platform
 */
export function addonFile(name, target, libc = 'glibc') {
  const addon = addons[name];
  const file = addon.file(target, libc);
  if (file === undefined) return undefined;
  const found = lockedFile(addon.package(target), file);
  return existsSync(found) ? found : undefined;
}

/** The package of an add-on that is a package of its own for each platform. @param {string} name @param {string} target */
export const addonPackage = (name, target) => addons[name].package(target);

/**
 * Replaces the packages' search for their add-ons by ours, which also finds them inside an executable.
 *
 * @param {Set<string>} wanted takes the names of the add-ons that the bundle may ask for
 */
export const nativeAddons = (wanted) => ({
  name: 'native-addons',
  setup(builder) {
    const ours = (path) => ({ path, namespace: 'native-addon' });
    builder.onResolve({ filter: /^node-gyp-build$/ }, ({ importer }) =>
      ours(importer.includes('bindings-cpp') ? 'serialport.node' : 'usb.node'),
    );
    builder.onResolve({ filter: /^pkg-prebuilds\/bindings$/ }, () => ours('hid.node'));
    // Its form for `require` is the one whose search can be replaced.
    builder.onResolve({ filter: /^koffi$/ }, ({ kind, resolveDir }) =>
      kind === 'require-call' ? undefined : builder.resolve('koffi', { kind: 'require-call', resolveDir }),
    );
    builder.onResolve({ filter: /^\.\/src\/static\.cjs$/ }, ({ importer }) =>
      importer.includes('koffi') ? ours('koffi.node') : undefined,
    );
    // koffi's own search, which comes after ours and is never reached.
    builder.onResolve({ filter: /^node:module$/ }, ({ importer }) =>
      importer.includes('koffi') ? { path: 'node:module', namespace: 'no-search' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'no-search' }, () => ({
      contents: 'exports.createRequire = () => () => { throw new Error("no such module"); };',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'native-addon' }, ({ path: name }) => {
      wanted.add(name);
      const load = `() => loadAddon(${JSON.stringify(name)})`;
      return {
        resolveDir: import.meta.dirname,
        contents: `const { loadAddon } = require('./native-addon.mjs');
          module.exports = ${name === 'koffi.node' ? `{ loadStatic: ${load} }` : load};`,
      };
    });
  },
});
