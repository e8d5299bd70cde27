/**
 * Writes the byte code that Microchip's tools are given from the tables of avrdude 8.x:
 *
 *   node scripts/pickit5-import.mjs SRC
 *
 * SRC: avrdude's folder `src`; the table goes to `conf/facts/pickit5-scripts.txt`. It has a section for each way of programming
 * (`[isp]`). In it are the scripts, `Name.number hex`, or, where one differs from an earlier one of the same name and length in some
 * bytes, `Name.number <number at=hex at=hex`; then what all parts have, `* Name.number …`; then the parts with theirs,
 * `ATtiny10,ATtiny20 Name.number …`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: pickit5-import.mjs SRC');
const target = path.resolve(import.meta.dirname, '../conf/facts/pickit5-scripts.txt');
const ways = ['updi', 'isp', 'dw', 'jtag', 'tpi', 'pdi'];

/** The scripts of a table, by `Name.number`. */
function scriptsOf(text, way) {
  const table = new RegExp(`^const unsigned char (\\w+)_${way}_(\\d+)\\[\\d+\\] = \\{([^}]*)\\}`, 'gm');
  return new Map(
    Array.from(text.matchAll(table), ([, name, number, bytes]) => [
      `${name}.${number}`,
      (bytes.match(/0x[\da-f]{2}/gi) ?? []).map(Number),
    ]),
  );
}

/** Scripts that a piece of code assigns. */
function assigned(code, way) {
  const assignment = new RegExp(`scr->\\w+\\s*=\\s*(\\w+)_${way}_(\\d+);`, 'g');
  return Array.from(code.matchAll(assignment), ([, name, number]) => `${name}.${number}`);
}

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/** Runs of bytes in which one differs from another. */
function patches(from, to) {
  const runs = [];
  for (let at = 0; at < to.length; at += 1) {
    if (from[at] === to[at]) continue;
    const last = runs.at(-1);
    if (last && last.at + last.bytes.length === at) last.bytes.push(to[at]);
    else runs.push({ at, bytes: [to[at]] });
  }
  return runs.map(({ at, bytes }) => `${at.toString(36)}=${hex(bytes)}`).join(' ');
}

function scriptLines(scripts) {
  const done = [];
  return Array.from(scripts, ([id, bytes]) => {
    const [name, number] = id.split('.');
    let shortest = hex(bytes);
    for (const other of done) {
      if (other.name !== name || other.bytes.length !== bytes.length) continue;
      const patched = `<${other.number} ${patches(other.bytes, bytes)}`.trim();
      if (patched.length < shortest.length) shortest = patched;
    }
    done.push({ name, number, bytes });
    return `${id} ${shortest}`;
  });
}

function partLines(text, way) {
  const code = text.slice(text.indexOf('switch'));
  return Array.from(
    code.matchAll(/((?:\s*case \d+:\s*\/\* .*? \*\/)+)([\s\S]*?)break;/g),
    ([, cases, body]) => {
      const parts = Array.from(cases.matchAll(/\/\* (.*?) \*\//g), ([, part]) => part);
      return [parts.join(','), ...assigned(body, way)].join(' ');
    },
  );
}

const lines = ways.flatMap((way) => {
  const text = readFileSync(path.join(folder, `pickit5_lut_${way}.c`), 'latin1');
  const first = text.indexOf('memset');
  const common = assigned(text.slice(first, text.indexOf('}', first)), way);
  return [
    `[${way}]`,
    ...scriptLines(scriptsOf(text, way)),
    ['*', ...common].join(' '),
    ...partLines(text, way),
  ];
});
const heading = "# Byte code of Microchip's PICkit 5 and its kin. Written by scripts/pickit5-import.mjs.";
writeFileSync(target, `${[heading, ...lines].join('\n')}\n`);
