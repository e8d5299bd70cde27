import { describe, expect, it } from 'vitest';
import type { TerminalRules } from '../../src/model/terminal-rules.ts';
import { splitLine } from '../../src/terminal/command-line.ts';

const words = (line: string, syntax: TerminalRules['syntax']): readonly unknown[] =>
  splitLine(line, syntax).map((part) => (part.kind === 'command' ? part.words : { shell: part.line }));

describe('a line', () => {
  it.each(['', '   ', '# a remark', '  \t# a remark'])('%j holds no command', (line) => {
    for (const syntax of ['blanks', 'quotes', 'shell'] as const) expect(splitLine(line, syntax)).toEqual([]);
  });

  it.each([
    ['dump eeprom 0 16', [['dump', 'eeprom', '0', '16']]],
    ['  sig  ', [['sig']]],
    ['write eeprom 0 "a b" c;d', [['write', 'eeprom', '0', '"a', 'b"', 'c;d']]],
    ['sig # no remark', [['sig', '#', 'no', 'remark']]],
  ])('of 6.4 is cut at blanks: %s', (line, expected) => {
    expect(words(line, 'blanks')).toEqual(expected);
  });

  it.each([
    ['write eeprom 0 "a b" \'c\' 1', [['write', 'eeprom', '0', '"a b"', "'c'", '1']]],
    ['write eeprom 0 "a\\" b" 1', [['write', 'eeprom', '0', '"a\\"', 'b"', '1']]],
    ['sig;sig', [['sig;sig']]],
    ['write a\\ b', [['write', 'a\\ b']]],
  ])('of 7.1 keeps quoted blanks: %s', (line, expected) => {
    expect(words(line, 'quotes')).toEqual(expected);
  });

  it.each([
    ['d eeprom 0 4; sig', [['d', 'eeprom', '0', '4'], ['sig']]],
    ['sig ; quit', [['sig', 'quit']]],
    ['sig # remark; sig', [['sig']]],
    ['write eeprom 0 "a;b" \'#\'', [['write', 'eeprom', '0', '"a;b"', "'#'"]]],
    ['write eeprom my\\ file "C\\n"', [['write', 'eeprom', 'my file', '"C\\n"']]],
    ['sig; !ls -l; sig', [['sig'], { shell: 'ls -l; sig' }]],
    ['! ls', [{ shell: 'ls' }]],
    ['sig; # remark', [['sig']]],
    ['sig;# remark', [['sig;#', 'remark']]],
  ])('of 8.2 is read as a shell would: %s', (line, expected) => {
    expect(words(line, 'shell')).toEqual(expected);
  });
});
