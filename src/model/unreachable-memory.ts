import { isInFlash, memoryKind } from './memory-kind.ts';
import { liesInSigrow } from './memory-order.ts';
import type { Memory, Part, ProgMode } from './part.ts';
import type { ProgrammerEntry } from './programmer-entry.ts';

const classicModes: readonly ProgMode[] = ['TPI', 'ISP', 'HVSP', 'HVPP', 'debugWIRE', 'JTAG', 'JTAGmkI'];

/** Whether a programmer cannot reach a memory of the part, so that `ALL` and `all` leave it out (8.x). */
export function isUnreachable(memory: Memory, part: Part, { type, progModes }: ProgrammerEntry): boolean {
  if (type === 'dryrun') return false;
  const both = (mode: ProgMode) => progModes.includes(mode) && part.progModes.includes(mode);
  const classic = part.progModes.some((mode) => classicModes.includes(mode));
  const kind = memoryKind(memory);
  const basic = isInFlash(memory) || kind === 'eeprom' || kind === 'signature';
  if (both('debugWIRE') && !basic) return true;
  if (type === 'urclock' && both('SPM') && !basic) return true;
  if (type === 'jtagmkii_updi' && kind === 'sib') return true;
  if (type === 'jtagice3' && classic && both('JTAG') && liesInSigrow(part, memory)) return true;
  return kind === 'userrow' && classic && both('ISP');
}
