import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { noDefinitions } from '../../../src/config/definitions.ts';
import { developerOutput } from '../../../src/config/developer/developer-options.ts';
import { loadFile } from '../../../src/config/loader.ts';
import { config as config64 } from '../../../src/releases/6.4/config.ts';
import { config as config71 } from '../../../src/releases/7.1/config.ts';
import { config as config82 } from '../../../src/releases/8.2/config.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');
const asked = { programmer: '', part: '', verbosity: 0, program: 'avrdude', facts: undefined };

/** What avrdude 8.2 printed with its own avrdude.conf, as a digest. */
const printedBy82 = {
  parts: '87337c1d32e54089329f8a5a17abbcf6746c5fc62026c7e2c6ab0d14257fbf34',
  programmers: '32c73e4f309872f7b396a250f3dd9fe6a33f36c80e9303096a273e26b50a4b6a',
};

describe.each([
  ['6.4', config64],
  ['8.2', config82],
])('the built-in database under %s', (_, rules) => {
  const database = createDatabase(builtInDatabase.open('x'), rules, {
    file: 'x',
    edition: undefined,
    corrections: { ofPart: () => [] },
  });

  it('holds every value of every part of avrdude 8.2', () => {
    expect(sha256(developerOutput(database, { ...asked, part: '*/At' }, 'full'))).toBe(printedBy82.parts);
  });

  it('holds every value of every programmer of avrdude 8.2', () => {
    expect(sha256(developerOutput(database, { ...asked, programmer: '*/At' }, 'full'))).toBe(
      printedBy82.programmers,
    );
  });
});

/** Digests of what avrdude 8.2 printed on x86-64 Linux with its own avrdude.conf: 159,429 and 23,715 lines. */
it.each([
  ['part', '*/R', '0e8ca9760980d43ad4be8f9f333239e39337e8f20ff8ddaacf0a1feb9969cfea'],
  ['programmer', '*/r', 'ea430d68c3d6540c962d1dbd94079c1e0976e92a3f9d7b94be942192eb631ad4'],
] as const)('the raw dump of every %s is that of avrdude 8.2', (option, text, printed) => {
  const database = createDatabase(builtInDatabase.open('x'), config82, {
    file: 'x',
    edition: undefined,
    corrections: { ofPart: () => [] },
  });
  expect(sha256(developerOutput(database, { ...asked, [option]: text }, 'full'))).toBe(printed);
});

/** Megabytes are not for a diff: the first line that differs, ours and theirs. */
function firstDifference(ours: string, theirs: string): readonly (string | undefined)[] | undefined {
  if (ours === theirs) return undefined;
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return [String(at), a[at], b[at]];
}

const debian = '/usr/bin/avrdude';
const debianConf = '/etc/avrdude.conf';
const isThere =
  existsSync(debian) &&
  existsSync(debianConf) &&
  spawnSync(debian, ['-?'], { encoding: 'utf8', timeout: 10_000 }).stderr.includes('version 7.1');

describe.skipIf(!isThere)("Debian's avrdude 7.1, where it is installed, and we on its avrdude.conf", () => {
  const loaded = loadFile(noDefinitions, {
    name: debianConf,
    text: existsSync(debianConf) ? readFileSync(debianConf, 'latin1') : '',
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'unseen',
  });
  const database = createDatabase(loaded.definitions, config71);

  it('reads without a word', () => {
    expect(loaded.failure).toBeUndefined();
    expect(loaded.warnings).toEqual([]);
  });

  it.each([
    ['-p', '*/At'],
    ['-c', '*/At'],
    ['-p', '*/St'],
    ['-p', '*/st'],
    ['-c', '*/st'],
    ['-p', '*/d'],
    ['-p', '*/dt'],
    ['-p', '*/o'],
    ['-p', '*/w'],
    ['-p', '*/c'],
    ['-p', 'm328*/r'],
    ['-c', '*/r'],
    ['-p', '*32[0-9]/d'],
    ['-p', 'm328p/S'],
    ['-p', 'x/?'],
    ['-c', 'x/?'],
  ])('print the same for %s %s', (option, text) => {
    const real = spawnSync(debian, ['-C', debianConf, option, text], {
      encoding: 'latin1',
      timeout: 20_000,
      maxBuffer: 64 << 20,
      env: { ...process.env, HOME: '/nonexistent' },
    });
    const request = option === '-p' ? { ...asked, part: text } : { ...asked, programmer: text };
    expect(firstDifference(developerOutput(database, request, 'early'), real.stdout)).toBeUndefined();
  });
});
