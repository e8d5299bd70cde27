import { locateMemory } from '../model/locate-memory.ts';
import { memoryKind } from '../model/memory-kind.ts';
import { failedWith, type Tried } from '../model/outcome.ts';
import type { Memory } from '../model/part.ts';
import { wildcard } from '../model/wildcard.ts';
import { defineMessage } from '../output/words.ts';
import { type FuseProperty, fuseProperties } from './facts/fuse-properties.ts';
import { errorOf, warningOf } from './phrases.ts';
import { attempt, type TerminalSession } from './session.ts';

/** A property of the part's configuration with the memory that holds it. */
export interface FuseField {
  readonly property: FuseProperty;
  readonly memory: Memory;
  /** The memory as the data sheet calls it, or as the part does for lock bits. */
  readonly memoryName: string;
  /** Bits below it in its memory. */
  readonly shift: number;
}

const tableMissing = defineMessage<{ part: string }>('terminal/table-missing', {
  '8.2': ({ part }) => errorOf('config', `(config) no configutation table defined for ${part}\n`),
});
const memoryMissing = defineMessage<{ property: string; memory: string; part: string }>(
  'terminal/memory-missing',
  {
    '8.2': ({ property, memory, part }) =>
      warningOf(
        'config',
        `(config) ${property} unavailable as memory ${memory} is not defined for ${part}\n`,
      ),
  },
);
const oddSize = defineMessage<{ field: FuseField; part: string }>('terminal/odd-size', {
  '8.2': ({ field, part }) => {
    const { property, memoryName, memory } = field;
    const why = `${part}'s ${memory.name} memory has unexpected size ${memory.size}`;
    return errorOf('config', `(config) cannot handle ${property.name} in ${memoryName}: ${why}\n`);
  },
});

/** The properties of the part whose memories the configuration knows. @throws CommandError if nothing is known of it, after saying so */
export async function fuseFields(session: TerminalSession): Promise<readonly FuseField[]> {
  const { part } = session;
  const properties = await fuseProperties(part);
  if (!properties || properties.length === 0) throw session.complain(tableMissing, { part: part.desc });
  const lock = part.memories.find((memory) => memoryKind(memory) === 'lock')?.name ?? 'lock';
  return properties.flatMap((property) => {
    const memoryName = property.memory.startsWith('lock') ? lock : property.memory;
    const memory = locateMemory(part, memoryName, session.context.behaviour.memoryNames);
    if (!memory) {
      session.say(memoryMissing, { property: property.name, memory: memoryName, part: part.desc });
      return [];
    }
    const shift = Math.log2((property.mask & -property.mask) >>> 0);
    const field = { property, memory, memoryName, shift };
    if (property.factory >= 0 || memory.initval < 0) return [field];
    // A value without a name, which the table does not list.
    return [{ ...field, property: { ...property, factory: fieldValue(field, memory.initval) } }];
  });
}

/** The value of a property in the value of its memory. */
export function fieldValue({ property, shift }: FuseField, memoryValue: number): number {
  return ((property.mask & memoryValue) >>> shift) >>> 0;
}

/** Fuses and lock bits as they are read, each once. */
export class FuseReader {
  readonly #session: TerminalSession;
  readonly #known = new Map<string, number>();

  constructor(session: TerminalSession) {
    this.#session = session;
  }

  /** @returns the memory's value, little endian, or why it cannot be read */
  async read(field: FuseField): Promise<Tried<number>> {
    const { memory } = field;
    const known = this.#known.get(memory.name);
    if (known !== undefined) return { ok: true, value: known };
    const sizes = memoryKind(memory) === 'lock' ? [1, 4] : [1, 2];
    if (!sizes.includes(memory.size))
      return failedWith(this.#session.complain(oddSize, { field, part: this.#session.part.desc }));
    let value = 0;
    for (let i = 0; i < memory.size; i++) {
      const byte = await attempt(() => this.#session.context.device.readByte(memory, i));
      if (!byte.ok) return byte;
      value = (value | (byte.value << (8 * i))) >>> 0;
    }
    this.#known.set(memory.name, value);
    return { ok: true, value };
  }
}

/** Those that a word names: exactly, or by their beginning, or by a pattern. */
export function matchFields(fields: readonly FuseField[], word: string): readonly FuseField[] {
  const exact = fields.find(({ property }) => property.name === word);
  return exact ? [exact] : fields.filter(({ property }) => nameMatches(property.name, word));
}

/** Whether a name begins with the word or fits it as a pattern. */
export function nameMatches(name: string, word: string): boolean {
  return word !== '' && (name.startsWith(word) || wildcard(word, 'exact')(name));
}
