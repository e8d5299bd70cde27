import type { Database } from '../../model/database.ts';
import type { ProgMode } from '../../model/part.ts';
import type { RunWording } from '../../output/console.ts';
import type { Words } from '../../output/words.ts';
import { fits, jointModes, listed, sortedParts, sortedProgrammers, widest } from '../catalogue.ts';
import { type ModeEndings, shortenedDescription } from '../shortened-description.ts';
import { programmerTypes } from './programmer-types.ts';

/** What avrdude 7.1 answers to `?`, and to parts and programmers that it does not know (main.c of 7.1). */
export const listings: Pick<
  RunWording,
  | 'parts-listed'
  | 'programmers-listed'
  | 'types-listed'
  | 'programmer-missing'
  | 'programmer-unknown'
  | 'part-missing'
  | 'part-unknown'
> = {
  'parts-listed': ({ database, verbosity, programmer }) => [
    error(`\nValid parts${programmer ? ` for programmer ${programmer.id}` : ''} are:\n`),
    partLines(database, verbosity, programmer?.entry.progModes),
    error('\n'),
  ],
  'programmers-listed': ({ database, verbosity, part }) => [
    error(`\nValid programmers${part ? ` for part ${part.desc}` : ''} are:\n`),
    programmerLines(database, verbosity, part?.progModes),
    error('\n'),
  ],
  'types-listed': () => [
    error('\nValid programmer types are:\n'),
    listed(programmerTypes.map(([id, description]) => `  ${id.padEnd(16)} = ${description}\n`)),
    error('\n'),
  ],
  'programmer-missing': ({ database, verbosity }) => [
    error('\n'),
    said('no programmer has been specified on the command line or in the\n', 'programmer_not_found() main.c'),
    {
      level: 'error',
      lead: 'indent',
      text: 'config file(s); specify one using the -c option and try again\n',
    },
    ...validProgrammers(database, verbosity),
  ],
  'programmer-unknown': ({ id, database, verbosity }) => [
    error('\n'),
    said(`cannot find programmer id ${id}\n`, 'programmer_not_found() main.c'),
    ...validProgrammers(database, verbosity),
  ],
  'part-missing': ({ database, verbosity }) => [
    error('\n'),
    said('no AVR part has been specified; use -p part\n', 'part_not_found() main.c'),
    ...validParts(database, verbosity),
  ],
  'part-unknown': ({ name, database, verbosity }) => [
    error('\n'),
    said(`AVR part ${name} not found\n`, 'part_not_found() main.c'),
    ...validParts(database, verbosity),
  ],
};

function validParts(database: Database, verbosity: number): readonly Words[] {
  return [error('\nValid parts are:\n'), partLines(database, verbosity, undefined), error('\n')];
}

function validProgrammers(database: Database, verbosity: number): readonly Words[] {
  return [error('\nValid programmers are:\n'), programmerLines(database, verbosity, undefined), error('\n')];
}

function partLines(database: Database, verbosity: number, wanted: readonly ProgMode[] | undefined): Words {
  const parts = sortedParts(database).filter(
    ({ id, progModes }) => fits(wanted, progModes) && (verbosity >= 2 || !id.startsWith('.')),
  );
  const width = widest(parts.map(({ id }) => id));
  return listed(
    parts.map(({ id, desc, source, progModes }) => {
      const place = verbosity > 0 ? `${desc.padEnd(18)} [${source.file}:${source.line}]` : desc;
      return `  ${id.padEnd(width)} = ${place}${via(wanted, progModes)}\n`;
    }),
  );
}

function programmerLines(
  database: Database,
  verbosity: number,
  wanted: readonly ProgMode[] | undefined,
): Words {
  const lines = sortedProgrammers(database)
    .filter(({ progModes }) => fits(wanted, progModes))
    .flatMap((entry) =>
      entry.ids.filter((id) => id !== '' && !id.startsWith('.')).map((id) => ({ id, entry })),
    );
  const width = widest(lines.map(({ id }) => id));
  return listed(
    lines.map(({ id, entry: { desc: full, source, progModes } }) => {
      const modes = modeNames(jointModes(wanted ?? [], progModes));
      const desc = wanted ? shortenedDescription(full, modes, endings) : full;
      const place = verbosity > 0 ? `${desc.padEnd(30)} [${source.file}:${source.line}]` : desc;
      return `  ${id.padEnd(width)} = ${place}${via(wanted, progModes)}\n`;
    }),
  );
}

function via(wanted: readonly ProgMode[] | undefined, modes: readonly ProgMode[]): string {
  return wanted ? ` via ${modeNames(jointModes(wanted, modes))}` : '';
}

function modeNames(modes: readonly ProgMode[]): string {
  return modes.length === 0 ? '?' : modes.map((mode) => (mode === 'SPM' ? 'bootloader' : mode)).join(', ');
}

const endings: ModeEndings = [
  [' in parallel programming mode', 'HVPP'],
  [' in PP mode', 'HVPP'],
  [' in high-voltage serial programming mode', 'HVSP'],
  [' in HVSP mode', 'HVSP'],
  [' in ISP mode', 'ISP'],
  [' in debugWire mode', 'debugWIRE'],
  [' in AVR32 mode', 'aWire'],
  [' in PDI mode', 'PDI'],
  [' in UPDI mode', 'UPDI'],
  [' in JTAG mode', 'JTAG'],
  [' in JTAG mode', 'JTAGmkI'],
  [' in JTAG mode', 'XMEGAJTAG'],
  [' in JTAG mode', 'AVR32JTAG'],
  [' for bootloader', 'bootloader'],
];

const error = (text: string): Words => ({ level: 'error', text });
const said = (text: string, where: string): Words => ({ level: 'error', lead: 'program', text, where });
