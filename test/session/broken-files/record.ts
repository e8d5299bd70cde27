/**
 * Runs real avrdude 6.4, 7.1 and 8.2 (named by REAL_AVRDUDE_6_4 and so on, see `npm run differential -- --help`) with every broken file
 * and command line of `cases.ts` on a simulated ATmega328P behind an STK500, and writes down what came of it:
 *
 *   node scripts/run-ts.mjs test/session/broken-files/record.ts > test/session/broken-files/recorded.json
 *
 * It has to be run by root, since real avrdude is run by a user who may not read everything.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RELEASES, type Real, realAvrdude } from '../../differential/real.ts';
import { serveTcp } from '../../sim/carrier.ts';
import { simulateAny } from '../../sim/kinds.ts';
import * as cases from './cases.ts';

const nobody = 65534;
/** After so many milliseconds a run counts as one that never ends. */
const patience = 60_000;

async function record(real: Real, broken: cases.BrokenFile, line: string): Promise<cases.Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  try {
    for (const [name, data] of Object.entries(cases.files)) writeFileSync(join(folder, name), data);
    for (const name of cases.folders) mkdirSync(join(folder, name));
    for (const name of cases.unreadable) chmodSync(join(folder, name), 0);
    chmodSync(folder, 0o777);
    const device = simulateAny(cases.deviceOf(real.release));
    const carrier = await serveTcp(device);
    const args = ['-C', real.conf, ...cases.argumentsOf(line, broken, carrier.port)];
    const child = spawn(real.binary, args, {
      cwd: folder,
      env: { HOME: folder, LC_ALL: 'C' },
      stdio: 'pipe',
      uid: nobody,
      gid: nobody,
      timeout: patience,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined).end(cases.typed.map((text) => `${text}\n`).join(''));
    const status = await new Promise<number>((resolve) =>
      child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGSEGV' ? 139 : 124))),
    );
    await carrier.close();
    const { flash, eeprom, lfuse } = device.dump().memories;
    return {
      release: real.release,
      file: broken.name,
      line,
      status,
      flash: cases.contentsOf('flash', flash!),
      eeprom: cases.contentsOf('eeprom', eeprom!),
      lfuse: lfuse![0]!,
      // GNU readline repeats what comes through a pipe; a release that is built without it does not.
      stdout: stdout.replace(/^avrdude> quit\n/m, ''),
      stderr: stderr.replaceAll(folder, '/work'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const all: cases.Recorded[] = [];
for (const release of RELEASES) {
  const real = realAvrdude(release);
  if (!real) throw new Error(`no real avrdude ${release}`);
  for (const broken of cases.brokenFiles)
    for (const line of cases.commandLines) all.push(await record(real, broken, line));
}
process.stdout.write(`[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
