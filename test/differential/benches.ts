import fc from 'fast-check';
import type { ReleaseId } from '../../src/model/release.ts';
import type { DeviceRecord } from '../conformance/record.ts';

/** A programmer, and what stands behind its port. */
export interface RandomBench {
  readonly kind: string;
  readonly part: string;
  readonly options: readonly string[];
  readonly words: readonly string[];
}

const bench = (
  kind: string,
  part: string,
  words: readonly string[],
  options: readonly string[] = [],
): RandomBench => ({ kind, part, words, options });

const CLASSIC: readonly RandomBench[] = [
  bench('stk500v1', 'm32u4', ['-c', 'avrisp', '-b', '19200'], ['fw=stk500']),
  bench('stk500v1', 'm328p', ['-c', 'stk500v1'], ['fw=stk500']),
  bench('stk500v1', 't85', ['-c', 'avrisp', '-b', '19200'], ['fw=stk500']),
  bench('stk500v1', 'm1284p', ['-c', 'avrisp'], ['fw=stk500']),
  bench('optiboot', 'm328p', ['-c', 'arduino', '-b', '115200']),
  bench('optiboot', 'm168', ['-c', 'arduino', '-b', '19200']),
  bench('avr109', 'm32u4', ['-c', 'avr109']),
  bench('avr910', 'm32', ['-c', 'avr910']),
  bench('stk500v2', 'm328p', ['-c', 'stk500v2']),
  bench('stk500v2', 'm2560', ['-c', 'stk500v2']),
  bench('wiring', 'm2560', ['-c', 'wiring', '-b', '115200']),
  bench('buspirate', 'm328p', ['-c', 'buspirate']),
  bench('jtagmkii', 'm32u4', ['-c', 'jtag2fast']),
];

/** avrdude has them since 7.0. */
const UPDI: readonly RandomBench[] = [
  bench('serialupdi', 't1614', ['-c', 'serialupdi']),
  bench('serialupdi', 'm4809', ['-c', 'serialupdi']),
  bench('serialupdi', 'avr128da48', ['-c', 'serialupdi']),
  bench('jtag2updi', 't1614', ['-c', 'jtag2updi']),
];

/** A programmer, the commonest more often. */
export function benchFor(release: ReleaseId): fc.Arbitrary<RandomBench> {
  const all = release === '6.4' ? CLASSIC : [...CLASSIC, ...UPDI];
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...all.slice(0, 2)) },
    { weight: 4, arbitrary: fc.constantFrom(...all) },
  );
}

/** Parts into which every image fits. */
const LARGE = new Set(['m32u4', 'm328p', 'm1284p', 'm2560', 'm32']);

/** Its chip: blank or not, sound or not. */
export function deviceOf({ kind, part, options }: RandomBench): fc.Arbitrary<DeviceRecord> {
  return fc
    .record({
      flash: LARGE.has(part)
        ? fc.constantFrom(undefined, 'small.hex', 'tiny.hex', 'gaps.hex')
        : fc.constantFrom(undefined, 'tiny.hex'),
      eeprom: LARGE.has(part) ? fc.constantFrom(undefined, 'ee512.bin') : fc.constant(undefined),
      fault: fc.oneof(
        { weight: 9, arbitrary: fc.constant<string | undefined>(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('wrong-signature', 'bad-verify=0x2a', 'nodevice') },
      ),
    })
    .map(({ flash, eeprom, fault }) => ({
      kind,
      part,
      memories: { ...(flash && { flash: { image: flash } }), ...(eeprom && { eeprom: { image: eeprom } }) },
      faults: fault && !kind.endsWith('updi') ? [fault] : [],
      options,
    }));
}

/** The words that choose it. */
export function wordsOf({ words, part }: RandomBench): readonly string[] {
  return [...words, '-P', '@PORT@', '-p', part];
}

export const anyMode = fc.constantFrom<'pipe' | 'tty-in' | 'tty'>('pipe', 'pipe', 'pipe', 'tty-in', 'tty');
