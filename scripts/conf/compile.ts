import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Definitions, noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import { parseConfig } from '../../src/config/parser.ts';
import type { Block } from '../../src/config/syntax.ts';
import type { DatabaseTable } from '../../src/config/table.ts';
import { writeTable } from '../../src/config/table-writer.ts';

/** What the build makes of `conf/`. */
export interface CompiledConf {
  readonly table: DatabaseTable;
  /** The avrdude.conf to ship, one character a byte. */
  readonly text: string;
}

/** What no avrdude knows comes last: it is no part of the file that is shipped, which the C program can read, too. */
const ownFile = '99-own-';

const heading = `# avrdude.conf
#
# Programmers and parts. This is the very data that the program beside this file carries inside: it is there for other programs
# to read, and need not be there for ours. Put your own additions into a file of their own and give it with -C +file, or into
# the personal file; a file given with -C takes the place of this one.
#
`;

/**
 * Joins the files of a folder in the order of their names and compiles them.
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

/**
 * Reads the files of a folder as one, in the order of their names.
 * @returns the definitions of all of them, and the text of avrdude.conf
 * @throws the first error or warning, with file and line
 */
export function readConf(folder: string): { readonly definitions: Definitions; readonly text: string } {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .sort();
  const texts = names.map((name) => `\n# ---- ${name} ----\n${readFileSync(join(folder, name), 'latin1')}`);
  const text = asBlockComments(heading + texts.join(''));
  const own = names.findIndex((name) => name.startsWith(ownFile));
  const shipped = own < 0 ? text : asBlockComments(heading + texts.slice(0, own).join(''));
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
