import { expect, test } from 'vitest';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/** Programmers whose data have neither mark nor checksum. */
const unchecked = [
  ['avr109', 'm8u2', '-c avr109', 'fw=caterina'],
  ['avr109', 'm8u2', '-c butterfly', 'fw=butterfly'],
] as const;

const old = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 29 + 3) & 0xff);

/** The rest of a page is read and written back, and no verification looks at it. */
test.each(unchecked)(
  '%s %s %s: the rest of a page survives a spoilt answer',
  async (kind, part, line, option) => {
    const application = Uint8Array.from({ length: 90 }, () => 0);
    application.set([0x0e, 0xc0]);
    const plug = (faults: readonly string[]) => {
      const { flash } = simulateAny({ kind, part }).dump().memories;
      return simulateAny({ kind, part, options: [option], faults, memories: { flash: old(flash!.length) } });
    };
    const write = async (faults: readonly string[]) => {
      const device = plug(faults);
      const args = `-qq ${line} -p ${part} -P /dev/ttySim -U flash:w:a.bin:r`;
      const run = await runProgram({ device, args, files: { 'a.bin': application }, release: '8.2' });
      const { memories, meta } = device.dump();
      return {
        status: run.status,
        rest: memories.flash!.slice(application.length, 128),
        answers: meta.replies,
      };
    };
    const clean = await write([]);
    expect(clean.status).toBe(0);
    for (const fault of ['nibble', 'garbage-at'])
      for (let at = 1; at <= clean.answers; at++) {
        const { status, rest } = await write([`${fault}=${at}`]);
        const lost = status === 0 && Buffer.compare(rest, clean.rest) !== 0;
        expect({ fault, at, lost }).toEqual({ fault, at, lost: false });
      }
  },
);
