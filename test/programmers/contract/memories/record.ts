/**
 * Asks real avrdude 6.4, 7.1 and 8.2 (named by REAL_AVRDUDE_6_4 and so on, see `npm run differential -- --help`) for the memories
 * that boot loaders have and have not, on simulated ones, and writes down what came of it:
 *
 *   node scripts/run-ts.mjs test/programmers/contract/memories/record.ts > test/programmers/contract/memories/recorded.json
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RELEASES, type Real, realAvrdude } from '../../../differential/real.ts';
import { serveTcp } from '../../../sim/carrier.ts';
import * as cases from './cases.ts';

/** After so many milliseconds a run counts as one that never ends. */
const patience = 60_000;

async function record(
  real: Real,
  asked: cases.Asked,
  memory: string,
  operation: (typeof cases.operations)[number],
): Promise<cases.Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'memories-'));
  try {
    const device = cases.plugIn(asked);
    const before = cases.contentsOf(device);
    const carrier = await serveTcp(device);
    const args = ['-C', real.conf, ...cases.argumentsOf(asked, memory, operation, carrier.port)];
    const child = spawn(real.binary, args, {
      cwd: folder,
      env: { HOME: folder, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      stderr += text;
    });
    const status = await new Promise<number>((resolve) =>
      child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGSEGV' ? 139 : 124))),
    );
    await carrier.close();
    const file = join(folder, 'out.bin');
    return {
      release: real.release,
      programmer: asked.programmer,
      memory,
      operation,
      status,
      stdout,
      stderr: stderr.replaceAll(folder, '/work'),
      file: existsSync(file) ? readFileSync(file).toString('hex') : null,
      changed: cases.changesOf(device, before),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const all: cases.Recorded[] = [];
for (const release of [...RELEASES].reverse()) {
  const real = realAvrdude(release);
  if (!real) throw new Error(`no real avrdude ${release}`);
  for (const asked of cases.asked)
    for (const memory of cases.memoriesOf(asked, release))
      for (const operation of cases.operations) {
        // A busy machine gets real avrdude out of step with a loader, whose answer it gives 25 ms: such a run tells nothing.
        let run = await record(real, asked, memory, operation);
        while (/protocol expects/.test(run.stderr)) run = await record(real, asked, memory, operation);
        all.push(run);
        process.stderr.write(`${release} ${asked.programmer} ${memory} ${operation}\n`);
      }
}
process.stdout.write(`[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
