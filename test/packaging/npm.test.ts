import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePty, serveTcp } from '../sim/carrier.ts';
import { simulateAny } from '../sim/kinds.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';

/** A folder in which nothing is but the packed file, installed without asking anybody. */
const folder = mkdtempSync(path.join(tmpdir(), 'avrdude-npm-'));
const npx = (args: readonly string[]) => ['--offline', 'avrdude', ...args];
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${packed}`], {
    cwd: folder,
    stdio: 'pipe',
  });
});

test('it needs no other package, and brings the texts of licences', () => {
  const installed = path.join(folder, 'node_modules');
  expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['avrdude']);
  expect(readdirSync(path.join(installed, 'avrdude')).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
  ]);
  const notices = readFileSync(path.join(installed, 'avrdude/dist/npm/NOTICES.txt'), 'utf8');
  for (const name of ['serialport', 'usb', 'libusb', 'yargs-parser'])
    expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('npx starts it, in the words of the release that is asked for', () => {
  const ran = spawnSync('npx', npx(['-c', 'dryrun', '-p', 'm8', '-U', 'lfuse:r:-:h']), {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, AVRDUDE_COMPAT: '8.2', HOME: folder },
  });
  // As real avrdude 8.2 has it.
  expect({ status: ran.status, stdout: ran.stdout, stderr: ran.stderr }).toEqual({
    status: 0,
    stdout: '0xe1\n',
    stderr: 'Reading lfuse memory ...\nWriting 1 byte to output file <stdout>\n\nAvrdude done.  Thank you.\n',
  });
});

test('it flashes a board through the libraries that it brings', async () => {
  const device = simulateAny({ kind: 'stk500v1', part: 'm328p' });
  const carrier = await (PSEUDO_TERMINALS ? servePty : serveTcp)(device);
  try {
    const args = ['-c', 'arduino', '-P', carrier.port, '-p', 'm328p', '-U', 'flash:w:0x0c,0x94,0x34,0x00:m'];
    const child = spawn('npx', npx(args), {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, HOME: folder },
    });
    expect(await once(child, 'close')).toEqual([0, null]);
  } finally {
    await carrier.close();
  }
  expect([...(device.dump().memories.flash ?? [])].slice(0, 4)).toEqual([0x0c, 0x94, 0x34, 0x00]);
});
