import { describe, expect, test } from 'vitest';
import { OnTerminal } from './on-terminal.ts';
import { PSEUDO_TERMINALS } from './pseudo-terminal.ts';

describe.skipIf(!PSEUDO_TERMINALS)('a program on a pseudo-terminal', () => {
  const surroundings = { cwd: '/', env: process.env };
  const program = (code: string) => [process.execPath, '-e', code];

  test('has it for all three streams, without echo, line ends as they are', async () => {
    const terminal = new OnTerminal(
      program(`
        console.log([0, 1, 2].map((fd) => require('node:tty').isatty(fd)).join());
        process.stdin.once('data', (typed) => { console.error('typed ' + typed); process.exit(3); });
      `),
      { ...surroundings, streams: 'all' },
    );
    await terminal.shows('true,true,true\n');
    terminal.type('word\n');
    expect(await terminal.finished()).toBe(3);
    expect(terminal.shown).toBe('true,true,true\ntyped word\n\n');
  });

  test('has it for standard input alone', async () => {
    const terminal = new OnTerminal(
      program(`console.log([0, 1, 2].map((fd) => require('node:tty').isatty(fd)).join());`),
      { ...surroundings, streams: 'stdin' },
    );
    let stdout = '';
    terminal.child.stdout?.on('data', (data) => {
      stdout += data;
    });
    const closed = new Promise((resolve) => terminal.child.once('close', resolve));
    expect(await terminal.finished()).toBe(0);
    await closed;
    expect(stdout).toBe('true,false,false\n');
    expect(terminal.shown).toBe('');
  });

  test('is interrupted by ^C where the terminal controls it, and not elsewhere', async () => {
    const waiting = program(`console.log('waiting'); process.stdin.once('data', () => process.exit(0));`);
    const controlled = new OnTerminal(waiting, { ...surroundings, streams: 'controlling', echo: true });
    await controlled.shows('waiting\r\n');
    controlled.type('\x03');
    expect(await controlled.finished()).toBe(128 + 2);
    expect(controlled.shown).toBe('waiting\r\n^C');
    const free = new OnTerminal(waiting, { ...surroundings, streams: 'all' });
    await free.shows('waiting\n');
    free.type('\x03\n');
    expect(await free.finished()).toBe(0);
  });

  test('sees a hang-up when the terminal goes', async () => {
    const terminal = new OnTerminal(program(`console.log('waiting'); setInterval(() => {}, 1000);`), {
      ...surroundings,
      streams: 'controlling',
    });
    await terminal.shows('waiting');
    const ended = new Promise((resolve) => terminal.child.once('exit', (_, signal) => resolve(signal)));
    terminal.close();
    expect(await ended).toBe('SIGHUP');
  });
});
