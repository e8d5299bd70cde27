import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Definitions, noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import { parseConfig } from '../../src/config/parser.ts';
import type { Block } from '../../src/config/syntax.ts';
import type { DatabaseTable } from '../../src/config/table.ts';
import { writeTable } from '../../src/config/table-writer.ts';

/** What the build makes of `conf/` and of the entries of families. */
export interface CompiledConf {
  readonly table: DatabaseTable;
  /** The avrdude.conf to ship, one character a byte. */
  readonly text: string;
}

/** Folders of programmer types, seen from `conf/`. */
const familiesBeside = '../src/programmers';

const heading = `# avrdude.conf
#
# Programmers and parts. This is the very data that the program beside this file carries inside: it is there for other programs
# to read, and need not be there for ours. Put your own additions into a file of their own and give it with -C +file, or into
# the personal file; a file given with -C takes the place of this one.
#
`;

/**
 * Compiles the files of `conf/` and those of the families beside it.
 * @throws the first error or warning, with file and line
 */
export function compileConf(folder: string): CompiledConf {
  const { definitions, text } = readConf(folder);
  const editions = readBlocks(join(folder, 'editions'));
  const corrections = Object.values(readBlocks(join(folder, 'corrections'))).flat();
  return { table: writeTable(definitions, editions, corrections), text };
}

/** avrdude takes a `#` comment for one of the block that follows, and repeats it wherever it prints that block. */
const asBlockComments = (text: string): string =>
  text.replace(/^#(.*)$/gm, (_, said: string) => `/*${said} */`);

/** The blocks of each file, by its name. */
function readBlocks(folder: string): Record<string, readonly Block[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.conf'));
  const blocks = names.map((name) => {
    const file = join(folder, name);
    const { definitions, failure } = parseConfig(readFileSync(file, 'latin1'), {
      file,
      unknownWords: 'refused',
      bareMemories: true,
    });
    if (failure) throw new Error(`${failure.file}:${failure.line}: ${failure.message}`);
    return [basename(name, '.conf'), definitions.filter((one) => one.kind !== 'global')] as const;
  });
  return Object.fromEntries(blocks);
}

/** The texts of a folder's files in the order of their names, each with its name before it. */
function textsOf(folder: string): readonly string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .sort();
  return names.map((name) => `\n# ---- ${name} ----\n${readFileSync(join(folder, name), 'latin1')}`);
}

/**
 * Reads the files of `conf/` as one, and behind them the entries of programmer types of our own, which stand in their families' folders:
 * they are no part of the file that is shipped, since the C program, which can read it, too, does not know their types.
 * @returns the definitions of all of them, and the text of avrdude.conf
 * @throws the first error or warning, with file and line
 */
export function readConf(folder: string): { readonly definitions: Definitions; readonly text: string } {
  const shipped = asBlockComments(heading + textsOf(folder).join(''));
  const families = join(folder, familiesBeside);
  const own = readdirSync(families, { withFileTypes: true })
    .filter((family) => family.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => textsOf(join(families, name)));
  const text = shipped + asBlockComments(own.join(''));
  const { definitions, warnings, failure } = loadFile(noDefinitions, {
    name: `${folder}/*.conf`,
    text,
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'warned',
  });
  if (failure) throw new Error(`${failure.file}:${failure.line} (of the joined file): ${failure.message}`);
  const [warning] = warnings;
  if (warning) throw new Error(`${folder}/*.conf:${warning.line} (of the joined file): ${warning.text}`);
  return { definitions, text: shipped };
}
