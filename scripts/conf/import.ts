/**
 * Writes `conf/` from a reference avrdude.conf, and says what changed.
 *
 *   node scripts/conf-import.mjs FILE --source "avrdude 8.2"            show what would change
 *   node scripts/conf-import.mjs FILE --source "avrdude 8.2" --write    write conf/
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/parser.ts';
import type { Definition } from '../../src/config/syntax.ts';
import { arrange } from './arrange.ts';
import { changes } from './changes.ts';

const folder = join(process.cwd(), 'conf');
const [file, ...options] = process.argv.slice(2);
const source = options[options.indexOf('--source') + 1];
if (file === undefined || !options.includes('--source') || source === undefined) {
  console.error('usage: node scripts/conf-import.mjs FILE --source NAME [--write]');
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

const confFiles = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.conf'))
      .sort()
  : [];
const before = confFiles.flatMap((name) => read(join(folder, name)));
const after = read(file);
for (const line of changes(before, after)) console.log(line);

if (options.includes('--write')) {
  const files = arrange(after, source);
  mkdirSync(folder, { recursive: true });
  for (const name of confFiles) rmSync(join(folder, name));
  for (const { file: name, text } of files) writeFileSync(join(folder, name), text, 'latin1');
  console.log(`wrote ${files.length} files to conf/`);
}
