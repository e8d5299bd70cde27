import { type PinName, type ProgrammerEntry, pinNames } from '../../model/programmer-entry.ts';
import { defineMessage, raw, type Words } from '../../output/words.ts';
import { pinsText } from './pin-levels.ts';

/** What is shown at `-v` of a programmer whose pins its entry names. */
export interface PinDisplay {
  readonly entry: ProgrammerEntry;
  /** What the numbers of pins mean. */
  readonly numbering: string;
  /** Functions that are shown. */
  readonly names: readonly PinName[];
}

const ispNames: readonly PinName[] = ['reset', 'sck', 'sdo', 'sdi'];
const jtagNames: readonly PinName[] = ['tck', 'tdi', 'tdo', 'tms'];

/** @returns all functions but those of JTAG, of ISP or neither */
export function shownPins(without: 'isp' | 'jtag' | 'none'): readonly PinName[] {
  const left = without === 'isp' ? ispNames : without === 'jtag' ? jtagNames : [];
  return pinNames.filter((name) => !left.includes(name));
}

type Labels = Readonly<Partial<Record<PinName, string>>>;
const leds: Labels = { errled: 'ERR LED', rdyled: 'RDY LED', pgmled: 'PGM LED', vfyled: 'VFY LED' };
const oldNames: Labels = { ...leds, sdo: 'MOSI', sdi: 'MISO' };

export const pinsShown = defineMessage<PinDisplay>('isp/pins-shown', {
  '6.4': (display) => older(display, oldNames),
  '7.1': (display) => older(display, leds),
  '8.2': ({ entry, numbering, names }) => [
    raw('info', `${numbering}\n`),
    ...names.map((name) =>
      raw('info', `  ${name.toUpperCase().padEnd(6)} = ${pinsText(entry, name) || '(not used)'}\n`),
    ),
  ],
});

/** Earlier releases know no pins for JTAG. */
function older({ entry, numbering, names }: PinDisplay, labels: Labels): readonly Words[] {
  const margin = '         ';
  const shown = names.filter((name) => !jtagNames.includes(name));
  return [
    raw('info', `${margin}${numbering.replace(/ +:/, '  :')}\n`),
    ...shown.map((name) => {
      const label = (labels[name] ?? name.toUpperCase()).padEnd(7);
      return raw('info', `${margin}  ${label} = ${olderText(entry, name)}\n`);
    }),
  ];
}

/** A blank in front unless the first is inverted. */
function olderText(entry: ProgrammerEntry, name: PinName): string {
  const text = pinsText(entry, name, ',');
  if (text === '') return ' (not used)';
  return text.startsWith('~') ? text : ` ${text}`;
}
