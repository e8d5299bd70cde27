import { readIntegerItem } from '../model/integer-item.ts';
import type { Tried } from '../model/outcome.ts';
import { defineMessage, raw } from '../output/words.ts';
import type { PropertyValue } from './facts/fuse-properties.ts';
import { type FuseField, FuseReader, nameMatches } from './fuse-fields.ts';
import { hex, valueChoices } from './fuse-text.ts';
import { errorOf, warningOf } from './phrases.ts';
import { attempt, type TerminalSession } from './session.ts';

const noSymbols = defineMessage('terminal/no-symbols', {
  '8.2': () => errorOf('config', '(config) no symbols known: assign an appropriate number\n'),
});
const notFound = defineMessage<{ text: string; field: FuseField; choices: string; ambiguous: boolean }>(
  'terminal/fuse-assignment-not-found',
  {
    '8.2': ({ text, field, choices, ambiguous }) => [
      warningOf(
        'config',
        ambiguous
          ? `(config) ambiguous; known ${field.property.name} ${text} symbols are:\n`
          : `(config) non-matching ${text}; known ${field.property.name} symbols are:\n`,
      ),
      raw('warning', choices),
    ],
  },
);
const outside = defineMessage<{ bits: number; mask: number; greatest: number }>('terminal/outside', {
  '8.2': ({ bits, mask, greatest }) =>
    errorOf(
      'config',
      `(config) attempt to assign bits in 0x${hex(bits, 2)} outside mask 0x${hex(mask, 2)} ` +
        `(max value is 0x${hex(greatest, 2)}); not assigned\n`,
    ),
});
const reserved = defineMessage<{ value: number; property: string }>('terminal/reserved', {
  '8.2': ({ value, property }) =>
    warningOf(
      'config',
      `(config) assigning a reserved value (0x${hex(value, 2)}) to ${property}, check data sheet\n`,
    ),
});
const unwritable = defineMessage<{ part: string; memory: string }>('terminal/fuse-assignment-unwritable', {
  '8.2': ({ part, memory }) => errorOf('config', `(config) cannot write to ${part}'s ${memory} memory\n`),
});

/**
 * Gives a property a value, a number or a name, and writes its memory if that changes.
 * @throws CommandError for what is no value, or is not taken, after saying so
 */
export async function assignFuseField(
  session: TerminalSession,
  field: FuseField,
  text: string,
): Promise<Tried<'changed' | 'unchanged'>> {
  const { property, memory, shift } = field;
  const value = parseValue(session, field, text);
  const bits = (value << shift) >>> 0;
  if ((bits & ~property.mask) !== 0)
    throw session.complain(outside, { bits, mask: property.mask, greatest: property.mask >>> shift });
  if (property.values.length > 0 && !property.values.some((each) => each.value === value))
    session.say(reserved, { value, property: property.name });
  const current = await new FuseReader(session).read(field);
  if (!current.ok) return current;
  const wanted = ((current.value & ~property.mask) | bits) >>> 0;
  if (wanted === current.value) return { ok: true, value: 'unchanged' };
  await session.context.witness?.beforeWrite(memory, 0, [wanted & 0xff]);
  for (let i = 0; i < memory.size; i++) {
    const byte = (wanted >>> (8 * i)) & 0xff;
    const written = await attempt(() => session.context.device.writeByte(memory, i, byte, 'always'));
    if (!written.ok) {
      const facts = { part: session.part.desc, memory: memory.name };
      throw session.complain(unwritable, facts, -1, written.error);
    }
  }
  return { ok: true, value: 'changed' };
}

function parseValue(session: TerminalSession, field: FuseField, text: string): number {
  const parsed = readIntegerItem(text, 'uint32');
  if (parsed.ok) return parsed.value;
  const { values } = field.property;
  if (values.length === 0) throw session.complain(noSymbols);
  const exact = values.find(({ label }) => label === text);
  const matches = exact ? [exact] : values.filter(({ label }) => nameMatches(label, text));
  const [only] = matches;
  if (only && matches.length === 1) return only.value;
  const ambiguous = matches.length > 1;
  const among = choices(field, ambiguous ? matches : values);
  throw session.complain(notFound, { text, field, choices: among, ambiguous });
}

function choices(field: FuseField, values: readonly PropertyValue[]): string {
  return valueChoices(field, values, { detail: 0, script: false, allValues: false, markFactory: true });
}
