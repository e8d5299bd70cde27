import type { Database } from '../../model/database.ts';
import type { ProgMode } from '../../model/part.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import {
  fittingListings,
  fittingParts,
  fittingProgrammers,
  headed,
  jointModes,
  type Listings,
  listed,
  widest,
} from '../catalogue.ts';
import { typeLines } from '../programmer-types.ts';
import { type ModeEndings, shortenedDescription } from '../shortened-description.ts';

/** What avrdude 7.1 answers to `?`, and to parts and programmers that it does not know (main.c of 7.1). */
export const listings: Listings = {
  ...fittingListings({ parts: partLines, programmers: programmerLines }),
  'types-listed': () => headed('programmer types', listed(typeLines('7.1'))),
  'programmer-missing': ({ database, verbosity }) => [
    raw('error', '\n'),
    said(
      'error',
      'no programmer has been specified on the command line or in the\n',
      'programmer_not_found() main.c',
    ),
    more('error', 'config file(s); specify one using the -c option and try again\n'),
    ...validProgrammers(database, verbosity),
  ],
  'programmer-unknown': ({ id, database, verbosity }) => [
    raw('error', '\n'),
    said('error', `cannot find programmer id ${id}\n`, 'programmer_not_found() main.c'),
    ...validProgrammers(database, verbosity),
  ],
  'part-missing': ({ database, verbosity }) => [
    raw('error', '\n'),
    said('error', 'no AVR part has been specified; use -p part\n', 'part_not_found() main.c'),
    ...validParts(database, verbosity),
  ],
  'part-unknown': ({ name, database, verbosity }) => [
    raw('error', '\n'),
    said('error', `AVR part ${name} not found\n`, 'part_not_found() main.c'),
    ...validParts(database, verbosity),
  ],
};

function validParts(database: Database, verbosity: number): readonly Words[] {
  return headed('parts', partLines(database, verbosity, undefined));
}

function validProgrammers(database: Database, verbosity: number): readonly Words[] {
  return headed('programmers', programmerLines(database, verbosity, undefined));
}

function partLines(database: Database, verbosity: number, wanted: readonly ProgMode[] | undefined): Words {
  const parts = fittingParts(database, verbosity, wanted);
  const width = widest(parts.map(({ id }) => id));
  return listed(
    parts.map((part) => {
      const { id, desc } = part;
      const place = verbosity > 0 ? `${desc.padEnd(18)} [${part.file}:${part.line}]` : desc;
      return `  ${id.padEnd(width)} = ${place}${via(wanted, wanted ? part.modes : [])}\n`;
    }),
  );
}

function programmerLines(
  database: Database,
  verbosity: number,
  wanted: readonly ProgMode[] | undefined,
): Words {
  const lines = fittingProgrammers(database, wanted);
  const width = widest(lines.map(({ id }) => id));
  return listed(
    lines.map(({ id, entry }) => {
      const { desc: full, source } = entry;
      const progModes = statedModes(entry);
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
