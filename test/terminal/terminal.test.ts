import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/terminal/terminal.ts';
import { bench, script } from './fixture.ts';

describe('6.4', () => {
  it('prints each command again, dumps and writes byte by byte', async () => {
    const run = await script('6.4', ['write eeprom 0 1 2', 'dump eeprom 0 16', 'd eeprom', 'quit']);
    expect(run.stdout()).toBe(
      'avrdude> write eeprom 0 1 2\n>>> write eeprom 0 1 2 \n\n' +
        'avrdude> dump eeprom 0 16\n>>> dump eeprom 0 16 \n' +
        '0000  01 02 ff ff ff ff ff ff  ff ff ff ff ff ff ff ff  |................|\n\n' +
        'avrdude> d eeprom\n>>> d eeprom \n' +
        '0010  ff ff ff ff ff ff ff ff  ff ff ff ff ff ff ff ff  |................|\n\n' +
        'avrdude> quit\n>>> quit \n',
    );
    expect(run.stderr()).toBe('');
    expect(run.log).toEqual(['write eeprom[0] = 1', 'write eeprom[1] = 2']);
    expect(run.status).toBe(0);
  });

  it('refuses in its own words, and the last failure is the status of a script that just ends', async () => {
    const run = await script('6.4', [
      'dump',
      'write eeprom 0',
      'dump nosuch 0 1',
      'write eeprom 0 "a"',
      's',
      'xyz',
    ]);
    expect(run.stderr()).toBe(
      'Usage: dump <memtype> [<addr> <len>]\n' +
        'Usage: write <memtype> <addr> <byte1> <byte2> ... <byteN>\n' +
        '"nosuch" memory type not defined for part "ATmega32U4"\n' +
        'N (write): can\'t parse byte ""a""\n' +
        'P: command "s" is ambiguous\n' +
        'P: invalid command "xyz"\n',
    );
    expect(run.status).toBe(-1);
  });

  it.each([[['']], [['  ']], [['# a comment']]])('keeps the last status over %j', async (lines) => {
    const run = await script('6.4', ['xyz', ...lines]);
    expect(run.status).toBe(-1);
  });
});

describe('7.1', () => {
  it('calls itself dump where it is asked to read', async () => {
    const run = await script('7.1', ['read foo', 'read flash x 1', 'read flash 0 y', 'dump foo', 'quit']);
    expect(run.stderr()).toBe(
      'P: (dump) foo memory type not defined for part ATmega32U4\n' +
        'P: (dump) cannot parse address x\n' +
        'P: (dump) cannot parse length y\n' +
        'P: (dump) foo memory type not defined for part ATmega32U4\n',
    );
  });

  it('offers to erase pages through an STK500v2, which cannot', async () => {
    const lines = ['pgerase', 'pgerase flash 0', 'pgerase foo 0', 'pgerase flash x', 'quit'];
    const refused = await script('7.1', lines, { context: { entry: { type: 'stk500v2' } as never } });
    expect(refused.stderr()).toBe(
      'Usage: pgerase <memory> <addr>\n' +
        'P: (pgerase) unable to erase flash page at 0x00000\n' +
        'P: (pgerase) foo memory type not defined for part ATmega32U4\n' +
        'P: (pgerase) cannot parse address x\n',
    );
    const unknown = await script('7.1', ['pgerase flash 0', 'quit'], {
      context: { entry: { type: 'stk500' } as never },
    });
    expect(unknown.stderr()).toBe('P: (cmd) command pgerase is invalid\n');
    const newer = await script('8.2', ['pgerase flash 0', 'quit'], {
      context: { entry: { type: 'stk500v2' } as never },
    });
    expect(newer.stderr()).toBe('P: (cmd) command pgerase is invalid\n');
  });
});

it('a command that fails carries what was said of it', async () => {
  const { terminal } = bench('8.2');
  const outcome = await runCommand(terminal, 'erase nosuch');
  expect(outcome).toMatchObject({
    kind: 'failed',
    error: {
      rc: -1,
      said: { name: 'terminal/memory-unknown', facts: { command: 'erase', memory: 'nosuch' } },
    },
  });
});
