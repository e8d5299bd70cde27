import { memfs } from 'memfs';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../src/model/host.ts';
import { succeeded } from '../../../src/model/outcome.ts';
import type { Update } from '../../../src/model/update.ts';
import { behaviour } from '../../../src/releases/8.2/behaviour.ts';
import { script } from '../fixture.ts';

const disk = (files: Record<string, string> = {}) => {
  const { fs, vol } = memfs(files, '/');
  return { fs: fs as unknown as FileSystem, vol };
};
const of82 = (fs: FileSystem) => ({ context: { fs, behaviour } });

describe('save', () => {
  it('writes sections, counted from the end if negative, in the format asked for', async () => {
    const { fs, vol } = disk();
    const run = await script(
      '8.2',
      [
        'write eeprom 0 1 2 3 4',
        'write eeprom -2 0xaa 0xbb',
        'save eeprom 0 2 -2 -1 /x:h',
        'save eeprom 0 4 /raw',
        'quit',
      ],
      of82(fs),
    );
    expect(vol.readFileSync('/x', 'utf8')).toBe('0x1,0x2\n0xaa,0xbb\n');
    expect(vol.readFileSync('/raw')).toEqual(Buffer.from([1, 2, 3, 4]));
    expect(run.status).toBe(0);
  });

  it('refuses what it cannot do', async () => {
    const { fs, vol } = disk();
    const run = await script(
      '8.2',
      [
        'save eeprom',
        'save nosuch x',
        'save eeprom 0 x',
        'save eeprom 2000 1 x',
        'save eeprom 1020 8 x',
        'save eeprom 0 0 x',
      ],
      of82(fs),
    );
    expect(run.stderr()).toBe(
      'Syntax: save <mem> {<addr> <len>} <file>[:<format>]\n' +
        'Function: save memory segments to file (default format :r raw binary)\n' +
        'P: (save) memory nosuch not defined for part ATmega32U4\n' +
        'P: (save) need pairs <addr> <len> to describe memory segments\n' +
        'P: eeprom address 0x07d0 is out of range [-0x0400, 0x03ff]\n' +
        'P: segment length 8 with starting address 0x03fc reaches beyond memory end 0x03ff\n' +
        'P: (save) no file written owing to empty memory segment\n',
    );
    expect(vol.existsSync('/x')).toBe(false);
  });
});

describe('a file as data of write', () => {
  it('is found by its contents or read in the format given, and leaves its gaps alone', async () => {
    const { fs } = disk({ '/a.hex': ':0200000011220000\n:020003003344ZZ\n:00000001FF\n', '/b.txt': '1 2 3' });
    const run = await script(
      '8.2',
      [
        'write eeprom 0 0x99 0x99 0x99 0x99 0x99',
        'write eeprom 8 /b.txt:d',
        'write eeprom 0 /nofile',
        'write eeprom 0 /b.txt:z',
      ],
      of82(fs),
    );
    expect([...run.cells.get('eeprom')!.subarray(0, 11)]).toEqual([
      0x99, 0x99, 0x99, 0x99, 0x99, 255, 255, 255, 1, 2, 3,
    ]);
    expect(run.stderr()).toContain(
      'P: (write) data /nofile: unable to read the file: No such file or directory\n',
    );
    expect(run.stderr()).toContain('P: (write) data /b.txt:z: unknown format :z suffix of file name\n');
  });
});

describe('include', () => {
  it('carries out the lines of a file, and says them if asked to', async () => {
    const { fs } = disk({ '/s': 'write eeprom 0 7 # seven\n\nd eeprom 0 1\nnosuch' });
    const run = await script('8.2', ['include -e /s', 'include /nofile', 'include', 'quit'], of82(fs));
    expect(run.stdout()).toBe(
      'avrdude> include -e /s\n# write eeprom 0 7 # seven\n# \n# d eeprom 0 1\n' +
        '0000  07                                                |.               |\n# nosuch\n' +
        'avrdude> include /nofile\navrdude> include\navrdude> quit\n',
    );
    expect(run.stderr()).toContain('P: (cmd) command nosuch is invalid\n');
    expect(run.stderr()).toContain('P: (include) cannot open file /nofile: No such file or directory\n');
  });

  it('stops where files include each other', async () => {
    const { fs } = disk({ '/s': 'include /s\n' });
    const run = await script('8.2', ['include /s'], of82(fs));
    expect(run.stderr()).toBe('P: (include) file /s includes itself\n');
  });

  it('stops where files include each other twice, and those do so, too', async () => {
    const files = Array.from({ length: 20 }, (_, i) => [`/${i}`, `include /${i + 1}\ninclude /${i + 1}\n`]);
    const { fs } = disk({ ...Object.fromEntries(files), '/20': 'quell 0\n' });
    const run = await script('8.2', ['include /0'], of82(fs));
    const said = run.stderr().split('\n');
    expect(said.filter((line) => !line.startsWith('New quell level'))).toEqual([
      'P: (include) stopped at file /19 after 1000 files',
      '',
    ]);
  });
});

describe('backup, restore and verify', () => {
  it('flush the cache, do as -U does, and forget the cache after writing', async () => {
    const { fs } = disk();
    const asked: Update[] = [];
    const runUpdate = async (update: Update) => {
      asked.push(update);
      return succeeded;
    };
    const run = await script(
      '8.2',
      [
        'write eeprom 0 1',
        'backup eeprom,lfuse b.hex',
        'verify eeprom b.hex:i',
        'restore eeprom b.hex',
        'dump eeprom 0 1',
        'quit',
      ],
      { context: { fs, behaviour, runUpdate } },
    );
    expect(asked.map(({ memory, operation, file, format }) => [memory, operation, file, format])).toEqual([
      ['eeprom,lfuse', 'read', 'b.hex', 'I'],
      ['eeprom', 'verify', 'b.hex', 'i'],
      ['eeprom', 'write', 'b.hex', 'a'],
    ]);
    expect(run.log).toEqual(['read eeprom 0+4', 'write eeprom 0+4', 'read eeprom 0+4', 'read eeprom 0+4']);
  });
});
