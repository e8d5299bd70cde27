/** Callers that ask for the version, and how each finds it. Numbers as in the list of callers: C1, C5, C6, C7. */
import { describe, expect, test } from 'vitest';
import { call, releases } from './caller.ts';

describe.each(releases)('%s', (release) => {
  test('C1 AVRDUDESS starts without arguments and takes the version from before a comma', async () => {
    const { status, stderr } = await call({ args: [], release });
    expect(/avrdude version ([0-9.]+),/.exec(stderr)?.[1]).toBe(release);
    expect(status).toBe(0);
  });

  test('C5 ravedude takes what follows the last word "version" of -?', async () => {
    const { stderr } = await call({ args: ['-?'], release });
    const behind = stderr.slice(stderr.lastIndexOf('version') + 'version'.length).trim();
    expect(
      behind
        .split(/[.,\s]/)
        .slice(0, 2)
        .join('.'),
    ).toBe(release);
  });

  test('C6 QMK doctor takes the third word of the last line of --version, less a character', async () => {
    const { status, stdout, stderr } = await call({ args: ['--version'], release });
    const lines = (stdout + stderr).split('\n');
    expect(lines.at(-2)?.split(' ')[2]?.slice(0, -1)).toBe(release);
    expect(status).toBe(0);
  });

  test('C7 AVRFuses takes the version up to a comma, and programmers from lines with two blanks', async () => {
    const { stderr, stdout } = await call({ args: ['-v', '-c', '?'], release });
    const lines = (stdout + stderr).split('\n');
    const line = lines.find((text) => /version/i.test(text)) ?? '';
    expect(/version ([^,\s]+)/i.exec(line)?.[1]).toBe(release);
    const ids = lines.filter((text) => /^ {2}[^ ]/.test(text)).map((text) => text.trim().split(' ')[0]);
    expect(ids).toContain('avrisp');
    expect(ids).toContain('usbasp');
    expect(ids.length).toBeGreaterThan(50);
  });
});
