import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/config/database.ts';
import { noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import type { Database } from '../../src/model/database.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { RunFacts } from '../../src/output/events.ts';
import type { Words } from '../../src/output/words.ts';
import { typingDistance } from '../../src/releases/8.2/typing-distance.ts';
import { releases } from '../../src/releases/all.ts';

const conf = `part id = ".stump"; desc = "Common values"; prog_modes = PM_UPDI; ;
part parent ".stump" id = "t1"; desc = "ATtiny1"; variants = "ATtiny1-A: SO8", "ATtiny1B-A: SO8", "ATtiny1b: x"; ;
part id = "m99";
  desc = "atmega99"; prog_modes = PM_SPM | PM_ISP; ;
programmer id = "zisp", "YISP"; desc = "Some ISP in ISP mode"; type = "stk500"; prog_modes = PM_ISP; ;
programmer id = "boot"; desc = "Some loader"; type = "arduino"; prog_modes = PM_SPM; ;
programmer id = "both"; desc = "A chip of two minds"; type = "x"; prog_modes = PM_ISP | PM_UPDI; ;
serialadapter id = "ch0"; desc = "Adapter"; usbvid = 1; usbpid = 2; ;
`;

function databaseFor(id: ReleaseId): Database {
  const { definitions } = loadFile(noDefinitions, {
    name: 'f.conf',
    text: conf,
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'unseen',
  });
  return createDatabase(definitions, releases[id].behaviour.config);
}

/** What a release says of a fact, without what needs `-v`. */
function ask<K extends keyof RunFacts>(id: ReleaseId, kind: K, facts: Omit<RunFacts[K], 'database'>): string {
  const wording = releases[id].wording[kind] as ((facts: unknown) => unknown) | undefined;
  const words = [wording?.({ database: databaseFor(id), ...facts })].flat() as Words[];
  return words
    .filter(({ level }) => level !== 'notice')
    .map(({ text }) => text)
    .join('');
}

const part = (name: string) => databaseFor('8.2').part(name);

describe('-p ?', () => {
  const facts = { verbosity: 0, programmer: undefined };
  it('6.4', () => {
    expect(ask('6.4', 'parts-listed', facts)).toBe(
      '\nValid parts are:\n  m99      = atmega99\n  t1       = ATtiny1\n\n',
    );
    expect(ask('6.4', 'parts-listed', { ...facts, verbosity: 2 })).toBe(
      '\nValid parts are:\n  m99      = atmega99           [f.conf:3]\n  t1       = ATtiny1            [f.conf:2]\n' +
        '  .stump   = Common values      [f.conf:1]\n\n',
    );
  });
  it('7.1', () => {
    expect(ask('7.1', 'parts-listed', facts)).toBe(
      '\nValid parts are:\n  m99 = atmega99\n  t1  = ATtiny1\n\n',
    );
  });
  it('8.2', () => {
    expect(ask('8.2', 'parts-listed', { ...facts, verbosity: 1 })).toBe(
      '\nValid parts are:\n  m99 = atmega99 (SPM, ISP) [f.conf:3]\n  t1  = ATtiny1, ATtiny1B (UPDI) [f.conf:2]\n' +
        '    - ATtiny1-A: SO8\n    - ATtiny1B-A: SO8\n    - ATtiny1b: x\n\n',
    );
  });
});

describe('-c ?', () => {
  const facts = { verbosity: 0, part: undefined };
  it('6.4', () => {
    expect(ask('6.4', 'programmers-listed', { ...facts, verbosity: 1 })).toBe(
      '\nValid programmers are:\n' +
        '  boot             = Some loader                    [f.conf:6]\n' +
        '  both             = A chip of two minds            [f.conf:7]\n' +
        '  ch0              = Adapter                        [f.conf:8]\n' +
        '  zisp             = Some ISP in ISP mode           [f.conf:5]\n' +
        '  YISP             = Some ISP in ISP mode           [f.conf:5]\n\n',
    );
  });
  it('7.1, with a part', () => {
    expect(ask('7.1', 'programmers-listed', { ...facts, part: part('m99') })).toBe(
      '\nValid programmers for part atmega99 are:\n' +
        '  boot = Some loader via bootloader\n' +
        '  both = A chip of two minds via ISP\n' +
        '  ch0  = Adapter via ?\n' +
        '  zisp = Some ISP via ISP\n' +
        '  YISP = Some ISP via ISP\n\n',
    );
  });
  it('8.2, with a part', () => {
    expect(ask('8.2', 'programmers-listed', { ...facts, part: part('m99') })).toBe(
      '\nValid programmers for part atmega99 are:\n' +
        '  boot = Some loader (SPM)\n' +
        '  both = A chip of two minds (ISP, UPDI) via ISP\n' +
        '  zisp = Some ISP (ISP)\n' +
        '  YISP = Some ISP (ISP)\n\n',
    );
  });
});

describe('unknown names', () => {
  const facts = { verbosity: 0, part: undefined };
  it('6.4', () => {
    expect(ask('6.4', 'part-unknown', { name: 'x', verbosity: 0, entry: undefined })).toBe(
      'AVR Part "x" not found.\n\nValid parts are:\n  m99      = atmega99\n  t1       = ATtiny1\n\n',
    );
  });
  it('8.2 suggests what was meant', () => {
    expect(ask('8.2', 'programmer-unknown', { ...facts, id: 'zsip' })).toBe(
      'cannot find programmer id zsip\nsimilar programmer name:\n  zisp = Some ISP in ISP mode\n' +
        'use -c? to see all possible programmers\n',
    );
    expect(ask('8.2', 'programmer-unknown', { ...facts, id: 'bo' })).toBe(
      'bo is not a unique start of a programmer name; consider:\n  boot = Some loader\n  both = A chip of two minds\n',
    );
    expect(ask('8.2', 'programmer-unknown', { ...facts, id: 'boot', part: part('t1') })).toBe(
      'programmer boot and part ATtiny1 have no programming modes in common\n' +
        'use -c? -p ATtiny1 to see all possible programmers for ATtiny1\n',
    );
  });
});

it.each([
  ['usbasp', 'usbasp', 0],
  ['usbasp', 'ubsasp', 3],
  ['usbasp', 'usb-asp', 4],
  ['usbasp', 'usbsp', 32],
  ['usbasp', 'USBASP', 24],
  ['a', 's', 12],
])('%s for %s costs %i', (meant, typed, cost) => {
  expect(typingDistance(meant, typed)).toBe(cost);
});
