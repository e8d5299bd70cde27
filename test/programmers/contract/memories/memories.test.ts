import { describe, expect, test } from 'vitest';
import { port } from '../../../whole-run/cable.ts';
import { inVirtualTime, runProgram } from '../../../whole-run/run-program.ts';
import * as cases from './cases.ts';
import recorded from './recorded.json' with { type: 'json' };

inVirtualTime();

describe.each(recorded as unknown as readonly cases.Recorded[])(
  '$release $programmer $part $memory',
  ({ release, programmer, part, memory, operation, ...real }) => {
    test({ r: 'read', w: 'written', v: 'compared' }[operation], async () => {
      const asked = cases.asked.find((one) => one.programmer === programmer && one.part === part)!;
      const device = cases.plugIn(asked);
      const before = cases.contentsOf(device);
      const args = cases.argumentsOf(asked, memory, operation, port);
      const run = await runProgram({ device, release, args, lacksControlLines: true });
      const file = run.read('out.bin');
      expect({
        status: run.status,
        stdout: run.stdout,
        stderr: run.stderr.replaceAll('/dev/ttySim', port),
        file: file ? cases.digest(file) : null,
        changed: cases.changesOf(device, before),
      }).toEqual(real);
    });
  },
);
