import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { table } from '../../src/hints/table.ts';
import type { MessageDefinition } from '../../src/output/words.ts';

const source = path.resolve(import.meta.dirname, '../../src');

function isMessage(value: unknown): value is MessageDefinition<never> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    ['6.4', '7.1', '8.2'].some((id) => id in value)
  );
}

/** Every message that a module of the program declares, whether it hands it out or keeps it. */
async function declared(): Promise<{ file: string; name: string }[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      /defineMessage|MessageDefinition/.test(readFileSync(path.join(source, file), 'utf8')),
  );
  const found: { file: string; name: string }[] = [];
  for (const file of files) {
    const text = readFileSync(path.join(source, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/\bdefineMessage(?:<[^()]*>)?\(\s*'([^']+)'/g))
      found.push({ file, name });
    const exported: Record<string, unknown> = await import(path.join(source, file));
    for (const value of Object.values(exported).filter(isMessage))
      if (!found.some((one) => one.file === file && one.name === value.name))
        found.push({ file, name: value.name });
  }
  return found;
}

test('every message has a name of its own, family/what', async () => {
  const messages = await declared();
  expect(messages.length).toBeGreaterThan(500);
  const names = messages.map(({ name }) => name);
  expect(names.filter((name) => !/^[a-z0-9]+\/[a-z0-9-]+$/.test(name))).toEqual([]);
  expect(messages.filter(({ name }, i) => names.indexOf(name) !== i)).toEqual([]);
});

/** Every `kind: 'hint'` that the program makes, with the name that stands beside it. */
function plainHints(): { file: string; name: string | undefined }[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(source, file), 'utf8');
      return [
        ...[...text.matchAll(/\bkind: 'hint',\s*name(?:: '([^']+)')?/g)].map(([, name]) => ({ file, name })),
        ...[...text.matchAll(/\bhint\('([^']+)', \[/g)].map(([, name]) => ({ file, name })),
        ...[...text.matchAll(/\bkind: 'hint',(?!\s*name\b)/g)].map(() => ({ file, name: 'unnamed' })),
      ];
    })
    .filter(({ name }) => name !== undefined);
}

test('every hint has a name, which no message and no other hint has', async () => {
  const plain = plainHints();
  expect(plain.length).toBeGreaterThanOrEqual(15);
  const others = [...(await declared()).map(({ name }) => name), ...new Set(table.map(({ name }) => name))];
  const names = [...plain.map(({ name }) => name ?? ''), ...others];
  expect(names.filter((name) => !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name))).toEqual([]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
