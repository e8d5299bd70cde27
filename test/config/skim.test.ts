import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileConf } from '../../scripts/conf/compile.ts';
import { expandPart } from '../../src/config/collection.ts';
import { noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import { type ParsedFile, parseConfig } from '../../src/config/parser.ts';
import { maskOf } from '../../src/config/prog-modes.ts';
import { skimConfig } from '../../src/config/skim.ts';

/** All that was read, blocks looked into. */
const plain = ({ definitions, age, failure }: ParsedFile) => ({
  definitions: definitions.map((one) =>
    one.kind === 'global'
      ? one
      : {
          ...{ kind: one.kind, keyword: one.keyword, parentId: one.parentId },
          ...{ settings: one.settings, line: one.line, endLine: one.endLine },
        },
  ),
  age,
  failure: failure && `${failure.line}: ${failure.message}`,
});

const read = (parse: typeof parseConfig, text: string) => {
  const unknown: string[] = [];
  const onUnknown = (word: string, line: number) => void unknown.push(`${word}@${line}`);
  return { ...plain(parse(text, { file: 'f.conf', unknownWords: 'skipped', onUnknown })), unknown };
};

/** A file as the run sees it: what it defines, and what is said of it. */
const load = (text: string, readAll: boolean) => {
  const { definitions, warnings, failure } = loadFile(noDefinitions, {
    name: 'f.conf',
    text,
    unknownWords: 'skipped',
    memoryBlocks: 'replace',
    checks: 'each-block',
    missingModes: 'warned',
    ...(readAll && { readAll }),
  });
  return {
    // What a listing goes by without reading the block is what the part comes to.
    parts: definitions.parts.map((part) => {
      const { variants, progModes } = expandPart(part);
      const { listed = { variants, modeMask: maskOf(progModes) } } = part;
      return { ...part, parent: part.parent?.id, listed };
    }),
    programmers: definitions.programmers.map((one) => ({ ...one, parent: one.parent?.ids })),
    globals: definitions.globals,
    warnings,
    failure: failure && `${failure.line}: ${failure.message}`,
  };
};

const ofOld = readFileSync(new URL('files/of-6.3.conf', import.meta.url), 'latin1');
const { text: shipped } = compileConf('conf');
const debian = '/etc/avrdude.conf';

describe('files as they come are read the same, block for block', () => {
  it('of the days of 6.3', () => {
    expect(read(skimConfig, ofOld)).toEqual(read(parseConfig, ofOld));
    expect(load(ofOld, false)).toEqual(load(ofOld, true));
  });

  it.each([
    ['ours', shipped] as const,
    ...(existsSync(debian) ? [["Debian's", readFileSync(debian, 'latin1')] as const] : []),
  ])('%s, of which next to no block needs to be read', (_, text) => {
    const { definitions } = skimConfig(text, { file: 'f.conf', unknownWords: 'skipped' });
    const blocks = definitions.filter((one) => one.kind !== 'global');
    expect(blocks.length).toBeGreaterThan(400);
    expect(blocks.filter((one) => !one.outline).length).toBeLessThan(8);
    expect(read(skimConfig, text)).toEqual(read(parseConfig, text));
    expect(load(text, false)).toEqual(load(text, true));
  });
});

describe('an outline is only of a block without a fault', () => {
  const part = (settings: string) => `part id = "x"; desc = "X"; ${settings} ;`;
  const memory = (settings: string) => part(`memory "flash" ${settings} ;`);
  it.each([
    ['a word that nobody knows', part('colour = 5;')],
    ['a missing semicolon', part('idr = 5')],
    ['an old word among new ones', `${part('mcuid = 1;')} ${part('has_jtag = yes;')}`],
    ['a new word in a comment', `${part('# prog_modes\n')} ${part('idr = 1;')}`],
    ['a string for a number', part('idr = "5";')],
    ['an opcode bit that cannot be', part('chip_erase = "1 0 b 1";')],
    ['too many opcode bits', part(`chip_erase = "${'1 '.repeat(33)}";`)],
    ['a memory without anything', part('memory "flash" ;')],
    ['uneven pages', memory('paged = yes; size = 100; page_size = 32;')],
    ['uneven pages, the other way round', memory('page_size = 32; paged = yes; size = 100;')],
    ['uneven pages in a memory without pages', memory('paged = no; size = 100; page_size = 32;')],
    ['two sizes', memory('paged = yes; size = 64; size = 100; page_size = 32;')],
    ['two ids', part('id = "y";')],
    ['a parent that nobody knows', 'part parent "y" id = "x"; ;'],
    ['a later definition of the same', `${part('idr = 1;')}\n${part('idr = 2;')}\n`],
    ['a programmer without a type', 'programmer id = "p"; desc = "P"; ;'],
    ['a programmer without modes', 'programmer id = "p"; desc = "P"; type = "arduino"; ;'],
    ['a mode that nobody knows', 'programmer id = "p"; type = "arduino"; prog_modes = PM_FOO; ;'],
    ['a connection that nobody knows', 'programmer id = "p"; type = "arduino"; connection_type = radio; ;'],
    ['a pin beyond the last', 'programmer id = "p"; type = "par"; reset = 1001; ;'],
    ['a string that does not end', 'programmer id = "p"; type = "par; ;'],
    ['a comment that does not end', `${part('idr = 1;')} /* `],
    ['a word that only begins like a keyword', 'partid = "x"; ;'],
    ['nothing at all', 'programmer'],
  ])('%s', (_, text) => {
    const lines = `# first\n\n${text}`;
    expect(read(skimConfig, lines)).toEqual(read(parseConfig, lines));
    expect(load(lines, false)).toEqual(load(lines, true));
  });

  it('whatever is changed in a file', () => {
    const blocks = [ofOld, shipped].flatMap((text) => text.split(/\n(?=(?:part|programmer)\b)/));
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      length: fc.integer({ min: 0, max: 4 }),
      by: fc.constantFrom('', ';', '=', '"', '#', '\n', ' ', 'x', '9', ',', '~', '/*', '\\', '0x', 'parent'),
    });
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: blocks.length - 1 }), { minLength: 1, maxLength: 4 }),
        fc.array(change, { maxLength: 2 }),
        (chosen, changes) => {
          let text = chosen.map((index) => blocks[index] ?? '').join('\n');
          for (const { at, length, by } of changes) {
            const position = Math.floor(at * text.length);
            text = text.slice(0, position) + by + text.slice(position + length);
          }
          expect(read(skimConfig, text)).toEqual(read(parseConfig, text));
          expect(load(text, false)).toEqual(load(text, true));
        },
      ),
      { numRuns: Number(process.env.SKIM_RUNS ?? 300) },
    );
  });
});
