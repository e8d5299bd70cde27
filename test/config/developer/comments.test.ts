import facts from 'avrdude:facts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { noDefinitions } from '../../../src/config/definitions.ts';
import { developerOutput } from '../../../src/config/developer/developer-options.ts';
import { loadFile } from '../../../src/config/loader.ts';
import { config as config71 } from '../../../src/releases/7.1/config.ts';
import { config as config82 } from '../../../src/releases/8.2/config.ts';

const asked = { programmer: '', part: '', verbosity: 0, program: 'avrdude', facts: undefined };

/**
 * What real avrdude 7.1 and 8.2 print of `commented.conf`, for `-c "*" -p "*"` and for `-p "*\/S"`: comments at every kind of place
 * at which one can stand.
 */
describe.each([
  ['7.1', config71, 'early'],
  ['8.2', config82, 'full'],
] as const)('comments under %s', (release, rules, style) => {
  const folder = path.join(import.meta.dirname, 'commented');
  const text = readFileSync(path.join(folder, 'commented.conf'), 'latin1');
  const source = {
    name: 'x',
    text,
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'unseen',
  } as const;
  const { definitions } = loadFile(noDefinitions, source);
  const database = createDatabase(definitions, rules, undefined, [{ file: 'x', text: () => text }]);

  it('stand where avrdude has them', () => {
    const ours = [
      { ...asked, programmer: '*', part: '*' },
      { ...asked, part: '*/S' },
    ].map((request) => developerOutput(database, request, style));
    expect(ours.join('')).toBe(readFileSync(path.join(folder, `${release}.txt`), 'latin1'));
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** Digests of what avrdude 8.2 printed with its own avrdude.conf. */
describe("the built-in database says what avrdude 8.2's file says in comments", () => {
  const texts = [{ file: 'x', text: () => facts.comments }];
  const database = createDatabase(
    builtInDatabase.open('x'),
    config82,
    { file: 'x', edition: undefined, corrections: { ofPart: () => [] } },
    texts,
  );

  it.each([
    ['*', '*', 'f39d2f53c282b172c083a3740068d39f1da3393e4680a239ca4d999df56a2836'],
    ['', '*/A', '5ea2746b79cc7fd69e016c7f67c5222db61f9c5ba35c7b661a61ba4eb4db05ad'],
  ])('for -c %j -p %j', (programmer, part, printed) => {
    expect(sha256(developerOutput(database, { ...asked, programmer, part }, 'full'))).toBe(printed);
  });
});
