import type { InstructionSet } from './instruction-set.ts';

/** What stands around an `ldi`, which shows whether it loads half of an address. */
export interface LoadContext {
  readonly address: number;
  /** The word before and the one behind; undefined beyond the section. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** An instruction ahead takes Z as a word address (2) or a byte address (1). */
  readonly pointer: 0 | 1 | 2;
  /** That instruction is a call. */
  readonly calls: boolean;
  /** That instruction reads flash. */
  readonly readsFlash: boolean;
}

const endings = ['rjmp', 'jmp', 'ret', 'reti', 'u_ret', 'u_reti'];
const calls = ['icall', 'eicall', 'u_icall', 'u_eicall'];
const flashReads = ['lpm_0', 'lpm_z', 'lpm_zp', 'elpm_0', 'elpm_z', 'elpm_zp'];
const pointerUses = [
  'ijmp',
  'eijmp',
  ...calls,
  'u_ijmp',
  'u_eijmp',
  'ld_z',
  'ld_zp',
  'ld_mz',
  'ldd_z',
  'st_z',
  'st_zp',
  'st_mz',
  'std_z',
  ...flashReads,
  'spm',
  'spm_zp',
  'xch',
  'las',
  'lac',
  'lat',
];

/** How many instructions ahead are looked at. */
const reach = 6;

/**
 * @param wordAt the word at a place in the section, which may reach a little beyond it
 * @param position of the `ldi`
 * @param end first place at which no word begins
 */
export function loadContext(
  set: InstructionSet,
  wordAt: (position: number) => number,
  position: number,
  address: number,
  hasBefore: boolean,
  end: number,
): LoadContext {
  const before = hasBefore ? wordAt(position - 2) : undefined;
  const next = position + set.width(wordAt(position));
  if (next >= end) return { address, before, after: undefined, pointer: 0, calls: false, readsFlash: false };
  const after = wordAt(next);
  let word = after;
  let at = next + set.width(word);
  for (let k = 0; k < reach && at < end; k++, at += set.width(word)) {
    if (set.is(word, ...endings)) break;
    word = wordAt(at);
    const key = pointerUses.find((each) => set.is(word, each));
    if (key === undefined) continue;
    const pointer = set.get(key)?.traits.includes('z') ? 2 : 1;
    return {
      address,
      before,
      after,
      pointer,
      calls: pointer === 2 && calls.includes(key),
      readsFlash: pointer === 1 && flashReads.includes(key),
    };
  }
  return { address, before, after, pointer: 0, calls: false, readsFlash: false };
}
