import type { PinDefinition, PinName, ProgrammerEntry } from '../../model/programmer-entry.ts';
import { defineMessage, more, raw, type Words } from '../../output/words.ts';

/** The pins of a programmer as `-v` shows them (`pgm_display_generic`). */

/** What 6.4 and 7.1 call a pin, and 8.2. */
type Labels = readonly [name: PinName, old: string | undefined, since71: string | undefined, since82: string];

const labels: readonly Labels[] = [
  ['vcc', 'VCC', 'VCC', 'VCC'],
  ['buff', 'BUFF', 'BUFF', 'BUFF'],
  ['reset', 'RESET', 'RESET', 'RESET'],
  ['sck', 'SCK', 'SCK', 'SCK'],
  ['sdo', 'MOSI', 'SDO', 'SDO'],
  ['sdi', 'MISO', 'SDI', 'SDI'],
  ['tck', undefined, undefined, 'TCK'],
  ['tdi', undefined, undefined, 'TDI'],
  ['tdo', undefined, undefined, 'TDO'],
  ['tms', undefined, undefined, 'TMS'],
  ['errled', 'ERR LED', 'ERR LED', 'ERRLED'],
  ['rdyled', 'RDY LED', 'RDY LED', 'RDYLED'],
  ['pgmled', 'PGM LED', 'PGM LED', 'PGMLED'],
  ['vfyled', 'VFY LED', 'VFY LED', 'VFYLED'],
];

/** Pins that the target's programming interface has. */
export const targetPins: readonly PinName[] = ['reset', 'sck', 'sdo', 'sdi'];

interface Shown {
  readonly pins: ProgrammerEntry['pins'];
  /** Which of them; all if it is undefined. */
  readonly only?: readonly PinName[];
}

export const pinsShown = defineMessage<Shown>('bitbang/pins-shown', {
  '6.4': (shown) => oldLines(shown, 1),
  '7.1': (shown) => oldLines(shown, 2),
  '8.2': (shown) =>
    chosen(shown, 3).map(([label, definition]) =>
      raw('info', `  ${label.padEnd(6)} = ${numbers(definition).join(', ') || '(not used)'}\n`),
    ),
});

function oldLines(shown: Shown, column: 1 | 2): readonly Words[] {
  return chosen(shown, column).map(([label, definition]) =>
    more('info', `  ${label.padEnd(7)} =  ${numbers(definition).join(',') || '(not used)'}\n`),
  );
}

function chosen(
  { pins, only }: Shown,
  column: 1 | 2 | 3,
): readonly (readonly [string, PinDefinition | undefined])[] {
  return labels.flatMap((row) => {
    const [name] = row;
    const label = row[column];
    return label === undefined || (only && !only.includes(name)) ? [] : [[label, pins[name]] as const];
  });
}

function numbers(definition: PinDefinition | undefined): readonly string[] {
  const { pins = [], inverted = [] } = definition ?? {};
  return [
    ...pins.map((number) => ({ number, text: `${number}` })),
    ...inverted.map((number) => ({ number, text: `~${number}` })),
  ]
    .sort((a, b) => a.number - b.number)
    .map(({ text }) => text);
}
