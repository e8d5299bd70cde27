import type { Part } from '../model/part.ts';
import { bySpi, type Evidence } from './evidence.ts';
import { type Row, row } from './row.ts';

/** Targets that do not answer, or not as the part that was named. */
export const targetRows: readonly Row[] = [
  row('target/silent', 'initialisation-failed', (_, evidence) => {
    const { line } = evidence;
    if (line?.lost || (line?.heard === false && bySpi(evidence))) return undefined;
    return wiring(evidence);
  }),
  row('target/no-signature', 'signature-read', ({ blank, retrying, matches, signature }, evidence) => {
    if (!blank || retrying || matches || !bySpi(evidence)) return undefined;
    return signature[0] === 0
      ? 'Only zeros came from the target: MISO is not connected or held low, the target has no power, its clock is missing (a crystal that the fuses ask for), or SCK is too fast for it (-B).'
      : "Only ones came from the target: its MISO is not connected, its RESET is not the programmer's, or it has no power.";
  }),
  row('target/other-chip', 'signature-read', ({ blank, retrying, matches, candidates, part }, evidence) => {
    if (blank || retrying || matches) return undefined;
    const chip = mostLike(part, candidates);
    if (chip) return `The chip that answers is an ${chip.desc}: -p ${chip.id}.`;
    // A boot loader is reached by USB or a serial port: what it says has come over no wires.
    if (evidence.entry?.progModes.includes('SPM')) return undefined;
    return bySpi(evidence)
      ? 'No known chip has this signature: look at the wires (short ones, a GND that both boards share) and try a slower SCK (-B).'
      : 'No known chip has this signature: look at the wires, and at a GND that both boards share.';
  }),
  row(
    'target/locked',
    'stays-locked',
    () =>
      'The chip is locked: nothing of it can be read. -e unlocks it, and erases all that it holds (flash, and EEPROM unless a fuse keeps it).',
  ),
];

function wiring({ entry }: Evidence): string | undefined {
  if (entry === undefined || entry.progModes.includes('SPM')) return undefined;
  if (entry.progModes.includes('ISP')) {
    return [
      'The target does not answer. Look, in this order, at',
      '  its power: VCC, and a GND that both boards share',
      "  the wires: MOSI to MOSI, MISO to MISO, SCK to SCK, and the programmer's reset output to the target's RESET",
      '  its clock: a chip that is set to an external clock or a crystal needs it; a slow one needs a slower SCK (-B)',
    ].join('\n');
  }
  if (entry.progModes.includes('UPDI')) {
    return 'The target does not answer. Look at its power, a GND that both boards share, and the UPDI wire with its resistor or diode.';
  }
  return undefined;
}

/** Of several parts with one signature the one whose name is most like that of the part that was asked for. */
function mostLike({ desc }: Part, candidates: readonly Part[]): Part | undefined {
  const alike = (other: string): number => {
    let length = 0;
    while (length < desc.length && other[length]?.toLowerCase() === desc[length]?.toLowerCase()) length++;
    return length;
  };
  return candidates.toSorted((a, b) => alike(b.desc) - alike(a.desc))[0];
}
