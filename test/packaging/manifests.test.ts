import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { targets } from '../../scripts/build/targets.mjs';
import { manifests } from '../../scripts/dist/manifests.mjs';

const made = targets.map(({ id, name }, i) => ({
  target: id,
  file: `avrdude-1.2.3-${name}.${id.startsWith('win32') ? 'zip' : 'tar.xz'}`,
  sha256: String(i).repeat(64),
}));
const texts = manifests({
  product: { version: '1.2.3', description: 'A thing that does it', license: 'GPL-2.0-or-later' },
  url: 'https://where.it/is',
  made,
});

/** Archive and sum of a platform, as a manifest has them near each other. */
const has = (text: string | undefined, target: string, sum = (one: string) => one): boolean => {
  const one = made.find((archive) => archive.target === target)!;
  return new RegExp(`https://where\\.it/is/${one.file}"?,?\\s+"?\\w+"?:?\\s+"?${sum(one.sha256)}`).test(
    text ?? '',
  );
};

test('each package manager is told every platform that it knows', () => {
  const brew = texts['homebrew/avrdude-compat.rb'];
  expect(
    ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'].filter((target) => !has(brew, target)),
  ).toEqual([]);
  const winget = texts['winget/AVRDUDECompat.AVRDUDECompat.installer.yaml'];
  expect(['win32-x64', 'win32-ia32', 'win32-arm64'].filter((target) => !has(winget, target))).toEqual([]);
  expect(JSON.parse(texts['scoop/avrdude-compat.json'] ?? '')).toEqual({
    version: '1.2.3',
    description: 'A thing that does it',
    homepage: 'https://where.it/is',
    license: 'GPL-2.0-or-later',
    architecture: {
      '64bit': {
        url: 'https://where.it/is/avrdude-1.2.3-windows-x64.zip',
        hash: '3'.repeat(64),
        extract_dir: 'avrdude-1.2.3-windows-x64',
      },
      arm64: {
        url: 'https://where.it/is/avrdude-1.2.3-windows-arm64.zip',
        hash: '4'.repeat(64),
        extract_dir: 'avrdude-1.2.3-windows-arm64',
      },
      '32bit': {
        url: 'https://where.it/is/avrdude-1.2.3-windows-x86.zip',
        hash: '5'.repeat(64),
        extract_dir: 'avrdude-1.2.3-windows-x86',
      },
    },
    bin: 'avrdude.exe',
  });
});

test("winget's three files name each other", () => {
  const kinds = Object.entries(texts)
    .filter(([name]) => name.startsWith('winget/'))
    .map(([, text]) => [
      /^PackageIdentifier: (.*)$/m.exec(text)?.[1],
      /^ManifestType: (.*)$/m.exec(text)?.[1],
    ]);
  expect(kinds).toEqual([
    ['AVRDUDECompat.AVRDUDECompat', 'version'],
    ['AVRDUDECompat.AVRDUDECompat', 'installer'],
    ['AVRDUDECompat.AVRDUDECompat', 'defaultLocale'],
  ]);
});

const ruby = spawnSync('ruby', ['--version']).status === 0;
if (!ruby) console.warn('NOTICE: no ruby here; the formula is not read by it');

test.skipIf(!ruby)('the formula is Ruby', () => {
  const { stdout, stderr } = spawnSync('ruby', ['-c'], {
    input: texts['homebrew/avrdude-compat.rb'],
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({ stdout: 'Syntax OK\n', stderr: '' });
});
