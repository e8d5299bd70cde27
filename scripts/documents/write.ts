// Writes what goes beside the program: manual page, completions, udev rules.
// usage: node scripts/run-ts.mjs scripts/documents/write.ts FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { udevRulesFile } from '../../src/config/developer/udev-rules.ts';
import { bashCompletions } from './bash.ts';
import { carriedDatabase, choicesOf } from './choices.ts';
import { fishCompletions } from './fish.ts';
import { manual } from './manual.ts';
import { powershellCompletions } from './powershell.ts';
import { zshCompletions } from './zsh.ts';

const folder = process.argv[2] ?? 'build/documents';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const database = carriedDatabase();
const choices = choicesOf(database);
const documents: Readonly<Record<string, string>> = {
  'avrdude.1': manual(version),
  '55-avrdude.rules': udevRulesFile(database),
  'completions/avrdude.bash': bashCompletions(choices),
  'completions/_avrdude': zshCompletions(choices),
  'completions/avrdude.fish': fishCompletions(choices),
  'completions/avrdude.ps1': powershellCompletions(choices),
};
for (const [name, text] of Object.entries(documents)) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
