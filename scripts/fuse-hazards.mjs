// Writes src/session/guards/fuse-hazards.ts: which fuse values shut which programmer out of which part.
// usage: node scripts/fuse-hazards.mjs TABLE.tsv[.gz]
// TABLE has the fuse fields of avrdude 8.2's `config -a`, tab separated: part, memory, mask, property, value, label, factory.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node scripts/fuse-hazards.mjs TABLE.tsv[.gz]\n');
  process.exit(2);
}
const bytes = readFileSync(file);
const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');

const parts = new Map();
for (const line of text.trimEnd().split('\n').slice(1)) {
  const [part, memory, maskText, property, valueText, label] = line.split('\t');
  const mask = Number(maskText);
  const shift = 31 - Math.clz32(mask & -mask);
  const fields = parts.get(part) ?? new Map();
  parts.set(part, fields);
  const key = `${memory.split('/')[0]} ${property}`;
  const field = fields.get(key) ?? { fuse: memory.split('/')[0], property, mask, values: [] };
  field.values.push({ value: Number(valueText) << shift, label });
  fields.set(key, field);
}

/** The hazard that a value of a field is, if it is one. */
function hazardOf({ property, values }, label) {
  if (property === 'spien') return label === 'isp_disabled' ? 'spi-off' : undefined;
  if (property === 'dwen') return label === 'dw_enabled' ? 'debugwire-on' : undefined;
  if (property === 'jtagen') return label === 'jtag_disabled' ? 'jtag-off' : undefined;
  if (property === 'rstdisbl') return label.startsWith('gpio') ? 'reset-off' : undefined;
  if (property.endsWith('cksel'))
    return label.includes('extclk') && !label.startsWith('pllclk') ? 'external-clock' : undefined;
  const sharesPin = property === 'updipincfg' || values.some((one) => one.label === 'updi');
  if (property === 'updipincfg' || property === 'rstpincfg')
    return sharesPin && label === 'gpio' ? 'updi-off' : undefined;
  return undefined;
}

/** One mask and value that tell the hazardous values of a field from the others, or one for each value. */
function conditions(field) {
  const byHazard = Map.groupBy(field.values, ({ label }) => hazardOf(field, label));
  return [...byHazard].flatMap(([hazard, dangerous]) => {
    if (hazard === undefined) return [];
    const common = dangerous.reduce((mask, { value }) => mask & ~(value ^ dangerous[0].value), field.mask);
    const value = dangerous[0].value & common;
    const precise = field.values.every(
      (one) => hazardOf(field, one.label) === hazard || (one.value & common) !== value,
    );
    const pairs = precise ? [[common, value]] : dangerous.map((one) => [field.mask, one.value]);
    return pairs.map(([mask, wanted]) => ({ fuse: field.fuse, mask, value: wanted, hazard }));
  });
}

const hex = (value) => `0x${value.toString(16).padStart(2, '0')}`;
const groups = new Map();
for (const [part, fields] of parts) {
  const found = [...fields.values()].flatMap(conditions);
  if (found.length === 0) continue;
  const lines = found.map(
    ({ fuse, mask, value, hazard }) =>
      `      { fuse: '${fuse}', mask: ${hex(mask)}, value: ${hex(value)}, hazard: '${hazard}' },`,
  );
  const key = lines.sort().join('\n');
  groups.set(key, [...(groups.get(key) ?? []), part]);
}

const body = [...groups]
  .map(([key, ids]) => `  {\n    parts: '${ids.sort().join(' ')}',\n    hazards: [\n${key}\n    ],\n  },`)
  .join('\n');
const source = `// Written by scripts/fuse-hazards.mjs from avrdude 8.2's table of fuse fields. Do not edit.

/** How a fuse value can shut a programmer out. */
export type Hazard = 'spi-off' | 'reset-off' | 'debugwire-on' | 'external-clock' | 'jtag-off' | 'updi-off';

/** A fuse byte is dangerous if its bits under \`mask\` are \`value\`. */
export interface HazardousField {
  readonly fuse: string;
  readonly mask: number;
  readonly value: number;
  readonly hazard: Hazard;
}

/** The dangerous fields of each part, parts with the same ones together. */
export const fuseHazards: readonly { readonly parts: string; readonly hazards: readonly HazardousField[] }[] = [
${body}
];
`;
writeFileSync(
  join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/session/guards/fuse-hazards.ts'),
  source,
);
process.stdout.write(`${parts.size} parts in ${groups.size} groups\n`);
