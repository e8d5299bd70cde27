import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { ownTypes } from '../../../src/model/own-types.ts';
import { programmerTypeIds } from '../../../src/programmers/registry.ts';
import { config as config82 } from '../../../src/releases/8.2/config.ts';
import { readRecords } from '../../conformance/record.ts';
import { projectFile } from '../../sim/carrier.ts';
import { rows } from './rows.ts';

const root = dirname(projectFile('package.json'));
const releases = ['6.4', '7.1', '8.2'] as const;
/** Between these stands the table in the README. */
export const marks = { begin: '<!-- types: begin -->', end: '<!-- types: end -->' } as const;

const head = [
  'type',
  'over',
  'speaks',
  'simulated in the contract',
  'runs of real avrdude, recorded',
  'real firmware',
  'real avrdude programs our simulator',
  'beside real avrdude at random',
] as const;

/** Every programmer type with what is there and what judged it, as the tests have it, in Markdown. */
export function typesTable(): string {
  const entries = [...createDatabase(builtInDatabase.open('x'), config82).allProgrammers()];
  const typeOf = new Map(entries.flatMap(({ ids, type }) => ids.map((id) => [id.toLowerCase(), type])));
  const recorded = recordedRuns(typeOf);
  const firmware = typesIn(join(root, 'test/sim/real'), /\.ts$/, /'-c', '([\w-]+)'/g, typeOf);
  const programmed = typesIn(join(root, 'test/sim'), /\.real\.test\.ts$/, /'([\w-]+)'/g, typeOf);
  const beside = typesIn(join(root, 'test/differential'), /\.ts$/, /'-c', '([\w-]+)'/g, typeOf);
  const lines = [...programmerTypeIds].sort().map((type) => {
    const own = entries.filter((entry) => entry.type === type);
    const runs = releases.map((release) => recorded.get(`${type} ${release}`) ?? 0);
    const judged = [
      runs.some((count) => count > 0) ? runs.join(' · ') : '',
      firmware.has(type) ? 'yes' : '',
      programmed.has(type) && !ownTypes.includes(type) ? 'yes' : '',
      beside.has(type) ? 'yes' : '',
    ];
    const [first = '', ...others] = judged;
    return [
      `\`${type}\``,
      unique(own.map(({ connectionType }) => connectionType)),
      unique(own.flatMap((entry) => entry.statedModes ?? entry.progModes)),
      unique(simulated(type)),
      judged.join('') === '' ? 'nothing but the document' : first,
      ...others,
    ];
  });
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Parts that the contract's devices of a type hold. */
function simulated(type: string): readonly string[] {
  return rows.filter((row) => row.type === type).map(({ args }) => args[args.indexOf('-p') + 1] ?? '');
}

/** How many records of a release there are for a type. */
function recordedRuns(typeOf: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { version, argv, device } of readRecords(join(root, 'test/conformance/records'))) {
    if (!device) continue;
    const named = typeOf.get((argv[argv.lastIndexOf('-c') + 1] ?? '').toLowerCase());
    // Of a programmer that a record brings along, the device tells.
    const type = named ?? programmerTypeIds.find((id) => id === device.kind);
    if (type) counts.set(`${type} ${version}`, (counts.get(`${type} ${version}`) ?? 0) + 1);
  }
  return counts;
}

/** Types of the programmers that files of a folder name. */
function typesIn(
  folder: string,
  file: RegExp,
  name: RegExp,
  typeOf: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const texts = readdirSync(folder)
    .filter((one) => file.test(one))
    .map((one) => readFileSync(join(folder, one), 'utf8'));
  const ids = texts.flatMap((text) => Array.from(text.matchAll(name), (match) => match[1] ?? ''));
  return new Set(ids.map((id) => typeOf.get(id.toLowerCase()) ?? ''));
}

function unique(words: readonly string[]): string {
  return [...new Set(words)].sort().join(', ');
}
