import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compared } from './compare.ts';
import { recordOf, type Scenario } from './scenario.ts';

/** What differs, as a person reads it. */
export function explain(scenario: Scenario, { parts, real, ours }: Compared): string {
  const { release, device, mode, lines } = scenario;
  const behind = device
    ? ` [${device.kind} ${device.part} ${(device.faults ?? []).join(' ')} ${(device.options ?? []).join(' ')} ${Object.keys(device.memories ?? {})}]`
    : '';
  const words = recordOf(scenario)
    .argv.map((word) => (/^[\w@.:/,=+?-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
  const out = [`--- ${release} ${mode}: ${words}${behind}`];
  if (lines.length > 0) out.push(`  typed: ${JSON.stringify(lines)}`);
  for (const part of parts) {
    const [a, b] = [real[part], ours[part]];
    if (typeof a === 'string' && typeof b === 'string') out.push(diff(a, b, part));
    else
      out.push(
        `  ${part}: avrdude ${JSON.stringify(a).slice(0, 300)}\n  ${part}: ours    ${JSON.stringify(b).slice(0, 300)}`,
      );
  }
  return `${out.join('\n')}\n`;
}

/** Two texts as a unified diff, cut off where it gets long. */
export function diff(real: string, ours: string, label: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    writeFileSync(join(folder, 'a'), real, 'latin1');
    writeFileSync(join(folder, 'b'), ours, 'latin1');
    const labels = ['--label', `avrdude ${label}`, '--label', `ours ${label}`];
    const words = ['-U1', ...labels, join(folder, 'a'), join(folder, 'b')];
    return spawnSync('diff', words, { encoding: 'latin1' }).stdout.slice(0, 3000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
