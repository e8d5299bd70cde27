import type { Database, ListedPart } from '../../model/database.ts';
import type { Part, ProgMode } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import {
  compareFolded,
  fittingListings,
  fittingParts,
  fittingProgrammers,
  headed,
  jointModes,
  type Listings,
  listed,
  sortedProgrammers,
  widest,
} from '../catalogue.ts';
import { typeLines } from '../programmer-types.ts';
import { type ModeEndings, shortenedDescription } from '../shortened-description.ts';
import { typingDistance } from './typing-distance.ts';

/** What avrdude 8.2 answers to `?`, and to parts and programmers that it does not know (main.c of 8.2). */
export const listings: Listings = {
  ...fittingListings({ parts: partLines, programmers: programmerLines }),
  'types-listed': () => headed('programmer types', listed(typeLines('8.2'))),
  'programmer-missing': () => [
    said(
      'error',
      'no programmer has been specified on the command line or in the\n',
      'programmer_not_found() main.c',
    ),
    more('error', 'config file(s); specify one using the -c option and try again\n'),
  ],
  'programmer-unknown': ({ id, database, part }) => unknownProgrammer(id, database, part),
  'part-missing': () => [
    raw('error', '\n'),
    said(
      'error',
      'no AVR part has been specified; use -p part or -p? to see all valid parts\n',
      'part_not_found() main.c',
    ),
  ],
  'part-unknown': ({ name }) => [
    raw('error', '\n'),
    said('error', `AVR part ${name} not found. Use -p? to see all valid parts\n`, 'part_not_found() main.c'),
  ],
};

/** Serial adapters stand in the same list, but program nothing. */
const isProgrammer = (entry: ProgrammerEntry): boolean => statedModes(entry).length > 0 && entry.type !== '';

function unknownProgrammer(id: string, database: Database, part: Part | undefined): readonly Words[] {
  const where = 'programmer_not_found() main.c';
  const programmers = sortedProgrammers(database).filter(isProgrammer);
  const begins = programmers
    .filter(({ progModes }) => !part || jointModes(progModes, part.progModes).length > 0)
    .flatMap(({ ids, desc }) => ids.map((one) => ({ id: one, desc })))
    .filter((one) => one.id.toLowerCase().startsWith(id.toLowerCase()));
  if (begins.length > 0) {
    const width = widest(begins.map((one) => one.id));
    return [
      said('error', `${id} is not a unique start of a programmer name; consider:\n`, where),
      ...begins.map((one) => raw('error', `  ${one.id.padEnd(width)} = ${one.desc}\n`)),
    ];
  }
  const exact = database.programmer(id);
  if (exact && part && jointModes(exact.progModes, part.progModes).length === 0)
    return [
      said('error', `programmer ${id} and part ${part.desc} have no programming modes in common\n`, where),
      raw('info', `use -c? -p ${part.desc} to see all possible programmers for ${part.desc}\n`),
    ];
  return [
    said('error', `cannot find programmer id ${id}\n`, where),
    ...suggestions(id, programmers, part),
    raw('info', 'use -c? to see all possible programmers\n'),
  ];
}

/** Names much further away than this are no typing errors. */
const furthest = 64;

/** The three nearest names, and those as near as the third. */
function suggestions(
  id: string,
  programmers: readonly ProgrammerEntry[],
  part: Part | undefined,
): readonly Words[] {
  const candidates = programmers
    .flatMap(({ ids, desc, progModes }) =>
      ids.map((one) => ({ id: one, desc, progModes, distance: typingDistance(one, id) })),
    )
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const reach = Math.min(furthest, (candidates[2] ?? candidates.at(-1))?.distance ?? 0);
  const near = candidates.filter(
    ({ distance, progModes }) =>
      distance <= reach && (!part || jointModes(progModes, part.progModes).length > 0),
  );
  if (near.length === 0) return [];
  const width = widest(near.map((one) => one.id));
  return [
    raw('info', `similar programmer name${near.length === 1 ? '' : 's'}:\n`),
    ...near.map((one) => raw('info', `  ${one.id.padEnd(width)} = ${one.desc}\n`)),
  ];
}

