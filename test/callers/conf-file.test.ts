/** C4: AVRDUDESS reads the avrdude.conf beside the binary itself, line by line, and hands it to other avrdudes. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { realAvrdudeWith } from '../sim/real-avrdude.ts';
import { avrdude } from './caller.ts';

const file = join(avrdude, '../avrdude.conf');

/** What AVRDUDESS makes of one `programmer` or `part`. */
interface Entry {
  readonly kind: 'programmer' | 'part';
  readonly parent: string | undefined;
  readonly ids: string[];
  desc?: string;
  signature?: string;
  flash?: string;
  eeprom?: string;
}

/** Its reader: a keyword at the start of a line opens an entry, a lone semicolon ends it, a line holds one setting. */
function readAsAvrdudess(text: string): Entry[] {
  const entries: Entry[] = [];
  let entry: Entry | undefined;
  let memory: 'flash' | 'eeprom' | undefined;
  for (const raw of text.split('\n')) {
    const start = /^(programmer|part)\b(?:\s+parent\s+"([^"]*)")?/.exec(raw);
    const line = raw.trim();
    if (start) {
      entry = { kind: start[1] as Entry['kind'], parent: start[2], ids: [] };
      entries.push(entry);
      memory = undefined;
    } else if (entry && line === ';') {
      if (memory) memory = undefined;
    } else if (entry) {
      const value = /^(\w+)\s*=\s*(.*);/.exec(line);
      if (value?.[1] === 'id')
        entry.ids.push(...[...(value[2] ?? '').matchAll(/"([^"]*)"/g)].map(([, id = '']) => id));
      else if (value?.[1] === 'desc') entry.desc = value[2]?.replaceAll('"', '') ?? '';
      else if (value?.[1] === 'signature') entry.signature = value[2] ?? '';
      else if (value?.[1] === 'size' && memory) entry[memory] ??= value[2] ?? '';
      const opened = /^memory\s+"(\w+)"/.exec(line);
      if (opened) memory = opened[1] === 'flash' || opened[1] === 'eeprom' ? opened[1] : undefined;
    }
  }
  return entries;
}

const entries = readAsAvrdudess(readFileSync(file, 'latin1'));
const byId = (id: string) => entries.filter((entry) => entry.ids.includes(id));

test('it is small enough', () => {
  expect(statSync(file).size).toBeLessThan(10 * 1024 * 1024);
});

test('programmers with their descriptions', () => {
  expect(byId('avrisp')).toMatchObject([{ kind: 'programmer', desc: 'Serial Atmel AVR ISP using STK500' }]);
  expect(byId('usbasp')).toMatchObject([{ kind: 'programmer' }]);
  expect(entries.filter(({ kind }) => kind === 'programmer').length).toBeGreaterThan(150);
});

test('parts with signature and memory sizes', () => {
  const [part] = byId('m328p');
  expect(part).toMatchObject({ kind: 'part', desc: 'ATmega328P', signature: '0x1e 0x95 0x0f' });
  expect(entries.filter(({ kind }) => kind === 'part').length).toBeGreaterThan(350);
});

test('every parent is there, before its children', () => {
  const known = new Set<string>();
  const orphans = entries.filter(({ ids, parent }) => {
    const orphan = parent !== undefined && !known.has(parent.toLowerCase());
    for (const id of ids) known.add(id.toLowerCase());
    return orphan;
  });
  expect(orphans.map(({ ids }) => ids)).toEqual([]);
});

test('sizes are found through the parents', () => {
  const sizeOf = (id: string, memory: 'flash' | 'eeprom'): string | undefined => {
    const entry = byId(id).find(({ kind }) => kind === 'part');
    return entry?.[memory] ?? (entry?.parent === undefined ? undefined : sizeOf(entry.parent, memory));
  };
  expect(Number(sizeOf('m328p', 'flash'))).toBe(32768);
  expect(Number(sizeOf('m328p', 'eeprom'))).toBe(1024);
  expect(Number(sizeOf('m32u4', 'flash'))).toBe(32768);
});

/** What avrdude 8.2 takes for one word of its language (lexer.l of 8.2); numbers have no sign there. */
const lexeme =
  /(?<gap>\s+|#[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>"(?:[^"\\\n]|\\[\s\S])*")|(?<number>0[xX][0-9A-Fa-f]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)(?![\w.])|(?<word>[A-Za-z_]\w*)|(?<sign>[,=;|^&+\-*/%~()])/y;

describe('avrdude 8.2', () => {
  const text = readFileSync(file, 'latin1');

  it('knows every character, and every number fits into 32 bits without its sign', () => {
    const tooBig: string[] = [];
    lexeme.lastIndex = 0;
    let at = 0;
    while (at < text.length) {
      lexeme.lastIndex = at;
      const found = lexeme.exec(text);
      if (!found) break;
      at = lexeme.lastIndex;
      const { number } = found.groups ?? {};
      // Decimal ones are signed; the others may have the 32nd bit.
      const limit = number?.startsWith('0') ? 0xffffffff : 0x7fffffff;
      if (number && Number(number) > limit) tooBig.push(number);
    }
    expect(text.slice(at, at + 40)).toBe('');
    expect(tooBig).toEqual([]);
  });

  it('finds no comment of ours that it would repeat where it prints a block', () => {
    expect(text.split('\n').filter((line) => /^\s*#|;.*#/.test(line))).toEqual([]);
  });

  // pickit5 came with 8.0.
  const newer = realAvrdudeWith('pickit5_isp');
  const asked = (args: readonly string[]) =>
    spawnSync(newer ?? '', args, { encoding: 'latin1', maxBuffer: 1 << 28 });
  it.runIf(newer).each([
    ['-p', '*/At'],
    ['-c', '*/At'],
    ['-p', '*/st'],
    ['-c', '*/st'],
  ])('reads it without a word, and dumps from it what it dumps from its own: %s %s', (option, flags) => {
    const own = asked([option, flags]);
    const ours = asked(['-C', file, option, flags]);
    expect(ours.stderr).toBe('');
    expect([ours.status, ours.stdout === own.stdout]).toEqual([own.status, true]);
  });
});
