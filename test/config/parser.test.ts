import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parser.ts';
import type { Value } from '../../src/config/syntax.ts';

const read = (text: string, unknownWords: 'refused' | 'skipped' = 'refused') => {
  const unknown: string[] = [];
  const { definitions, age, failure } = parseConfig(text, {
    file: 'f.conf',
    unknownWords,
    onUnknown: (word, line) => unknown.push(`${word}@${line}`),
  });
  const error = failure && `${failure.file}:${failure.line}: ${failure.message}`;
  return { definitions, age, error, unknown };
};

/** The values that a word of a programmer is given. */
const values = (assignment: string): readonly Value[] | string | undefined => {
  const { definitions, error } = read(`programmer ${assignment}; ;`);
  const [block] = definitions;
  if (block?.kind !== 'programmer') return error;
  const [setting] = block.settings;
  return setting?.kind === 'value' ? setting.values : setting?.kind;
};

describe('values', () => {
  it.each<[string, readonly Value[]]>([
    ['baudrate = 115200', [115200]],
    ['baudrate = 0x1C200', [115200]],
    ['baudrate = 0b101', [5]],
    ['baudrate = 010', [8]],
    ['baudrate = 10UL', [10]],
    ['baudrate = 1 + 2 * 3', [7]],
    ['baudrate = (1 + 2) * 3', [9]],
    ['baudrate = 8 - 4 - 2', [2]],
    ['baudrate = 6 | 1 ^ 3 & 2', [7]],
    ['baudrate = -5 + +3', [-2]],
    ['baudrate = ~0 & 0xff', [255]],
    ['baudrate = 17 / 5 * 5 % 4', [3]],
    ['baudrate = XVII + IV', [21]],
    ['prog_modes = PM_TPI | PM_ISP', [6]],
    ['extra_features = HAS_VTARG_READ', [8]],
    ['is_serialadapter = yes', [1]],
    ['connection_type = serial', ['serial']],
    ['type = "par"', ['par']],
    ['type = par', ['par']],
    ['id = "a", "b"', ['a', 'b']],
    ['id = "a"\n,\n # why\n "b"', ['a', 'b']],
    ['usbpid = 0x2141, 0x2142', [0x2141, 0x2142]],
    ['reset = ~7', [~7]],
    ['vcc = 2, 3, ~4', [2, 3, ~4]],
    ['vcc = ~(2, 3), 5', [~2, ~3, 5]],
    ['buff =', []],
    ['desc = "a\\tb\\"c\\x41\\101\\\n\\q"', ['a\tb"cAA\\q']],
    ['desc = "a#b" # not this\n', ['a#b']],
    ['desc /* one\ntwo */ = "x"', ['x']],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('NULL', () => {
    expect(values('usbpid = NULL')).toBe('null');
  });
});

describe('blocks', () => {
  it('parts with memories, aliases and memories taken away', () => {
    const text = `part parent "m328"
      id = "x";
      signature = 0x1e 0x95 0x0f;
      memory "flash" paged = yes; read_lo = "0 0", "1 1"; ;
      memory "fuse" alias "lfuse"; ;
      memory "eeprom" = NULL;
    ;`;
    expect(read(text).definitions).toEqual([
      {
        kind: 'part',
        keyword: 'part',
        parentId: 'm328',
        line: 1,
        endLine: 7,
        settings: [
          { kind: 'value', name: 'id', values: ['x'], line: 2 },
          { kind: 'value', name: 'signature', values: [0x1e, 0x95, 0x0f], line: 3 },
          {
            kind: 'memory',
            name: 'flash',
            line: 4,
            settings: [
              { kind: 'value', name: 'paged', values: [1], line: 4 },
              { kind: 'value', name: 'read_lo', values: ['0 0', '1 1'], line: 4 },
            ],
          },
          { kind: 'memory-alias', name: 'fuse', of: 'lfuse', line: 5 },
          { kind: 'no-memory', name: 'eeprom', line: 6 },
        ],
      },
    ]);
  });

  it('is where the word after the keyword is, as avrdude counts', () => {
    const lines = read('part\n\n id = "x"; ;\nprogrammer\nparent\n "p" id = "y"; ;').definitions.map(
      (one) => one.line,
    );
    expect(lines).toEqual([3, 6]);
  });

  it('defaults', () => {
    const text =
      'default_serial = "/dev/x"; default_bitclock = 1.5; default_safemode = no; allow_subshells = 1;';
    expect(read(text).definitions.map((one) => one.kind === 'global' && [one.name, one.value])).toEqual([
      ['default_serial', '/dev/x'],
      ['default_bitclock', 1.5],
      ['default_safemode', 0],
      ['allow_subshells', 1],
    ]);
  });
});

it.each([
  ['part id = "x"; has_jtag = yes; ;', true, false],
  ['default_safemode = yes;', true, false],
  ['part id = "x"; prog_modes = 4; ;', false, true],
  ['part id = "x"; timeout = PM_ISP; ;', false, true],
  ['part id = "x"; timeout = 1 | 2; ;', false, true],
  ['part id = "x"; timeout = -1; ;', false, true],
  ['part id = "x"; flash_instr = NULL; ;', false, true],
  ['part id = "x"; memory "fuse" = NULL; ;', false, true],
  ['part id = "x"; memory "f" size = 1; ; memory "fuse" alias "f"; ; ;', false, true],
  ['programmer id = "x"; connection_type = spi; sdo = 1; ;', false, true],
  ['serialadapter id = "x"; ;', false, true],
  ['part id = "x"; has_updi = yes; autobaud_sync = 0x30; ;', true, true],
  ['programmer id = "x"; type = stk500; mosi = ~ 3; connection_type = serial; ;', false, false],
  ['part id = "x"; serial = no; parallel = pseudo; timeout = 0x10; ;', false, false],
])('%s: words of before 8.0 %s, of after 6.4 %s', (text, hasOldWords, hasNewWords) => {
  expect(read(text).age).toEqual({ hasOldWords, hasNewWords });
});

describe('errors', () => {
  it.each([
    ['part\n  id = ;\n;\n', 'f.conf:2: syntax error'],
    ['part\n ;', 'f.conf:2: syntax error'],
    ['part id = "x" ;', 'f.conf:1: syntax error'],
    ['part id = "x"\ny', 'f.conf:2: unknown token'],
    ['part id = "x"\ntimeout = 5; ;', 'f.conf:2: syntax error'],
    ['\n\npart id = "x', 'f.conf:3: unterminated character constant'],
    ['/* a\nb', 'f.conf:2: EOF in comment (started on line 1)'],
    ['part id = "x"; size = 5; ;', 'f.conf:1: syntax error'],
    ['part id = "x"; programmer id = "y"; ;', 'f.conf:1: syntax error'],
    ['part id = "x"; pgm_enable = 5; ;', 'f.conf:1: syntax error'],
    ['part id = "x"; timeout = 10q; ;', 'f.conf:1: unknown token'],
    ['part id = "x"; timeout = 5 $; ;', 'f.conf:1: unknown token'],
    ['part timeout = 1 / 0; ;', 'f.conf:1: division by zero'],
    [`part timeout = ${'('.repeat(9999)}`, 'f.conf:1: syntax error'],
    ['colour = "red";', 'f.conf:1: unknown token'],
  ])('%j', (text, error) => {
    expect(read(text).error).toBe(error);
  });

  it('leaves what was read before', () => {
    const { definitions, error } = read('part id = "x"; ;\npart id = ; ;');
    expect(definitions).toHaveLength(1);
    expect(error).toBe('f.conf:2: syntax error');
  });
});

it('words that no release knows are left out where that is asked for', () => {
  const text = 'colour = "red";\npart\n id = "x";\n shade = (1, "two");\n timeout = 5;\n;';
  const { definitions, error, unknown } = read(text, 'skipped');
  expect(error).toBeUndefined();
  expect(unknown).toEqual(['colour@1', 'shade@4']);
  expect(definitions).toMatchObject([{ settings: [{ name: 'id' }, { name: 'timeout', values: [5] }] }]);
});
