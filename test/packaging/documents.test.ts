import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bashCompletions } from '../../scripts/documents/bash.ts';
import { carriedDatabase, choicesOf } from '../../scripts/documents/choices.ts';
import { fishCompletions } from '../../scripts/documents/fish.ts';
import { manual } from '../../scripts/documents/manual.ts';
import { powershellCompletions } from '../../scripts/documents/powershell.ts';
import { zshCompletions } from '../../scripts/documents/zsh.ts';
import { optionRows } from '../../src/releases/option-table.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'avrdude-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const choices = choicesOf(carriedDatabase());

const has = (program: string): boolean => {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (!found) console.warn(`NOTICE: no ${program} here; the test that needs it is left out`);
  return found;
};

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the manual page', () => {
  const page = manual('1.2.3');

  test.skipIf(!has('man'))('shows every option of the table', () => {
    const file = write('avrdude.1', page);
    const shown = execFileSync('man', ['-l', file], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, MANWIDTH: '100', MANOPT: '--no-hyphenation', LC_ALL: 'C' },
    });
    // Bold is a letter typed over itself.
    const plain = shown.replace(/.\x08/g, '');
    for (const { letter, long } of optionRows) {
      const tag = [letter && `-${letter}`, long && `--${long}`].filter(Boolean);
      expect(plain).toMatch(new RegExp(`^ +${tag.join('( \\S+)?, ')}( \\S+)?(?: {2,}|$)`, 'm'));
    }
  });

  test.skipIf(!has('mandoc'))('has no mistakes that mandoc knows', () => {
    const file = write('avrdude.1', page);
    const { stdout, status } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', file], {
      encoding: 'utf8',
    });
    expect({ stdout: stdout.replace(/.*missing date, using "".*\n/, ''), status: status! < 3 }).toEqual({
      stdout: '',
      status: true,
    });
  });
});

/** What is typed, and what may stand for its last word. Only the part behind the last colon or equals sign is put in by bash. */
const typed: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['avrdude -c usbasp', ['usbasp', 'usbasp-clone'], ['usbasp', 'usbasp-clone']],
  ['avrdude --part m328p', ['m328p', 'm328pb'], ['m328p', 'm328pb']],
  ['avrdude -U lfus', ['lfuse:'], ['lfuse:']],
  ['avrdude -U flash:', ['flash:r:', 'flash:v:', 'flash:w:'], ['r:', 'v:', 'w:']],
  ['avrdude -U flash:w:mai', ['flash:w:main.elf', 'flash:w:main.hex'], ['main.elf', 'main.hex']],
  ['avrdude -E no', ['noreset', 'novcc'], ['noreset', 'novcc']],
  ['avrdude -v --inst', ['--install-udev'], ['--install-udev']],
  ['avrdude -C mai', ['main.elf', 'main.hex'], ['main.elf', 'main.hex']],
];
const work = path.join(folder, 'work');
mkdirSync(work);
for (const name of ['main.hex', 'main.elf', 'other']) writeFileSync(path.join(work, name), '');

describe.skipIf(!has('bash'))('bash', () => {
  const file = write('avrdude.bash', bashCompletions(choices));
  test.each(typed)('%s', (line, _whole, behind) => {
    const script = `source ${file}; compopt() { :; }; COMP_LINE=$1; COMP_POINT=\${#1}; _avrdude; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = execFileSync('bash', ['-c', script, '-', line], { cwd: work, encoding: 'utf8' });
    expect(found.trim().split('\n').sort()).toEqual(behind);
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  const file = write('avrdude.fish', fishCompletions(choices));
  test.each(typed)('%s', (line, whole) => {
    const found = execFileSync('fish', ['-c', `source ${file}; complete -C '${line}'`], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    });
    expect(
      found
        .trim()
        .split('\n')
        .map((one) => one.split('\t')[0])
        .sort(),
    ).toEqual(whole);
  });
});

test.skipIf(!has('zsh'))('zsh reads its file', () => {
  const { stderr, status } = spawnSync('zsh', ['-n', write('_avrdude', zshCompletions(choices))], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test.skipIf(!has('pwsh'))('PowerShell completes', () => {
  const file = write('avrdude.ps1', powershellCompletions(choices));
  const script = `. ${file}; (TabExpansion2 'avrdude -c usbasp' 17).CompletionMatches.CompletionText -join ' '`;
  expect(execFileSync('pwsh', ['-NoProfile', '-c', script], { encoding: 'utf8' })).toBe(
    'usbasp usbasp-clone\n',
  );
});

test('every shell is told every option, and what there is of each kind', () => {
  const texts = [bashCompletions, zshCompletions, fishCompletions, powershellCompletions].map((write) =>
    write(choices),
  );
  const missing = texts.flatMap((text, shell) => [
    ...optionRows.flatMap(({ long }) =>
      long && !text.includes(shell === 2 ? `-l ${long}` : `--${long}`) ? [long] : [],
    ),
    ...['usbasp', 'serialupdi', 'm328p', 'ATmega4809', 'lfuse', 'userrow'].filter(
      (name) => !text.includes(name),
    ),
  ]);
  expect(missing).toEqual([]);
  expect(choices.parts.length).toBeGreaterThan(600);
});
