/**
 * Writes conf/facts from five tables of avrdude's, tab separated and perhaps compressed:
 *
 *   node scripts/facts-import.mjs FUSES FUSE-WORDS REGISTERS REGISTER-WORDS VECTORS
 *
 * FUSES: part id, memory, mask, property, value, label, "factory" (from 8.x's `config -a`, with a heading line); the memory is as
 * a heading shows it, `wdtcfg/fuse0`, of which the first name is the one to look up.
 * FUSE-WORDS: part id, heading, memory, mask, property, caption, value, label, comment (from `config -avv`, with a heading line);
 * REGISTER-WORDS: part id, register, caption (from `regfile -vv`, with a heading line);
 * REGISTERS and VECTORS: what 8.x prints for `-p "*\/r"` and `-p "*\/v"`.
 *
 * What many parts have in common is written once: a property of a fuse with its values, the registers of a peripheral counted
 * from where it begins, a text of several words. A part that the words do not know is explained by another's same property or
 * peripheral.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const [fuses, fuseWords, registers, registerWords, vectors] = process.argv.slice(2);
if (!vectors) throw new Error('usage: facts-import.mjs FUSES FUSE-WORDS REGISTERS REGISTER-WORDS VECTORS');
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

/** Texts of several words, numbered across all files. */
const texts = new Numbering();

/** @returns the number of a text behind a colon, nothing if there is no text */
const wordsOf = (text) => (text ? `:${texts.of(text)}` : '');

/** What part ids stand for, from the database. */
function partDescriptions() {
  const conf = path.resolve(import.meta.dirname, '../conf');
  const text = readdirSync(conf)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => readFileSync(path.join(conf, name), 'latin1'))
    .join('\n');
  const pairs = text.matchAll(/^ +desc += "(.*)";\n +id += "(.*)";/gm);
  return new Map([...pairs].map(([, desc, id]) => [id, desc]));
}

/** Captions that `config -avv` cuts short beside a value that says the same, as `config -a` has them. */
const wholeCaptions = {
  blb0: 'boot lock bits: application section',
  blb1: 'boot lock bits: boot section',
};

/** Where any number may stand, the tables have the factory's as its own label. */
const isName = (label) => /\D/.test(label);

/** By part and property, or for a part that has none by the property alone: its caption and the comments of its values. */
function readFuseWords() {
  const byPart = new Map();
  for (const [part, , memory, mask, property, caption, value, label, comment] of rows(fuseWords).slice(1)) {
    if (!property) continue;
    const key = `${part} ${memory} ${mask.slice(2)} ${property}`;
    const entry = byPart.get(key) ?? {
      caption: wholeCaptions[property] ?? caption,
      labels: [],
      comments: [],
    };
    byPart.set(key, entry);
    if (!isName(label)) continue;
    entry.labels.push(`${longValues[`${property} ${label}`] ?? Number(value)}:${label}`);
    entry.comments.push(comment);
  }
  const byProperty = new Map();
  for (const [key, entry] of byPart) {
    const common = [key.slice(key.indexOf(' ') + 1), ...entry.labels].join(' ');
    if (!byProperty.has(common)) byProperty.set(common, entry);
  }
  return (part, key, values) => byPart.get(`${part} ${key}`) ?? byProperty.get([key, ...values].join(' '));
}

/** Values that `config -a` prints in base 16, which the tables have as 0 (data sheets of the AVR DA and EB, "Fuses"). */
const longValues = { 'key nolock': 0x5cc5c55c, 'key rwlock': 0xa33a3aa3, 'nvmkey nvmact': 0xb45 };

/** The rows of both tables, without explanations. Only the one with words has properties of more than a byte. */
function fuseRows() {
  const withWords = rows(fuseWords)
    .slice(1)
    .map(([part, , memory, mask, property, , value, label, , factory]) => {
      return { part, memory, mask, property, value, label, factory };
    });
  const explained = new Set(withWords.map(({ part }) => part));
  const others = rows(fuses)
    .slice(1)
    .filter(([part]) => !explained.has(part))
    .map(([part, heading, mask, property, value, label, factory]) => {
      return { part, memory: heading.split('/')[0], mask, property, value, label, factory };
    });
  return [...withWords, ...others].filter(({ property }) => property);
}

