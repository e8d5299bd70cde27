/**
 * Writes `conf/` from a reference avrdude.conf, and says what changed.
 *
 *   node scripts/conf-import.mjs FILE --source "avrdude 8.2"            show what would change
 *   node scripts/conf-import.mjs FILE --source "avrdude 8.2" --write    write conf/
 *   node scripts/conf-import.mjs FILE --comments                        write conf/facts/comments.txt, which belongs to conf/
 *   node scripts/conf-import.mjs FILE --edition 6.4                     write conf/editions/6.4.conf, of FILE's differences to conf/
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/parser.ts';
import type { Definition } from '../../src/config/syntax.ts';
import { arrange } from './arrange.ts';
import { changes } from './changes.ts';
import { commentsText } from './comments.ts';
import { readConf } from './compile.ts';
import { editionText } from './edition.ts';

const folder = join(process.cwd(), 'conf');
const [file, ...options] = process.argv.slice(2);
const optional = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined;
const source = optional('--source');
const edition = optional('--edition');
const comments = options.includes('--comments');
if (file === undefined || (source === undefined && edition === undefined && !comments)) {
  console.error(
    'usage: node scripts/conf-import.mjs FILE (--source NAME [--write] | --edition RELEASE | --comments)',
  );
  process.exit(2);
}

function read(path: string): readonly Definition[] {
  const { definitions, failure } = parseConfig(readFileSync(path, 'latin1'), {
    file: path,
    unknownWords: 'refused',
  });
  if (failure) throw failure;
  return definitions;
}

if (comments) {
  const text = readFileSync(file, 'latin1');
  const found = commentsText(text, readConf(folder).definitions, file);
  writeFileSync(join(folder, 'facts/comments.txt'), found, 'latin1');
} else if (edition !== undefined) {
  mkdirSync(join(folder, 'editions'), { recursive: true });
  const text = editionText(readConf(folder).definitions, file, edition);
  writeFileSync(join(folder, 'editions', `${edition}.conf`), text, 'latin1');
} else if (source !== undefined) {
  importConf(file, source, options.includes('--write'));
}

function importConf(reference: string, name: string, write: boolean): void {
  const confFiles = existsSync(folder)
    ? readdirSync(folder)
        .filter((one) => one.endsWith('.conf'))
        .sort()
    : [];
  const before = confFiles.flatMap((name) => read(join(folder, name)));
  const after = read(reference);
  for (const line of changes(before, after)) console.log(line);

  if (write) {
    const files = arrange(after, name);
    mkdirSync(folder, { recursive: true });
    for (const one of confFiles) rmSync(join(folder, one));
    for (const { file: one, text } of files) writeFileSync(join(folder, one), text, 'latin1');
    console.log(`wrote ${files.length} files to conf/`);
  }
}
