import type { Database } from '../../model/database.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import { compareFolded, type Listings, listed, sortedProgrammers } from '../catalogue.ts';
import { typeLines } from '../programmer-types.ts';

/** What avrdude 6.4 answers to `?`, and to parts and programmers that it does not know (main.c of 6.4). */
export const listings: Listings = {
  'parts-listed': ({ database, verbosity }) => [
    raw('notice', '\n'),
    raw('info', '\n'),
    ...validParts(database, verbosity),
  ],
  'programmers-listed': ({ database, verbosity }) => [
    raw('notice', '\n'),
    raw('info', '\n'),
    ...validProgrammers(database, verbosity),
  ],
  'types-listed': () => [
    raw('notice', '\n'),
    raw('info', '\n'),
    raw('info', 'Valid programmer types are:\n'),
    listed(typeLines('6.4')),
    raw('info', '\n'),
  ],
  'programmer-missing': () => [
    raw('info', '\n'),
    said('info', 'no programmer has been specified on the command line or the config file\n'),
    more('info', 'Specify a programmer using the -c option and try again\n\n'),
  ],
  'programmer-unknown': ({ id, database, verbosity }) => [
    raw('info', '\n'),
    said('info', `Can't find programmer id "${id}"\n`),
    raw('info', '\n'),
    ...validProgrammers(database, verbosity),
  ],
  'part-missing': ({ database, verbosity }) => [
    said('info', 'No AVR part has been specified, use "-p Part"\n\n'),
    ...validParts(database, verbosity),
  ],
  'part-unknown': ({ name, database, verbosity }) => [
    said('info', `AVR Part "${name}" not found.\n\n`),
    ...validParts(database, verbosity),
  ],
};

function validParts(database: Database, verbosity: number): readonly Words[] {
  const lines = database
    .partCatalogue()
    .toSorted((a, b) => compareFolded(a.desc, b.desc))
    .filter(({ id }) => verbosity >= 2 || !id.startsWith('.'))
    .map(({ id, desc, file, line }) =>
      verbosity > 0
        ? `  ${id.padEnd(8)} = ${desc.padEnd(18)} [${file}:${line}]\n`
        : `  ${id.padEnd(8)} = ${desc}\n`,
    );
  return [raw('info', 'Valid parts are:\n'), listed(lines), raw('info', '\n')];
}

/** 6.4 keeps no more of a programmer's description. */
const longestDescription = 79;

function validProgrammers(database: Database, verbosity: number): readonly Words[] {
  const lines = sortedProgrammers(database).flatMap(({ ids, desc: whole, source }) => {
    const desc = whole.slice(0, longestDescription);
    return ids.map((id) =>
      verbosity > 0
        ? `  ${id.padEnd(16)} = ${desc.padEnd(30)} [${source.file}:${source.line}]\n`
        : `  ${id.padEnd(16)} = ${desc}\n`,
    );
  });
  return [raw('info', 'Valid programmers are:\n'), listed(lines), raw('info', '\n')];
}