function writeFuses() {
  const parts = new Map();
  for (const { part, memory, mask, property, value, label, factory } of fuseRows()) {
    const key = `${memory} ${mask.slice(2)} ${property}`;
    const properties = parts.get(part) ?? new Map();
    parts.set(part, properties);
    const entry = properties.get(key) ?? { values: [], factory: '' };
    properties.set(key, entry);
    const number = longValues[`${property} ${label}`] ?? Number(value);
    if (isName(label)) entry.values.push(`${number}:${label}`);
    if (factory) entry.factory = String(number);
  }
  const wordsFor = readFuseWords();
  const numbering = new Numbering();
  const propertyLine = (part, key, values) => {
    const words = wordsFor(part, key, values);
    if (!words) console.log(`${part}: nothing is said of ${key}`);
    const explained = values.map((value, i) => `${value}${wordsOf(words?.comments[i])}`);
    return [`${key}${wordsOf(words?.caption)}`, ...explained].join(' ');
  };
  const lineOf = [...parts].map(([part, properties]) => [
    part,
    [...properties]
      .map(([key, { values, factory }]) => `${numbering.of(propertyLine(part, key, values))}:${factory}`)
      .join(' '),
  ]);
  write(
    'fuses.txt',
    [
      'Bit fields of fuses and lock bits. Written by scripts/facts-import.mjs.',
      '=number memory mask property:words value:label:words ...   a property; number in base 36, mask in base 16',
      '@part,... number:factory-value ...                         which properties a part has (by its id)',
      'words: which line of words.txt, in base 36, explains it',
    ],
    [...numbering.lines(), ...partLines(lineOf)],
  );
}

/** The captions of registers by part description. */
function readRegisterWords() {
  const descriptions = partDescriptions();
  const parts = new Map();
  for (const [id, register, caption] of rows(registerWords).slice(1)) {
    const part = descriptions.get(id);
    if (!register || part === undefined) continue;
    if (!parts.has(part)) parts.set(part, new Map());
    parts.get(part).set(register, caption);
  }
  return parts;
}

/** In a caption the number or letter of the peripheral is left to be put in: `Port %` of `portb`. */
function generalCaption(module, caption) {
  const [own] = /[a-z]$|[0-9]+$/.exec(module) ?? [];
  if (own === undefined || caption.includes('%')) return caption;
  return caption.replaceAll(new RegExp(`\\b${own.toUpperCase()}\\b`, 'g'), '%');
}

function writeRegisters() {
  const parts = new Map();
  for (const [tag, part, address, size, name] of rows(registers)) {
    if (tag !== '.regf' || !name) continue;
    parts.set(part, [...(parts.get(part) ?? []), { address: Number(address), size: Number(size), name }]);
  }
  const captions = readRegisterWords();
  const numbering = new Numbering();
  const explained = new Map();
  const modulesOf = ([part, list]) =>
    modulesInOrder(part, list).map((module) => {
      const own = list.filter(({ name }) => moduleOf(name) === module);
      const base = Math.min(...own.map(({ address }) => address));
      const body = own.map(
        ({ address, size, name }) =>
          `${(address - base).toString(16)}:${size}:${name.slice(module.length + 1)}`,
      );
      const words = own.map(({ name }) => captions.get(part)?.get(name));
      const general = words.map((caption) => caption && generalCaption(module, caption));
      const kind = `${module.replace(/[a-z]$|[0-9]+$/, '')} ${body.join(' ')}`;
      if (captions.has(part) && !explained.has(kind)) explained.set(kind, general);
      return { part, module, base, body, kind, general };
    });
  const lineOf = [...parts]
    .map((each) => [each[0], modulesOf(each)])
    .map(([part, modules]) => {
      const words = modules.map(({ module, base, body, kind, general }) => {
        const said = captions.has(part) ? general : explained.get(kind);
        if (!said) console.log(`${part}: nothing is said of ${module}`);
        const entries = body.map((entry, i) => `${entry}${wordsOf(said?.[i])}`);
        return `${module}:${base.toString(16)}:${numbering.of(entries.join(' '))}`;
      });
      return [part, words.join(' ')];
    });
  write(
    'registers.txt',
    [
      'I/O registers. Written by scripts/facts-import.mjs.',
      '=number offset:size:name:words ...       a kind of peripheral; number in base 36, offset in base 16, size in bytes',
      '@part,... peripheral:address:number ...  which a part has (by its description), and where',
      'words: which line of words.txt, in base 36, explains it',
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

function writeWords() {
  write(
    'words.txt',
    [
      'What a property of a fuse, its values and I/O registers are for. Written by scripts/facts-import.mjs.',
      "=number text   a % is the number or letter at the end of a peripheral's name, in capitals",
    ],
    texts.lines(),
  );
}

writeFuses();
writeRegisters();
writeWords();
writeVectors();
