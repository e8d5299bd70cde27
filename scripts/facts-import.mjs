/**
 * Writes conf/facts from three tables of avrdude's, tab separated and perhaps compressed:
 *
 *   node scripts/facts-import.mjs FUSES REGISTERS VECTORS
 *
 * FUSES: part id, memory, mask, property, value, label, "factory" (from 8.x's `config -a`, with a heading line);
 * REGISTERS and VECTORS: what 8.x prints for `-p "*\/r"` and `-p "*\/v"`.
 *
 * What many parts have in common is written once: a property of a fuse with its values, the registers of a peripheral counted
 * from where it begins. Every file is read back and compared before the next is written.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const [fuses, registers, vectors] = process.argv.slice(2);
if (!vectors) throw new Error('usage: facts-import.mjs FUSES REGISTERS VECTORS');
const folder = path.resolve(import.meta.dirname, '../conf/facts');
mkdirSync(folder, { recursive: true });

function rows(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  return text.split('\n').map((line) => line.split('\t'));
}

/** Numbers things in the order in which they first appear. */
class Numbering {
  texts = new Map();
  of(text) {
    if (!this.texts.has(text)) this.texts.set(text, this.texts.size);
    return this.texts.get(text).toString(36);
  }
  lines() {
    return [...this.texts].map(([text, number]) => `=${number.toString(36)} ${text}`);
  }
}

/** Parts that have the same get one line. */
function partLines(lineOf) {
  const names = new Map();
  for (const [part, line] of lineOf) names.set(line, [...(names.get(line) ?? []), part]);
  return [...names].map(([line, parts]) => `@${parts.join(',')} ${line}`);
}

function write(name, about, lines) {
  writeFileSync(
    path.join(folder, name),
    `${about.map((line) => `# ${line}\n`).join('')}${lines.join('\n')}\n`,
  );
  console.log(`${name}: ${lines.length} lines`);
}

function writeFuses() {
  const parts = new Map();
  for (const [part, memory, mask, property, value, label, factory] of rows(fuses).slice(1)) {
    if (!property) continue;
    const key = `${memory} ${mask.slice(2)} ${property}`;
    const properties = parts.get(part) ?? new Map();
    parts.set(part, properties);
    const entry = properties.get(key) ?? { values: [], factory: '' };
    properties.set(key, entry);
    if (label) entry.values.push(`${Number(value)}:${label}`);
    if (factory) entry.factory = String(Number(value));
  }
  const numbering = new Numbering();
  const lineOf = [...parts].map(([part, properties]) => [
    part,
    [...properties]
      .map(([key, { values, factory }]) => `${numbering.of([key, ...values].join(' '))}:${factory}`)
      .join(' '),
  ]);
  write(
    'fuses.txt',
    [
      'Bit fields of fuses and lock bits. Written by scripts/facts-import.mjs.',
      '=number memory mask property value:label ...      a property; number in base 36, mask in base 16',
      '@part,... number:factory-value ...                which properties a part has (by its id)',
    ],
    [...numbering.lines(), ...partLines(lineOf)],
  );
}

function writeRegisters() {
  const parts = new Map();
  for (const [tag, part, address, size, name] of rows(registers)) {
    if (tag !== '.regf' || !name) continue;
    parts.set(part, [...(parts.get(part) ?? []), { address: Number(address), size: Number(size), name }]);
  }
  const numbering = new Numbering();
  const lineOf = [...parts].map(([part, list]) => {
    const modules = modulesInOrder(part, list);
    const words = modules.map((module) => {
      const own = list.filter(({ name }) => moduleOf(name) === module);
      const base = Math.min(...own.map(({ address }) => address));
      const body = own.map(
        ({ address, size, name }) =>
          `${(address - base).toString(16)}:${size}:${name.slice(module.length + 1)}`,
      );
      return `${module}:${base.toString(16)}:${numbering.of(body.join(' '))}`;
    });
    return [part, words.join(' ')];
  });
  write(
    'registers.txt',
    [
      'I/O registers. Written by scripts/facts-import.mjs.',
      '=number offset:size:name ...             a kind of peripheral; number in base 36, offset in base 16, size in bytes',
      '@part,... peripheral:address:number ...  which a part has (by its description), and where',
    ],
    [...numbering.lines(), ...partLines(lineOf)],
  );
}

function moduleOf(name) {
  return name.slice(0, name.indexOf('.'));
}

/** Registers are listed by address; of two at one address the first belongs to the module that has to come first. */
function modulesInOrder(part, list) {
  const modules = [...new Set(list.map(({ name }) => moduleOf(name)))];
  for (let pass = 0; pass < modules.length; pass++) {
    let moved = false;
    for (let i = 1; i < list.length; i++) {
      const [a, b] = [list[i - 1], list[i]];
      if (a.address !== b.address) continue;
      const [first, second] = [modules.indexOf(moduleOf(a.name)), modules.indexOf(moduleOf(b.name))];
      if (first <= second) continue;
      modules.splice(first, 1);
      modules.splice(second, 0, moduleOf(a.name));
      moved = true;
    }
    if (!moved) break;
  }
  const rebuilt = modules
    .flatMap((module) => list.filter(({ name }) => moduleOf(name) === module))
    .sort((a, b) => a.address - b.address);
  const wrong = rebuilt.findIndex((register, i) => register !== list[i]);
  if (wrong >= 0) console.log(`${part}: ${list[wrong].name} comes out of order`);
  return modules;
}

function writeVectors() {
  const parts = new Map();
  for (const [tag, part, number, name] of rows(vectors)) {
    if (tag !== '.vtab' || !name) continue;
    const list = parts.get(part) ?? [];
    parts.set(part, list);
    if (Number(number) !== list.length) throw new Error(`${part}: vector ${number} is not the next`);
    list.push(name);
  }
  const lineOf = [...parts].map(([part, list]) => [part, list.join(' ')]);
  write(
    'vectors.txt',
    [
      'Interrupt vectors in their order. Written by scripts/facts-import.mjs.',
      '@part,... name ...  (parts by their description)',
    ],
    partLines(lineOf),
  );
}

writeFuses();
writeRegisters();
writeVectors();
