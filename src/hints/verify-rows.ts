import { hexByte as hex } from '../model/hex-text.ts';
import { isInFlash, memoryKind } from '../model/memory-kind.ts';
import { byBootLoader, bySpi } from './evidence.ts';
import { type Row, row } from './row.ts';

/** Memories that do not hold what the file says, and reading that gives something else than they hold. */
export const verifyRows: readonly Row[] = [
  row('verify/nothing-written', 'verify-failed', ({ memory }, { plan, erased, touched, locked }) => {
    if (plan === undefined || locked || touched.has(memory.name)) return undefined;
    if (plan.noWrite)
      return '-n writes nothing, so there is nothing to verify: leave out -n to write, or add -V.';
    const empty = erased && isInFlash(memory) ? ' The chip has been erased (-e) and is empty now.' : '';
    return `-U ${memory.name}:v only compares; -U ${memory.name}:w writes.${empty}`;
  }),
  row(
    'verify/unused-bits',
    'unused-bits-differ',
    ({ memory, device, wanted, used }) =>
      isFuseOrLock(memory)
        ? `${hex(device)} and ${hex(wanted)} are the same on this chip: of ${memory.name} it uses only the bits ${hex(used)}. Nothing is wrong.`
        : undefined,
    true,
  ),
  row('verify/unlike', 'verify-failed', ({ memory }, evidence) => {
    const { touched, locked, erased } = evidence;
    if (!isInFlash(memory) || !touched.has(memory.name) || !bySpi(evidence) || locked) return undefined;
    return erased
      ? 'The flash does not hold what was written. Bits that differ now and then come from the wires, the power or a clock that is too fast (-B).'
      : 'The flash does not hold what was written, and was not erased before: writing alone cannot turn a 0 into a 1. Leave out -D, or add -e.';
  }),
  row('verify/locked-contents', 'contents-locked', ({ memory, pattern, lock, file }) => {
    const who = lock === undefined ? 'This chip' : `lock ${hex(lock)}: this chip`;
    const what = { addresses: 'addresses', blank: 'only 0xff', unclear: 'something else' }[pattern];
    const holds = file === undefined ? `what was read is ${what}` : `${file} holds ${what}`;
    const program = memoryKind(memory) === 'eeprom' ? 'data' : 'program';
    return `${who} does not let its ${memory.name} be read; ${holds}, not the ${program}.\n      A chip erase (-e, or writing flash) unlocks it; the ${program} is lost then.`;
  }),
  row('verify/boot-loader-fuse', 'verify-failed', ({ memory, first }, evidence) => {
    if (!isFuseOrLock(memory) || !byBootLoader(evidence) || !evidence.touched.has(memory.name))
      return undefined;
    if (first !== undefined && ((first.device ^ first.wanted) & first.used) === 0) return undefined;
    return noFuses(memory.name);
  }),
  row('boot-loader/fuse', 'memory-unwritable', ({ memory }, evidence) =>
    isFuseOrLock(memory) && byBootLoader(evidence) ? noFuses(memory.name) : undefined,
  ),
];

function isFuseOrLock(memory: Parameters<typeof memoryKind>[0]): boolean {
  return ['fuse', 'fuses', 'lock'].includes(memoryKind(memory));
}

function noFuses(name: string): string {
  return `A boot loader cannot write fuses or lock bits (${name}): that takes an ISP programmer on the chip's SPI pins (-c usbasp, -c avrisp, an Arduino with the ArduinoISP sketch …).`;
}
