/** What a build is made of: the packages inside the bundle, the libraries inside their native add-ons, and Node. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { addonPackage } from '../build/addons.mjs';
import { fetchPackage } from '../build/registry.mjs';
import { targets } from '../build/targets.mjs';

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {string} license its SPDX expression
 * @property {string} [purl] where it is from (package URL)
 * @property {string} [integrity] as in package-lock.json
 * @property {string} notice the text of its licence
 */

/** Libraries that packages bring along in their add-ons: where their texts are, and what they say of themselves. */
const within = {
  usb: [{ name: 'libusb', license: 'LGPL-2.1-or-later', text: 'libusb/COPYING', version: libusbVersion }],
  'node-hid': [
    {
      name: 'hidapi',
      license: 'GPL-3.0-only OR BSD-3-Clause OR HIDAPI',
      text: 'hidapi/LICENSE.txt',
      version: textOf('hidapi/VERSION'),
    },
  ],
};

function textOf(file) {
  return (folder) =>
    existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : 'unknown';
}

function libusbVersion(folder) {
  const header = path.join(folder, 'libusb/libusb/version.h');
  if (!existsSync(header)) return 'unknown';
  const text = readFileSync(header, 'utf8');
  return ['MAJOR', 'MINOR', 'MICRO']
    .map((part) => new RegExp(`LIBUSB_${part} (\\d+)`).exec(text)?.[1])
    .join('.');
}

/** The package that a file of the bundle belongs to. */
function packageOf(source) {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return file === undefined ? undefined : readFileSync(path.join(folder, file), 'utf8').trim();
}

/**
 * @param {{ sources: readonly string[], addons: readonly string[], target: string }} build what the bundle was made of, the names
 *   of its add-ons, and the platform
 * @returns {readonly Component[]} in order
 */
export function componentsOf({ sources, addons, target }) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const names = new Set(sources.map(packageOf).filter((name) => name !== undefined));
  const found = [];
  for (const name of [...names].sort()) {
    const folder = path.resolve('node_modules', name);
    const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    const notice = licenceText(folder) ?? `Licensed under ${license}.`;
    found.push({
      name,
      version,
      license,
      purl,
      integrity: packages[`node_modules/${name}`]?.integrity,
      notice,
    });
    for (const inner of within[name] ?? []) {
      const { text } = inner;
      const file = path.join(folder, text);
      const words = existsSync(file) ? readFileSync(file, 'utf8').trim() : `Licensed under ${inner.license}.`;
      found.push({ name: inner.name, version: inner.version(folder), license: inner.license, notice: words });
    }
  }
  if (addons.includes('koffi.node')) {
    const name = addonPackage('koffi.node', target);
    const { version, integrity, license } = packages[`node_modules/${name}`];
    found.push({
      name,
      version,
      license,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      integrity,
      notice: `Licensed under ${license}, as koffi.`,
    });
  }
  return found;
}

/** Node inside the executable, and what it is made of, whose licences its own text holds. @returns {Component} */
export function nodeComponent(target) {
  const { name, version, integrity } = target.node;
  // The packages for Windows bring no text; the one for Linux of that version, or of the next fix, has it.
  const folders = [target.node, ...targets.map(({ node }) => node)]
    .filter(({ version: other }) => other.split('.')[0] === version.split('.')[0])
    .map(fetchPackage);
  const notice = folders.map(licenceText).find((text) => text !== undefined);
  return { name: 'node', version, license: 'MIT', purl: `pkg:npm/${name}@${version}`, integrity, notice };
}

/** Everything that has to be said of what is inside, as one text. @param {readonly Component[]} components */
export function notices(components) {
  const line = '='.repeat(78);
  const texts = components.map(
    ({ name, version, license, notice }) =>
      `${line}\n${name} ${version} (${license})\n${line}\n\n${notice}\n`,
  );
  return `avrdude is free software under the GNU General Public License, version 2 or later (see LICENSE).\nInside are also:\n\n${texts.join('\n')}`;
}
