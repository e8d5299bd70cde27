import { expect, it } from 'vitest';
import { changes } from '../../scripts/conf/changes.ts';
import { readConf } from '../../scripts/conf/compile.ts';
import { formatBlock } from '../../scripts/conf/format.ts';
import { parseConfig } from '../../src/config/parser.ts';
import type { Block, Setting } from '../../src/config/syntax.ts';

const read = (text: string) => parseConfig(text, { file: 'f', unknownWords: 'refused' }).definitions;
const withoutLines = (text: string): unknown =>
  JSON.parse(JSON.stringify(read(text), (key, value) => (/line$/i.test(key) ? undefined : value)));

const part = `part parent "m328"
    desc                   = "ATmega\\"X";
    id                     = "mx";
    prog_modes             = PM_SPM | PM_ISP;
    signature              = 0x1e 0x95 0x0f;
    parallel               = pseudo;
    serial                 = no;
    ocdrev                 = -1;
    retry_pulse            = sck;
    flash_instr            = 0xb6, 0x01, 0x11;
    eeprom_instr           = NULL;
    memory "flash"
        paged              = yes;
        size               = 32768;
        read_lo            = "0010.0000--00aa.aaaa--aaaa.aaaa--oooo.oooo";
    ;
    memory "fuse"
        alias "lfuse";
    ;
    memory "eeprom" = NULL;
;
`;

const programmer = `programmer
    id                     = "a", "b";
    type                   = "par";
    connection_type        = parallel;
    vcc                    = 2, 3;
    buff                   = ;
    reset                  = ~7;
    usbpid                 = 0x2141, 0x2142;
;
`;

it.each([part, programmer])('what is written is what was read, in the same words', (text) => {
  const [block] = read(text) as [Block];
  expect(formatBlock(block).replaceAll(/ +$/gm, '')).toBe(text);
  expect(withoutLines(formatBlock(block))).toEqual(withoutLines(text));
});

it('long lists are broken, and mean the same', () => {
  const values = Array.from({ length: 32 }, (_, i) => i);
  const setting: Setting = { kind: 'value', name: 'pp_controlstack', values, line: 0 };
  const block: Block = {
    kind: 'part',
    keyword: 'part',
    parentId: undefined,
    settings: [setting],
    line: 0,
    endLine: 0,
  };
  const text = formatBlock(block);
  expect(text.split('\n')).toHaveLength(8);
  expect(read(text)).toMatchObject([{ settings: [{ name: 'pp_controlstack', values }] }]);
});

it('what a new reference changes is told line by line', () => {
  const before = read(`part id = "a"; memory "flash" size = 1; ; memory "eeprom" size = 1; ; ;
    part id = "b"; ; programmer id = "c"; ;`);
  const after = read(`part id = "a"; timeout = 5; memory "flash" size = 2; ; memory "eeprom" size = 1; ; ;
    programmer id = "c"; ; programmer id = "d"; ;`);
  expect(changes(before, after)).toEqual([
    '- part b',
    '~ part a',
    '    - flash size = 1;',
    '    + timeout = 5;',
    '    + flash size = 2;',
    '+ programmer d',
  ]);
});

it('entries of families come behind those of conf/, and are not shipped', () => {
  const { definitions, text } = readConf('conf');
  expect(definitions.programmers.slice(-2).map(({ ids }) => ids)).toEqual([['bootloadhid'], ['lufa-hid']]);
  expect([/bootloadhid|lufa/i.test(text), text.includes('id                     = "usbasp"')]).toEqual([
    false,
    true,
  ]);
});
