import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOf, makeFolder, missing, noHolder, Wine } from './wine.ts';

/** An ATmega328P behind the ArduinoISP sketch. */
const isp = { kind: 'stk500v1', part: 'm328p', options: ['fw=arduinoisp'] };
const through = (port: string) => ['-q', '-q', '-c', 'avrisp', '-P', port, '-p', 'm328p'];

describe.skipIf(missing !== undefined)('the Windows executable', () => {
  let wine: Wine;
  beforeAll(() => {
    wine = new Wine();
  });
  afterAll(() => wine.end());

  test.each(['COM10', '\\\\.\\COM10', '//./COM10'])('flashes and reads a chip at %s', async (port) => {
    makeFolder(wine, 'sub');
    const dump = await wine.withPort('COM10', isp, async () => {
      const update = [
        '-U',
        'flash:w:0x0c,0x94,0x34,0x00:m',
        '-U',
        'flash:r:sub\\out.bin:r',
        '-U',
        'lfuse:r:sub/fuse.txt:h',
      ];
      expect(await wine.run([...through(port), ...update])).toEqual({ status: 0, stdout: '', stderr: '' });
    });
    expect([...(dump.memories.flash?.subarray(0, 4) ?? [])]).toEqual([0x0c, 0x94, 0x34, 0x00]);
    expect([...readFileSync(path.join(wine.folder, 'sub/out.bin'))]).toEqual([0x0c, 0x94, 0x34, 0x00]);
    expect(readFileSync(path.join(wine.folder, 'sub/fuse.txt'), 'latin1')).toMatch(/^0x[0-9a-f]{2}\r?\n$/);
    expect(dump.meta.targetHeld).toBe(false);
  });

  test('shows bars where there is no console', async () => {
    await wine.withPort('COM10', isp, async () => {
      const { status, stderr } = await wine.run([...through('COM10').slice(2), '-U', 'eeprom:w:1,2,3:m']);
      expect(status).toBe(0);
      expect(stderr).toMatch(/Writing \| #{50} \| 100% \d+\.\d\ds *\r\n/);
    });
  });

  test('a port that is not there is told in the words of the system', async () => {
    const { status, stderr } = await wine.run(through('COM99'));
    expect({ status, stderr: stderr.replace(/\r/g, '') }).toEqual({
      status: 1,
      // ser_open() in ser_win32.c of avrdude 8.2; the system's own words end in a line end.
      stderr:
        'Error: cannot open port \\\\.\\COM99: The system cannot find the file specified.\n\n' +
        'Error: unable to open port COM99 for programmer avrisp\n',
    });
  });

  test.skipIf(noHolder)('a port that another program has open is told', async () => {
    await wine.withPort('COM10', isp, async () => {
      const { status, stderr } = await wine.runWhileHeld('COM10', through('COM10'));
      expect({ status, stderr: stderr.replace(/\r/g, '') }).toEqual({
        status: 1,
        // What Wine says of a port that Linux has locked; Windows itself says "Access is denied."
        stderr:
          'Error: cannot open port \\\\.\\COM10: The process cannot access the file because another process has locked a portion of the file.\n\n' +
          'Error: unable to open port COM10 for programmer avrisp\n',
      });
    });
  });

  test('Ctrl-C lets the chip go', async () => {
    const dump = await wine.withPort('COM10', isp, async () => {
      const running = wine.start([...through('COM10'), '-t']);
      const ended = endOf(running);
      if (running.stdout) await once(running.stdout, 'data');
      // What Wine makes of it is a console's CTRL_C_EVENT.
      running.kill('SIGINT');
      expect((await ended).status).not.toBe(0);
    });
    expect(dump.meta.targetHeld).toBe(false);
  });

  test('avrdude.rc beside it is read, and a copy named avrdude-6.4 speaks as 6.4', async () => {
    makeFolder(wine, 'bin');
    const copy = path.join(wine.folder, 'bin/avrdude-6.4.exe');
    copyFileSync('dist/win32-x64/avrdude.exe', copy);
    writeFileSync(path.join(wine.folder, 'bin/avrdude.rc'), 'default_programmer = "dryrun";\n');
    const ran = await wine.run(['-p', 'm8', '-U', 'lfuse:r:-:h'], copy);
    expect({ ...ran, stderr: ran.stderr.length > 0 }).toEqual({
      status: 0,
      stdout: '0xe1\n',
      stderr: true,
    });
    const { stdout, stderr } = await wine.run(['--version'], copy);
    expect(stdout + stderr).toContain('avrdude-6.4 version');
  });
});
