/** The executable carries libraries that it has to put somewhere before the system loads them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { avrdude } from './process.ts';

/** As root, in a view of the file system of one's own, anything can be mounted. */
const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0;
if (!canMount)
  console.warn('NOTICE: not root; the tests of folders from which nothing can be run are left out');

const noexec = (folder: string) => `mount -t tmpfs -o noexec tmpfs ${folder}`;
const nowhere = ['/tmp', '/dev/shm', '/var/tmp'].map(noexec);
/** Where the binary is then: its own folder may lie below one that is spoilt. */
const place = '/media';
const binaryReadOnly = [`mount -o remount,ro,bind ${place}`];

/** Looks for a USB programmer, which there is none of, after some folders have been spoilt. */
function run(mounts: readonly string[], env: Readonly<Record<string, string>> = {}, release = '6.4') {
  const script = [
    `mount --bind '${dirname(avrdude)}' ${place}`,
    ...mounts,
    `exec ${place}/avrdude -c usbasp -p m8 -P usb:nosuch`,
  ].join(' && ');
  const { status, stderr, signal } = spawnSync('unshare', ['-m', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', AVRDUDE_COMPAT: release, ...env },
    timeout: 20_000,
  });
  return { status, signal, stderr };
}

describe.runIf(canMount)('libraries', () => {
  const found = run([]);

  test('are loaded, so that the device is missed', () => {
    expect(found.status).toBe(1);
    expect(found.stderr).toMatch(/could not find USB device/i);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['a TMPDIR that is not there', [], { TMPDIR: '/nonexistent' }],
    ['a /tmp from which nothing can be run', [noexec('/tmp')], {}],
    ['nothing to be run from /tmp and /dev/shm', nowhere.slice(0, 2), {}],
    ['only the folder of the binary', nowhere, {}],
    [
      'only the TMPDIR that is given',
      [...nowhere, ...binaryReadOnly, 'mount -t tmpfs tmpfs /mnt'],
      { TMPDIR: '/mnt' },
    ],
    ['only what is in HOME', [...nowhere, ...binaryReadOnly, 'mount -t tmpfs tmpfs /mnt'], { HOME: '/mnt' }],
  ])('with %s', (_name, mounts, env) => {
    expect(run(mounts, env)).toEqual(found);
  });

  test.each([
    ['6.4', 'avrdude: '],
    ['7.1', 'avrdude error: '],
    ['8.2', 'Error: '],
  ] as const)('%s: where there is no place at all, it says so and what to do', (release, lead) => {
    const { status, signal, stderr } = run([...nowhere, ...binaryReadOnly], {}, release);
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    const [first, second] = stderr.split('\n').filter((line) => line !== '');
    expect(first).toBe(
      `${lead}cannot load the library for ports: nothing can be run in /tmp, /dev/shm, /nonexistent/.cache, /var/tmp, /nonexistent or ${place}`,
    );
    expect(second?.trim()).toBe('set TMPDIR to a folder that can be written to and is not mounted noexec');
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('nothing is left behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'library-'));
    run([], { TMPDIR: folder });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
