import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Result } from '../conformance/record.ts';
import { projectFile } from '../sim/carrier.ts';
import type { DeviceSpec } from '../sim/device.ts';
import { InsideReplays } from './replays.ts';

/** A run of the bundle with a device, in virtual time. */
export interface InsideCall {
  /** `@PORT@` is the device's. */
  readonly args: readonly string[];
  readonly device: Pick<DeviceSpec, 'kind' | 'part' | 'faults' | 'options'>;
  readonly release?: string;
  /** Of virtual time; a run that takes longer has the status `timeout`. */
  readonly limitMs: number;
}

const root = dirname(projectFile('package.json'));

/** Makes what runs the bundle for the tests of a file; `main.hex` lies in the folder of each run. */
export function insideRunner(): (call: InsideCall) => Promise<Result> {
  const replays = new InsideReplays(join(root, 'dist/main.cjs'), 1);
  afterAll(() => replays.close());
  return async ({ args, device, release = '6.4', limitMs }) => {
    const { kind, part, faults = [], options = [] } = device;
    const record = {
      name: 'inside/run',
      version: release,
      argv: args,
      mode: 'pipe',
      stdin: '',
      files: { 'main.hex': { image: 'main.hex' } },
      device: { kind, part, faults, options, memories: {} },
      expect: { status: 0, stdout: '', stderr: '', files: {}, memories: {} },
    } as const;
    const images = join(root, 'test/conformance/images');
    const around = { binary: join(root, 'dist/avrdude'), images, conf: undefined, limitMs };
    return (await replays.replay(record, around)).result;
  };
}
