import type { FuseProperty, PropertyValue } from './facts/fuse-properties.ts';
import type { FuseField } from './fuse-fields.ts';

/** How `config` is to show things. */
export interface ConfigView {
  /** How often the command had `-v`. */
  readonly detail: number;
  /** `-a`: everything as a script. */
  readonly script: boolean;
  /** All values a property can have, the others commented out. */
  readonly allValues: boolean;
  /** Say which value is the factory's. */
  readonly markFactory: boolean;
}

/** Labels are aligned if none is longer than another by more than this. */
const alignable = 10;

/** A property, with the value it has or with all that it can have, one a line. */
export function propertyText(field: FuseField, value: number, view: ConfigView): string {
  const { property, memoryName } = field;
  const current = property.values.find((each) => each.value === value);
  const shown = current?.label ?? (property.mask > 255 ? `0x${hex(value, 8)}` : String(value));
  const listed = view.allValues ? property.values : [];
  const lines: string[] = [];
  if (view.detail > 0) {
    const caption = shortCaption(property, current);
    const mask = `# Mask 0x${hex(property.mask, 2)} of ${memoryName}: `;
    const about = caption === '' ? property.name : capitalized(caption);
    lines.push(`${view.detail > 1 ? mask + caption : `# ${about}`}\n`);
  }
  const width = labelWidth([shown, ...listed.map(({ label }) => label)]);
  const greatest = Math.max(value, ...listed.map((each) => each.value));
  for (const each of listed) {
    const lead = each.value === value ? 'config' : '# conf';
    lines.push(`${lead} ${assignment(field, each, each.value, each.label.padEnd(width), greatest, view)}\n`);
  }
  if (!listed.some((each) => each.value === value))
    lines.push(`config ${assignment(field, current, value, shown.padEnd(width), greatest, view)}\n`);
  return lines.join('');
}

/**
 * A property's explanation without what stands behind its colon, if that of the value ends in the same words. 8.2 cuts one letter
 * more: "boot lock bit".
 */
function shortCaption({ explanation, values }: FuseProperty, current: PropertyValue | undefined): string {
  const colon = explanation.indexOf(':');
  const meaning = values.length === 0 ? 'arbitrary' : (current?.explanation ?? '');
  return colon >= 0 && meaning.endsWith(explanation.slice(colon + 1))
    ? explanation.slice(0, colon - 1)
    : explanation;
}

/** @returns the text with its first letter in capitals */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Values of a property, one a line behind a dash: what could have been meant. */
export function valueChoices(field: FuseField, values: readonly PropertyValue[], view: ConfigView): string {
  const width = labelWidth(values.map(({ label }) => label));
  const greatest = Math.max(0, ...values.map(({ value }) => value));
  return values
    .map((each) => ` - ${assignment(field, each, each.value, each.label.padEnd(width), greatest, view)}\n`)
    .join('');
}

function labelWidth(labels: readonly string[]): number {
  const lengths = labels.map(({ length }) => length);
  const longest = Math.max(...lengths);
  return longest <= Math.min(...lengths) + alignable ? longest : 1;
}

function assignment(
  field: FuseField,
  known: PropertyValue | undefined,
  value: number,
  label: string,
  greatest: number,
  view: ConfigView,
): string {
  return `${field.property.name}=${label} # ${remark(field, known, value, greatest, view)}`;
}

function remark(
  { property, shift }: FuseField,
  known: PropertyValue | undefined,
  value: number,
  greatest: number,
  { detail, script, allValues, markFactory }: ConfigView,
): string {
  const reach = property.mask >>> shift;
  let text = known || property.values.length === 0 ? number(value, reach, greatest) : 'reserved';
  const bits = 32 - Math.clz32(reach);
  const partial = property.mask !== 0xff && property.mask >>> 0 !== 0xffffffff;
  if (value < 256 && bits > 1 && partial && (script || detail > 0))
    text += ` = 0b${value.toString(2).padStart(bits, '0')}`;
  if (script || detail > 1) text += ` = 0x${hex((value << shift) >>> 0, 2)}>>${shift}`;
  const remarks = [
    ...(property.values.length === 0 && detail > 1 ? ['arbitrary'] : []),
    ...(known && detail > 1 ? [known.explanation] : []),
    ...(value === property.factory && (allValues || markFactory) ? ['factory'] : []),
  ];
  return remarks.length > 0 ? `${text} (${remarks.join(', ')})` : text;
}

function number(value: number, reach: number, greatest: number): string {
  if (reach > 0xffff) return `0x${hex(value, 8)}`;
  if (reach > 0xff) return `0x${hex(value, 4)}`;
  return String(value).padStart(greatest >= 100 ? 3 : greatest >= 10 ? 2 : 1);
}

/** The heading of a fuse or of the lock bits. @param mask the bits that have properties */
export function memoryHeading(field: FuseField, value: number, mask: number, script: boolean): string {
  const { memory, memoryName } = field;
  const alias = memory.name === memoryName ? '' : `/${memory.name}`;
  const kind = memoryName.startsWith('lock') ? 'Lock bits' : 'Fuse';
  const factory = memory.initval === -1 ? '' : ` (factory 0x${hex(memory.initval >>> 0, 2)})`;
  const partial = mask !== 0xff && mask >>> 0 !== 0xffffffff;
  const text = `${kind} ${memoryName}${alias} value 0x${hex(value, 2)}${factory}${partial ? ` mask 0x${hex(mask >>> 0, 2)}` : ''}`;
  return `${'#'.repeat(text.length + 2)}\n# ${text}\n${script ? '' : '#\n'}`;
}

export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
