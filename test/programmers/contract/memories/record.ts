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
      part: asked.part,
      memory,
      operation,
      status,
      stdout,
      stderr: stderr.replaceAll(folder, '/work'),
      file: existsSync(file) ? cases.digest(readFileSync(file)) : null,
      changed: cases.changesOf(device, before),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Real avrdude gives an urboot loader 25 ms to answer, and then takes the answer for the next one's. */
const outOfStep = /protocol expects|not responding|not in sync/;

/** A busy machine gets real avrdude out of step: what it does not say twice tells nothing. */
async function recordSurely(...run: Parameters<typeof record>): Promise<cases.Recorded> {
  const isLoader = run[1].kind === 'urboot';
  for (let last = await record(...run); ; ) {
    const next = await record(...run);
    if (isLoader && outOfStep.test(next.stderr)) continue;
    if (JSON.stringify(last) === JSON.stringify(next)) return next;
    last = next;
  }
}

const runs: Parameters<typeof record>[] = [];
for (const release of [...RELEASES].reverse()) {
  const real = realAvrdude(release);
  if (!real) throw new Error(`no real avrdude ${release}`);
  for (const asked of cases.asked)
    for (const memory of cases.memoriesOf(asked, release))
      for (const operation of cases.operationsOf(memory, release))
        runs.push([real, asked, memory, operation]);
}
const all: cases.Recorded[] = [];
const queue = [...runs.entries()];
const worker = async (): Promise<void> => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [index, [real, asked, memory, operation]] = next;
    all[index] = await recordSurely(real, asked, memory, operation);
    process.stderr.write(`${index} of ${runs.length}: ${real.release} ${asked.programmer} ${memory}\n`);
  }
};
// Most of them wait.
await Promise.all(Array.from({ length: 8 }, worker));
process.stdout.write(`[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
