import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import {
  duplicateNames,
  findings,
  opcodesWithoutData,
  overlappingMemories,
  unevenPages,
  unknownParents,
  unlikeSharers,
  unspecificOpcodes,
} from '../../src/config/checks.ts';
import { createDatabase } from '../../src/config/database.ts';
import { noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import type { Part } from '../../src/model/part.ts';
import { config as config82 } from '../../src/releases/8.2/config.ts';

/** Parts as somebody might write them. */
function parts(text: string): Part[] {
  const { definitions, failure } = loadFile(noDefinitions, {
    name: 'mine.conf',
    text,
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'inferred',
  });
  if (failure) throw failure;
  return [...createDatabase(definitions, config82).allParts()];
}

const said = (found: readonly { part: Pick<Part, 'id'>; text: string }[]) =>
  found.map(({ part, text }) => `${part.id}: ${text}`);

const [first, second] = parts(`
part id = "a"; desc = "One"; signature = 1 2 3; memory "flash" size = 1024; page_size = 64; ; ;
part id = "b"; desc = "Two"; signature = 1 2 3; memory "flash" size = 2048; page_size = 64; ; ;
`) as [Part, Part];

describe('checks', () => {
  it('names that lead to two parts', () => {
    expect(said(duplicateNames([first, second]))).toEqual([]);
    expect(said(duplicateNames([first, { ...second, desc: 'A' }]))).toEqual(['b: a is also a name of a']);
  });

  it('parents that nobody knows', () => {
    expect(said(unknownParents([first, { ...second, parentId: 'ONE' }]))).toEqual([]);
    expect(said(unknownParents([first, { ...second, parentId: 'c' }]))).toEqual([
      'b: the parent c is unknown',
    ]);
  });

  it('pages that do not divide their memory', () => {
    expect(said(unevenPages(first))).toEqual([]);
    const [part] = parts('part id = "a"; memory "flash" size = 1000; page_size = 64; ; ;') as [Part];
    expect(said(unevenPages(part))).toEqual(['a: the 64-byte pages of flash do not divide its 1000 bytes']);
  });

  it('instructions that do not say what they are', () => {
    const [good, bad] = parts(`
part id = "a"; memory "flash" read_lo = "0010.0000--aaaa.aaaa--aaaa.aaaa--oooo.oooo"; ; ;
part id = "b"; memory "flash" read_lo = "xxxx.xxxx--aaaa.aaaa--aaaa.aaaa--xxxx.xxxx"; ; ;`) as [Part, Part];
    expect(said([...unspecificOpcodes(good), ...opcodesWithoutData(good)])).toEqual([]);
    expect(said(unspecificOpcodes(bad))).toEqual(['b: read_lo of flash leaves bits of its first byte open']);
    expect(said(opcodesWithoutData(bad))).toEqual(['b: read_lo of flash has no output bit']);
  });

  it('memories that overlap in one address space', () => {
    const memories = (modes: string, offset: number) => `part id = "a"; prog_modes = ${modes};
      memory "flash" size = 0x100; offset = 0x8000; ; memory "boot" size = 0x100; offset = ${offset}; ; ;`;
    expect(said(parts(memories('PM_UPDI', 0x8100)).flatMap(overlappingMemories))).toEqual([]);
    expect(said(parts(memories('PM_ISP', 0x8080)).flatMap(overlappingMemories))).toEqual([]);
    expect(said(parts(memories('PM_UPDI', 0x8080)).flatMap(overlappingMemories))).toEqual([
      'a: flash and boot overlap',
    ]);
  });

  it('parts of one signature that are not alike', () => {
    expect(said(unlikeSharers([first, { ...second, memories: first.memories }]))).toEqual([]);
    expect(said(unlikeSharers([first, second]))).toEqual([
      'b: has the signature of a, and another flash or EEPROM',
    ]);
  });
});

it('the built-in database passes, but for what Microchip made so', () => {
  const all = [...createDatabase(builtInDatabase.open('x'), config82).allParts()];
  expect(said(unknownParents(all))).toEqual([]);
  // ATmega4809 and ATxmega64B3 both answer 1E 96 51.
  expect(said(findings(all))).toEqual(['m4809: has the signature of x64b3, and another flash or EEPROM']);
});
