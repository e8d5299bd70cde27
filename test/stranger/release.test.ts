import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy } from './copy.ts';

/** "Adding things" of the README, the part on releases, followed to the letter. */
let copy: Copy;

beforeAll(() => {
  copy = new Copy();
  const files = readdirSync(path.join(copy.folder, 'src/releases/8.2'));
  for (const file of files) copy.write(`src/releases/9.3/${file}`, copy.read(`src/releases/8.2/${file}`));
  copy.write('src/releases/9.3/id.ts', copy.read('src/releases/9.3/id.ts').replaceAll('8.2', '9.3'));
  copy.change('src/releases/9.3/usage.ts', 'avrdude version 8.2', 'avrdude version 9.3');
  copy.change(
    'src/releases/all.ts',
    "from './8.2/release.ts';",
    "from './8.2/release.ts';\nimport { release as release93 } from './9.3/release.ts';",
  );
  copy.change('src/releases/all.ts', "'8.2': release82,", "'8.2': release82,\n  '9.3': release93,");
  // A message of a back end is worded anew under the new number.
  copy.change(
    'src/programmers/dryrun/messages.ts',
    'export const bitClockIgnored',
    "export const toyWord = defineMessage('dryrun/toy', {\n  '9.3': () => ({ level: 'info', text: 'toy' }),\n});\n\nexport const bitClockIgnored",
  );
});

afterAll(() => copy.remove());

test('types are right in all of src', async () => {
  copy.write('tsconfig.src.json', JSON.stringify({ extends: './tsconfig.json', include: ['src'] }));
  const { status, stdout } = await copy.node([
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '-p',
    'tsconfig.src.json',
  ]);
  expect([stdout, status]).toEqual(['', 0]);
});

test('the program is that release when it is called so, and the ones before it as ever', async () => {
  const built = await copy.node(['scripts/build.mjs', '--dev']);
  expect(built.status).toBe(0);
  const versions = await Promise.all(
    ['9.3', '9.0', '12.1', '8.2', '7.0', '6.3'].map(async (compat) => {
      const { stderr } = await copy.node(['dist/main.cjs', '-?'], { AVRDUDE_COMPAT: compat });
      return /version (\d+\.\d+)/.exec(stderr)?.[1];
    }),
  );
  expect(versions).toEqual(['9.3', '9.3', '9.3', '8.2', '7.1', '6.4']);
});