function partLines(database: Database, verbosity: number, wanted: readonly ProgMode[] | undefined): Words {
  const parts = fittingParts(database, verbosity, wanted);
  const width = widest(parts.map(({ id }) => id));
  return listed(
    parts.flatMap((part) => {
      const { id, variants } = part;
      const names = longNames(part);
      const place = verbosity > 0 ? `${names.padEnd(18)} [${part.file}:${part.line}]` : names;
      const via = wanted ? ` via ${modeNames(jointModes(wanted, part.modes), 'bootloader')}` : '';
      const line = `  ${id.padEnd(width)} = ${place}${via}\n`;
      return verbosity > 0 ? [line, ...variants.map((variant) => `    - ${variant}\n`)] : [line];
    }),
  );
}

/** A part's description, what else its variants are called, and its modes. */
function longNames(part: ListedPart): string {
  const { desc, variants } = part;
  const others: string[] = [];
  for (const variant of variants) {
    const colon = variant.indexOf(':');
    if (colon <= 0 || variant.startsWith('-')) continue;
    const base = variant.slice(0, colon).split('-', 1)[0] ?? '';
    const known = [desc, ...others].some((name) => compareFolded(name, base) === 0);
    if (!known && others.length < 5) others.push(base);
  }
  return `${[desc, ...others].join(', ')} (${modeNames(part.modes, 'SPM')})`;
}

function programmerLines(
  database: Database,
  verbosity: number,
  wanted: readonly ProgMode[] | undefined,
): Words {
  const lines = fittingProgrammers(database, wanted).filter(({ entry }) => isProgrammer(entry));
  const width = widest(lines.map(({ id }) => id));
  return listed(
    lines.map(({ id, entry }) => {
      const { desc: whole, source, type } = entry;
      const progModes = statedModes(entry);
      const joint = wanted ? jointModes(progModes, wanted) : progModes;
      const desc = shortenedDescription(whole, modeNames(joint, 'bootloader'), endings);
      const modes = modeNames(progModes, 'SPM');
      const place = verbosity > 0 ? ` [${source.file}:${source.line}]` : '';
      const via = wanted && modes.includes(' ') && type !== 'dryrun' ? ` via ${modeNames(joint, 'SPM')}` : '';
      return `  ${id.padEnd(width)} = ${desc} (${modes})${place}${via}\n`;
    }),
  );
}

function modeNames(modes: readonly ProgMode[], spm: 'SPM' | 'bootloader'): string {
  return modes.length === 0 ? '0' : modes.map((mode) => (mode === 'SPM' ? spm : mode)).join(', ');
}

const endings: ModeEndings = [
  [' in parallel programming mode', 'HVPP'],
  [' in PP mode', 'HVPP'],
  [' in high-voltage serial programming mode', 'HVSP'],
  [' in HV serial programming mode', 'HVSP'],
  [' in HVSP mode', 'HVSP'],
  [' in ISP mode', 'ISP'],
  [' in ISP mode', 'TPI, ISP'],
  [' in TPI mode', 'TPI'],
  [' in debugWire mode', 'debugWIRE'],
  [' in AVR32 mode', 'aWire'],
  [' in PDI mode', 'PDI'],
  [' in UPDI mode', 'UPDI'],
  [' in JTAG mode', 'JTAG'],
  [' in JTAG mode', 'JTAGmkI'],
  [' in JTAG mode', 'XMEGAJTAG'],
  [' in JTAG mode', 'AVR32JTAG'],
  [' in JTAG mode', 'JTAG, XMEGAJTAG, AVR32JTAG'],
  [' in JTAG mode', 'JTAG, XMEGAJTAG'],
  [' for bootloader', 'bootloader'],
];
