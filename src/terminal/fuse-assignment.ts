import { readIntegerItem } from '../model/integer-item.ts';
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

/** Gives a property a value, a number or a name, and writes its memory if that changes. What goes wrong is said. */
export async function assignFuseField(
  session: TerminalSession,
  field: FuseField,
  text: string,
): Promise<'changed' | 'unchanged' | 'failed'> {
  const { property, memory, shift } = field;
  const value = parseValue(session, field, text);
  if (value === undefined) return 'failed';
  const bits = (value << shift) >>> 0;
  if ((bits & ~property.mask) !== 0) {
    session.say(outside, { bits, mask: property.mask, greatest: property.mask >>> shift });
    return 'failed';
  }
  if (property.values.length > 0 && !property.values.some((each) => each.value === value))
    session.say(reserved, { value, property: property.name });
  const current = await new FuseReader(session).read(field);
  if (current === undefined) return 'failed';
  const wanted = ((current & ~property.mask) | bits) >>> 0;
  if (wanted === current) return 'unchanged';
  await session.context.witness?.beforeWrite(memory, 0, [wanted & 0xff]);
  for (let i = 0; i < memory.size; i++) {
    const byte = (wanted >>> (8 * i)) & 0xff;
    const written = await attempt(() => session.context.device.writeByte(memory, i, byte));
    if (!written.ok) {
      session.say(unwritable, { part: session.part.desc, memory: memory.name });
      return 'failed';
    }
  }
  return 'changed';
}

function parseValue(session: TerminalSession, field: FuseField, text: string): number | undefined {
  const parsed = readIntegerItem(text, 'uint32');
  if (parsed.ok) return parsed.value;
  const { values } = field.property;
  if (values.length === 0) {
    session.say(noSymbols);
    return undefined;
  }
  const exact = values.find(({ label }) => label === text);
  const matches = exact ? [exact] : values.filter(({ label }) => nameMatches(label, text));
  const [only] = matches;
  if (only && matches.length === 1) return only.value;
  const ambiguous = matches.length > 1;
  session.say(notFound, { text, field, choices: choices(field, ambiguous ? matches : values), ambiguous });
  return undefined;
}

function choices(field: FuseField, values: readonly PropertyValue[]): string {
  return valueChoices(field, values, { detail: 0, script: false, allValues: false, markFactory: true });
}
