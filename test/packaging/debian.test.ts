import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeDebian, packageName } from '../../scripts/dist/debian.mjs';

const has = (program: string): boolean => {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (!found) console.warn(`NOTICE: no ${program} here; the test that needs it is left out`);
  return found;
};
const canBuild = has('dpkg-deb') && has('dpkg');

const folder = mkdtempSync(path.join(tmpdir(), 'avrdude-debian-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package around a program that is small. */
function build(): string {
  const from = path.join(folder, 'from');
  const files: Record<string, string> = {
    avrdude: '#!/bin/sh\necho started >&2\n',
    'avrdude.conf': '# nothing\n',
    'avrdude.1': '.TH AVRDUDE 1\n',
    '55-avrdude.rules': '# rules\n',
    'NOTICES.txt': 'notices\n',
    'completions/avrdude.bash': '# bash\n',
    'completions/_avrdude': '#compdef avrdude\n',
    'completions/avrdude.fish': '# fish\n',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(from, name)), { recursive: true });
    writeFileSync(path.join(from, name), text);
  }
  const product = { version: '9.9.9', description: 'A program, the program that does it' };
  return makeDebian({ product, target: 'linux-x64', from, folder, level: 1 });
}

describe.skipIf(!canBuild)('the Debian package', () => {
  const file = canBuild ? build() : '';
  const root = path.join(folder, 'root');
  /** dpkg on a system of its own, in which there is nothing. */
  const dpkg = (...args: string[]) =>
    spawnSync(
      'dpkg',
      [
        '--root',
        root,
        '--force-not-root',
        '--force-depends',
        '--force-script-chrootless',
        '--log',
        '/dev/null',
        ...args,
      ],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
  mkdirSync(path.join(root, 'var/lib/dpkg/info'), { recursive: true });
  mkdirSync(path.join(root, 'var/lib/dpkg/updates'), { recursive: true });
  for (const name of ['status', 'available']) writeFileSync(path.join(root, 'var/lib/dpkg', name), '');

  test('says what it stands for', () => {
    const field = (name: string) => execFileSync('dpkg-deb', ['-f', file, name], { encoding: 'utf8' }).trim();
    expect(['Package', 'Version', 'Architecture', 'Provides', 'Conflicts', 'Replaces'].map(field)).toEqual([
      packageName,
      '9.9.9-1',
      'amd64',
      'avrdude (= 8.2)',
      'avrdude',
      'avrdude',
    ]);
  });

  test('belongs to root, whoever has built it, and only the program can be run', () => {
    const listing = execFileSync('dpkg-deb', ['-c', file], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    const lines = listing.trim().split('\n');
    expect(lines.filter((line) => !/^\S+ root\/root /.test(line))).toEqual([]);
    expect(lines.filter((line) => /^-..x/.test(line)).map((line) => line.split(' ').at(-1))).toEqual([
      './usr/bin/avrdude',
    ]);
  });

  test('is the same twice', () => {
    const before = execFileSync('sha256sum', [file], { encoding: 'utf8' });
    build();
    expect(execFileSync('sha256sum', [file], { encoding: 'utf8' })).toBe(before);
  });

  test("is installed and removed; Debian's own avrdude and it are not there together", () => {
    expect(dpkg('-i', file).stderr).not.toContain('error');
    const program = path.join(root, 'usr/bin/avrdude');
    expect(spawnSync(program, { encoding: 'utf8' }).stderr).toBe('started\n');

    const other = path.join(folder, 'other');
    mkdirSync(path.join(other, 'DEBIAN'), { recursive: true });
    const control =
      'Package: avrdude\nVersion: 7.1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a\n';
    writeFileSync(path.join(other, 'DEBIAN/control'), control);
    execFileSync('dpkg-deb', ['--build', other, `${other}.deb`], { stdio: 'ignore' });
    expect(dpkg('-i', `${other}.deb`).stderr).toContain(`conflicting packages - not installing avrdude`);

    expect(dpkg('-r', packageName).status).toBe(0);
    expect(existsSync(program)).toBe(false);
    expect(readdirSync(path.join(root, 'etc'))).toEqual(['avrdude.conf']);
    expect(dpkg('-P', packageName).status).toBe(0);
    const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.startsWith('var') && statSync(path.join(root, name)).isFile(),
    );
    expect(left).toEqual([]);
  });
});
