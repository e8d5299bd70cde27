import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { insideRunner } from '../inside/run-inside.ts';
import { projectFile } from './carrier.ts';
import { runSimulated } from './real-avrdude.ts';

const root = dirname(projectFile('package.json'));
const dist = join(root, 'dist/avrdude');
const image = join(root, 'test/conformance/images/main.hex');

const runInside = insideRunner();

/** The serial programmers and what they speak to. */
const KINDS = [
  { kind: 'stk500v1', programmer: 'avrisp', part: 'm32u4', options: ['fw=arduinoisp'] },
  { kind: 'optiboot', programmer: 'arduino', part: 'm328p' },
  { kind: 'avr109', programmer: 'avr109', part: 'm32u4' },
  { kind: 'avr910', programmer: 'avr910', part: 'm32' },
  { kind: 'stk500v2', programmer: 'stk500v2', part: 'm32u4' },
  { kind: 'wiring', programmer: 'wiring', part: 'm2560' },
  { kind: 'buspirate', programmer: 'buspirate', part: 'm328p' },
] as const;

/** Real avrdude spins for ever in most of these. */
describe.skipIf(!existsSync(dist)).each(KINDS)(
  'a line that vanishes under $programmer',
  { concurrent: true },
  (setup) => {
    const { kind, part, programmer } = setup;
    const options = 'options' in setup ? setup.options : [];
    const args = ['-c', programmer, '-p', part, '-P', '@PORT@', '-D', '-U', `flash:w:${image}:i`];

    test.each([
      { bytes: 3, on: 'pty' },
      { bytes: 300, on: 'pty' },
      { bytes: 300, on: 'tcp' },
    ] as const)('after $bytes bytes on $on ends the run with status 1', async ({ bytes, on }) => {
      const faults = [`disconnect-after=${bytes}`];
      const { status, dump } = await runSimulated({ kind, part, options, faults }, dist, args, on);
      expect({ status, hits: dump.meta.faultHits }).toEqual({ status: 1, hits: { 'disconnect-after': 1 } });
    });
  },
);

test
  .skipIf(!existsSync(dist))
  .concurrent.each(['avrisp', 'arduino', 'avr109', 'avr910', 'stk500v2', 'wiring', 'buspirate'])(
  '-c %s ends on a device that never stops talking',
  async (programmer) => {
    const part = programmer === 'avr910' ? 'm32' : 'm32u4';
    const args = ['-c', programmer, '-p', part, '-P', '@PORT@'];
    const { status } = await runInside({ args, device: { kind: 'babble', part: 'm32u4' }, limitMs: 40_000 });
    expect(status).toBe(1);
  },
);
