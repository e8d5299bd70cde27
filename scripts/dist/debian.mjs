/** Debian packages, by dpkg-deb: the executable in the place of Debian's own avrdude. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesOf, settleModes, sourceTime } from './archive.mjs';

/** Debian's names for processors. */
export const debianNames = { 'linux-x64': 'amd64', 'linux-arm64': 'arm64', 'linux-arm': 'armhf' };

/** The package's name: `avrdude` is Debian's, which this one stands in for. */
export const packageName = 'avrdude-compat';

/** Who answers for the package. */
const maintainer = process.env.DEBFULLNAME
  ? `${process.env.DEBFULLNAME} <${process.env.DEBEMAIL}>`
  : 'avrdude maintainers <maintainers@example.org>';

/** What lintian says of the package, and why it is so. */
const overrides = [
  [
    'unstripped-binary-or-object',
    'what is put into the executable would not survive strip; its symbols are out already',
  ],
  [
    'embedded-library',
    'Node brings its own zlib, libuv and others; Debian has no Node that can carry a program',
  ],
  ['initial-upload-closes-no-bugs', "it is not Debian's, so that no bug of Debian's asks for it"],
  ['hardening-no-pie', "Node's own build is not position-independent"],
];

/**
 * @param {{ product: { version: string, description: string }, target: string, from: string, folder: string, level: number }} settings package.json,
 *   platform, the folder with what an archive holds, where the package goes, and how hard to try to make it small (0 to 9)
 * @returns {string} the package's file
 */
export function makeDebian({ product, target, from, folder, level }) {
  const architecture = debianNames[target];
  const root = path.join(folder, `${packageName}_${product.version}-1_${architecture}`);
  rmSync(root, { recursive: true, force: true });
  const doc = `usr/share/doc/${packageName}`;
  const copies = {
    avrdude: 'usr/bin/avrdude',
    'avrdude.conf': 'etc/avrdude.conf',
    'completions/avrdude.bash': 'usr/share/bash-completion/completions/avrdude',
    'completions/_avrdude': 'usr/share/zsh/vendor-completions/_avrdude',
    'completions/avrdude.fish': 'usr/share/fish/vendor_completions.d/avrdude.fish',
    '55-avrdude.rules': 'usr/lib/udev/rules.d/60-avrdude.rules',
  };
  for (const [name, place] of Object.entries(copies)) {
    mkdirSync(path.dirname(path.join(root, place)), { recursive: true });
    copyFileSync(path.join(from, name), path.join(root, place));
  }
  const write = (place, contents) => {
    mkdirSync(path.dirname(path.join(root, place)), { recursive: true });
    writeFileSync(path.join(root, place), contents);
  };
  write('usr/share/man/man1/avrdude.1.gz', zipped(readFileSync(path.join(from, 'avrdude.1'))));
  write(`${doc}/copyright`, copyright());
  write(`${doc}/NOTICES.txt`, readFileSync(path.join(from, 'NOTICES.txt'), 'utf8'));
  write(`${doc}/changelog.Debian.gz`, zipped(changelog(product.version)));
  write(
    `usr/share/lintian/overrides/${packageName}`,
    overrides.map(([tag, why]) => `# ${why}\n${packageName}: ${tag}\n`).join(''),
  );
  write('DEBIAN/control', control(product, architecture, installedSize(root)));
  write('DEBIAN/conffiles', '/etc/avrdude.conf\n');
  settleModes(root, ['avrdude']);
  // The completion for bash has the program's name, too.
  settleModes(path.join(root, 'usr/share'), []);
  const file = `${root}.deb`;
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(sourceTime()) };
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', `-z${level}`, '--build', root, file], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(root, { recursive: true });
  return file;
}

/** Without a time in it. */
function zipped(contents) {
  return gzipSync(contents, { level: 9 });
}

/** Kibibytes. */
function installedSize(root) {
  return filesOf(root).reduce((sum, name) => sum + Math.ceil(statSync(path.join(root, name)).size / 1024), 0);
}

function control({ version, description }, architecture, size) {
  // What test/packaging/glibc.test.ts finds in the files.
  const libraries =
    architecture === 'armhf'
      ? ['libatomic1', 'libc6 (>= 2.34)', 'libgcc-s1', 'libstdc++6 (>= 9)', 'libudev1']
      : ['libc6 (>= 2.28)', 'libgcc-s1', 'libstdc++6 (>= 8)', 'libudev1'];
  return `Package: ${packageName}
Version: ${version}-1
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: ${libraries.join(', ')}
Provides: avrdude (= 8.2)
Conflicts: avrdude
Replaces: avrdude
Section: electronics
Priority: optional
Homepage: https://avrdudes.github.io/avrdude/
Description: ${description.replace(/^A /, '').replace(/, the program.*/, '')}
 Writes programs into AVR microcontrollers, reads them back and verifies them,
 through programmers and boot loaders. It takes the place of the C program of
 the same name and speaks word for word as its releases 6.4, 7.1 or 8.2 do,
 so that arduino, arduino-mk and others find what they were written for.
`;
}

function changelog(version) {
  const date = new Date(sourceTime() * 1000).toUTCString().replace('GMT', '+0000');
  return `${packageName} (${version}-1) unstable; urgency=medium\n\n  * Built from the sources of version ${version}.\n\n -- ${maintainer}  ${date}\n`;
}

function copyright() {
  return `This package holds avrdude, built again in TypeScript. It may be distributed under
the GNU General Public License, version 2 or later. On Debian systems that is
in /usr/share/common-licenses/GPL-2.

Copyright (C) 2026 the authors of avrdude

What Node and the packages inside are distributed under is in NOTICES.txt
beside this file.
`;
}
