/** A run that asks for the same parts again and again (`-c avr910` on a line that babbles) does not make them again and again. */
import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { createDatabase } from '../../src/config/database.ts';
import { config as config64 } from '../../src/releases/6.4/config.ts';
import { config as config71 } from '../../src/releases/7.1/config.ts';

describe.each([
  ['6.4', config64],
  ['7.1', config71],
])('the parts of %s', (_, rules) => {
  it('are made once each, whether asked for by name or by signature', () => {
    const file = 'built-in';
    const database = createDatabase(builtInDatabase.open(file), rules, {
      file,
      edition: builtInDatabase.edition(rules.edition),
      corrections: builtInDatabase.corrections(),
    });
    const ids = database.partCatalogue().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(300);
    const first = ids.map((id) => database.part(id));
    for (const [i, id] of ids.entries()) expect(database.part(id)).toBe(first[i]);
    const m328p = database.part('m328p');
    const signature = Uint8Array.from([0x1e, 0x95, 0x0f]);
    expect(database.partsBySignature(signature)).toContain(m328p);
  });
});
