import type { ReleaseId } from '../../src/model/release.ts';
import { hex } from '../session/bench.ts';
import type { DeviceSpec } from '../sim/device.ts';
import type { ProgramRun } from '../whole-run/run-program.ts';

/** What somebody types, on what machine, with what at the other end of the line. */
export interface Situation extends Pick<ProgramRun, 'files' | 'refused' | 'interruptAt'> {
  readonly args: readonly string[];
  readonly device?: DeviceSpec;
}

/** A situation, what is to be said in it, and what differs where nothing may be said. */
export interface HintCase extends Situation {
  readonly name: string;
  readonly hints: readonly string[];
  /** Where not all releases come to it. */
  readonly releases?: readonly ReleaseId[];
  readonly silentIf: readonly ({ readonly why: string } & Partial<Situation>)[];
}

export const port = ['-P', '/dev/ttySim'];
export const uno = ['-c', 'arduino', ...port, '-p', 'm328p'];
export const isp328 = ['-c', 'avrisp', '-b', '19200', ...port, '-p', 'm328p'];
export const isp32u4 = ['-c', 'avrisp', '-b', '19200', ...port, '-p', 'm32u4'];
export const update = (...texts: readonly string[]) => texts.flatMap((text) => ['-U', text]);

export const sketch = (part: string, more: Partial<DeviceSpec> = {}): DeviceSpec => ({
  kind: 'stk500v1',
  part,
  options: ['fw=arduinoisp'],
  ...more,
});
export const optiboot = (options: readonly string[], flash?: Uint8Array): DeviceSpec => ({
  kind: 'optiboot',
  part: 'm328p',
  options,
  ...(flash && { memories: { flash } }),
});

const bytes = (count: number, start = 0x11): number[] =>
  Array.from({ length: count }, (_, i) => (start + i * 29 + (i >> 4)) & 0xff);
/** A program of four pages, and where it goes in Intel hex. */
export const program = Uint8Array.from(bytes(512));
export const app = hex([0, bytes(512)]);
export const small = hex([0, bytes(32)]);

/** A chip whose boot section of 2048 words holds a loader. */
export function withLoader(): Uint8Array {
  const flash = new Uint8Array(0x8000).fill(0xff);
  flash.set(program);
  flash.fill(0xb0, 0x7000, 0x7c00);
  return flash;
}

/** A program, and the boot loader's first record behind the last one of it, as they come of two files without a line end between. */
export const joined = (() => {
  const [first, second, end] = small.split('\n');
  const [loader] = hex([0x7000, bytes(16, 0xc0)]).split('\n');
  const [next] = hex([0x20, bytes(16, 0x55)]).split('\n');
  return `${first}\n${second}\n${next}${loader}\n${end}\n`;
})();
