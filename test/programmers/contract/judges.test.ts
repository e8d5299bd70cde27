import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFile } from '../../sim/carrier.ts';
import { marks, typesTable } from './judges.ts';

const readme = projectFile('package.json').replace(/package\.json$/, 'README.md');

// `npm run types-table` writes it.
test("README's table of programmer types says what the tests show", () => {
  const text = readFileSync(readme, 'utf8');
  const [begin, end] = [text.indexOf(marks.begin) + marks.begin.length, text.indexOf(marks.end)];
  const wanted = `\n${typesTable()}\n`;
  if (process.env.AVRDUDE_TYPES_TABLE === 'write')
    writeFileSync(readme, text.slice(0, begin) + wanted + text.slice(end));
  else expect(text.slice(begin, end)).toBe(wanted);
});
