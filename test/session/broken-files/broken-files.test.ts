import { describe, expect, test } from 'vitest';
import { simulateAny } from '../../sim/kinds.ts';
import { port } from '../../whole-run/cable.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';
import * as cases from './cases.ts';
import recorded from './recorded.json' with { type: 'json' };

inVirtualTime();

/** Runs that the real one did not survive, or did not end: nothing is to be had from them but that it must not be so with us. */
const crashed = 139;
const endless = 124;

/**
 * What may be left of real avrdude's deeds (README, "Where we differ, on purpose"): the erase for a file that turns out to be
 * missing or broken, in a run that writes nothing after it.
 */
function asSafe(real: string, ours: string, status: number): string {
  return real === 'blank' && ours === 'old' && status !== 0 ? 'old' : real;
}

describe.each((recorded as readonly cases.Recorded[]).filter(({ status }) => status !== endless))(
  '$release',
  ({ release, file, line, ...real }) => {
    test(`${line}: a file ${file}`, async () => {
      const broken = cases.brokenFiles.find(({ name }) => name === file)!;
      const device = simulateAny(cases.deviceOf(release));
      const run = await runProgram({
        device,
        release,
        args: cases.argumentsOf(line, broken, port),
        files: cases.files,
        folders: cases.folders,
        unreadable: cases.unreadable,
        typed: cases.typed,
      });
      const { memories } = device.dump();
      const status = run.status ?? endless;
      const flash = cases.contentsOf('flash', memories.flash!);
      const eeprom = cases.contentsOf('eeprom', memories.eeprom!);
      const lfuse = memories.lfuse![0];
      expect({ status, flash, eeprom, lfuse, stdout: run.stdout, stderr: run.stderr }).toEqual({
        ...real,
        flash: asSafe(real.flash, flash, status),
        eeprom: asSafe(real.eeprom, eeprom, status),
        ...(real.status === crashed && { status: 139 }),
      });
    });
  },
);
