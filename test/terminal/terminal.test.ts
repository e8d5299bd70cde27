import { describe, expect, it } from 'vitest';
import { script } from './fixture.ts';

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
});
