import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { editionText } from '../../scripts/conf/edition.ts';
import { noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';

const programmer = (id: string, desc: string) =>
  `programmer id = "${id}"; desc = "${desc}"; type = "stk500"; connection_type = serial; prog_modes = PM_ISP; ;\n`;

const flash = (facts: string) => `memory "flash" paged = yes; size = 1024; page_size = 64; ${facts} ;`;

/** Today's parts: b and c are made from a; the release knows no io. */
const conf = `${programmer('x", "y', 'New words')}${programmer('same', 'Same words')}
part
    id = "a"; desc = "A"; prog_modes = PM_ISP; signature = 1 2 3; chip_erase_delay = 9000;
    memory "lock" size = 1; min_write_delay = 4500; ;
    ${flash('delay = 10;')}
    memory "io" size = 64; ;
;
part parent "a" id = "b"; desc = "B"; signature = 1 2 4; ;
part parent "a" id = "c"; desc = "C"; signature = 1 2 5; ;
part id = "new"; desc = "New"; prog_modes = PM_UPDI; memory "userrow" size = 64; ; ;
`;

/** The release's: another order of parts and memories, other delays, an id in other words, and a part that is no more. */
const old = `${programmer('x', 'Old words')}${programmer('y', 'New words')}${programmer('same', 'Same words')}
part
    id = ".stump"; desc = "Stump"; has_updi = yes;
    memory "data" size = 8; ;
;
part
    id = "b"; desc = "B"; signature = 1 2 4; chip_erase_delay = 20000;
    ${flash('delay = 5;')}
    memory "lock" size = 1; min_write_delay = 2000; ;
;
part
    id = "c"; desc = "small c"; signature = 1 2 5; chip_erase_delay = 20000;
    ${flash('delay = 5;')}
    memory "lock" size = 1; min_write_delay = 2000; ;
    memory "old" size = 3; ;
;
`;

it('an edition holds what differs, once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'edition-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'avrdude.conf');
  writeFileSync(file, old);
  const { definitions, failure } = loadFile(noDefinitions, {
    name: 'conf',
    text: conf,
    unknownWords: 'refused',
    memoryBlocks: 'extend',
    checks: 'each-part',
    missingModes: 'warned',
  });
  expect(failure).toBeUndefined();
  const text = editionText(definitions, file, '6.4').replaceAll(/^#.*\n/gm, '');
  expect(text.replaceAll(/ +=/g, ' =')).toBe(`
programmer
    id = "x";
    desc = "Old words";
;

part
    id = ".stump";
    desc = "Stump";
    prog_modes = PM_SPM | PM_UPDI;
    memory "data"
        size = 8;
    ;
;

part
    id = "b";
    chip_erase_delay = 20000;
    memory "flash"
        delay = 5;
    ;
    memory "lock"
        min_write_delay = 2000;
    ;
;

part parent "b"
    id = "c";
    desc = "small c";
    memory "old"
        size = 3;
    ;
;
`);
});
