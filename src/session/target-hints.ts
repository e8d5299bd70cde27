import type { Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Emit, Event } from '../output/events.ts';

/** Adds, behind what happened between programmer and target, a hint on what is probably wrong there. */
export function withTargetHints(emit: Emit, entry: ProgrammerEntry): Emit {
  return (event) => {
    emit(event);
    const text = targetHint(event, entry);
    if (text !== undefined) emit({ kind: 'hint', text });
  };
}

/** What is probably wrong with the target or its wires, and what to look at. Undefined where all is well or nothing is known. */
export function targetHint(event: Event, entry: ProgrammerEntry): string | undefined {
  switch (event.kind) {
    case 'initialisation-failed':
      return wiring(entry);
    case 'signature-read':
      if (event.retrying || event.matches) return undefined;
      if (event.blank) return bySpi(entry) ? stuck(event.signature[0] === 0) : undefined;
      return otherChip(event.candidates[0]);
    case 'verify-failed':
      return bySpi(entry) && event.memory.name === 'flash' ? unlike : undefined;
    default:
      return undefined;
  }
}

/** Whether the programmer talks to the chip itself over its SPI pins. Boot loaders do not. */
function bySpi({ progModes }: ProgrammerEntry): boolean {
  return progModes.includes('ISP') && !progModes.includes('SPM');
}

function wiring(entry: ProgrammerEntry): string | undefined {
  if (bySpi(entry)) {
    return [
      'The target does not answer. Look, in this order, at',
      '  its power: VCC, and a GND that both boards share',
      "  the wires: MOSI to MOSI, MISO to MISO, SCK to SCK, and the programmer's reset output to the target's RESET",
      '  its clock: a chip that is set to an external clock or a crystal needs it; a slow one needs a slower SCK (-B)',
    ].join('\n');
  }
  if (entry.progModes.includes('UPDI') && !entry.progModes.includes('SPM')) {
    return 'The target does not answer. Look at its power, a GND that both boards share, and the UPDI wire with its resistor or diode.';
  }
  return undefined;
}

function stuck(low: boolean): string {
  return low
    ? 'Only zeros came from the target: MISO is not connected or held low, the target has no power, or SCK is too fast for it (-B).'
    : "Only ones came from the target: its MISO is not connected, its RESET is not the programmer's, or it has no power.";
}

function otherChip(chip: Part | undefined): string {
  return chip
    ? `The chip that answers is an ${chip.desc}: -p ${chip.id}.`
    : 'No known chip has this signature: look at the wires (short ones, a GND that both boards share) and try a slower SCK (-B).';
}

const unlike =
  'The flash does not hold what was written. Lock bits (-U lock:r:-:h) keep it from being read until a chip erase (-e); bits that differ now and then come from the wires, the power or a clock that is too fast (-B).';
