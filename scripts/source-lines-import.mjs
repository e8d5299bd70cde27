/**
 * Writes the table of places in a release's source at which it has errors and warnings, which it names at higher verbosity:
 *
 *   node scripts/source-lines-import.mjs SRC 8.3
 *
 * SRC: avrdude's folder `src` of that release; the table goes to `conf/facts/source-lines-8.3.txt`. What is kept of a place are
 * its file, function and line, and, where a function has several, how loud each is (`o`, `e`, `w` for OS error, error and warning)
 * and as much of it as tells them apart, with `%` for what varies.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder, release] = process.argv.slice(2);
if (!release) throw new Error('usage: source-lines-import.mjs SRC RELEASE');
const target = path.resolve(import.meta.dirname, `../conf/facts/source-lines-${release}.txt`);

/** Enough of most messages. */
const PREFIX = 32;
const CONVERSION = /%[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|z)?[a-zA-Z%]/g;
const SAYS = /\bpmsg_(ext_error|error|warning)\s*\(/;
const letters = { ext_error: 'o', error: 'e', warning: 'w' };
const escapes = { n: '\n', t: '\t', v: '\v', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** The text with comments blanked, line ends and strings kept. */
function withoutComments(text) {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
    (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found),
  );
}

/** The first argument of the call whose parenthesis opens at `at`. */
function firstArgument(text, at) {
  let depth = 1;
  let i = at + 1;
  for (; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"' || c === "'") {
      for (i += 1; text[i] !== c; i += 1) if (text[i] === '\\') i += 1;
    } else if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    if (depth === 0 || (depth === 1 && c === ',')) break;
  }
  return text
    .slice(at + 1, i)
    .replaceAll('\\\n', ' ')
    .trim();
}

/** A format as a pattern: strings that follow each other are one, all that varies is `%`. @param held what `fmt` stands for */
function pattern(argument, held = '%') {
  const pieces = argument.match(/"(?:\\.|[^"\\])*"|[^\s"]+/g) ?? [];
  if (!argument.startsWith('"') && pieces[0] !== 'fmt') return '%';
  return pieces
    .map((piece) => {
      if (piece === 'fmt') return held;
      if (!piece.startsWith('"')) return '%';
      const literal = piece.slice(1, -1).replace(/\\(.)/g, (_, c) => escapes[c] ?? c);
      return literal.replace(CONVERSION, '%');
    })
    .join('')
    .replace(/^\v/, '')
    .replace(/%+/g, '%');
}

/** Macros of the file that say something: from their argument to the pattern. */
function macrosOf(text) {
  const macros = new Map();
  for (const [, name, parameters, body] of text.matchAll(
    /^[ \t]*#[ \t]*define[ \t]+(\w+)\(([^)]*)\)((?:[^\n]*\\\n)*[^\n]*)/gm,
  )) {
    const says = SAYS.exec(body);
    if (!says) continue;
    const format = firstArgument(body, says.index + says[0].length - 1);
    const named = parameters.split(',')[0].trim();
    const level = letters[says[1]];
    const patternOf = (argument) => {
      if (format === '__VA_ARGS__') return pattern(argument);
      const whole = pattern(format, pattern(argument));
      return body.includes(`#${named}`) ? whole.replace('%', argument.replace(/\s+/g, ' ')) : whole;
    };
    macros.set(name, { level, patternOf });
  }
  return macros;
}

/** @returns by function, the line and the pattern of each message in the file */
function placesIn(source) {
  const text = withoutComments(source);
  const macros = macrosOf(text);
  const calls = new RegExp(
    `(?:${SAYS.source}|\\b(${[...macros.keys(), 'pmsg_never'].join('|')})\\s*\\()`,
    'g',
  );
  const inMacro = [...text.matchAll(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm)].map((m) => [
    m.index,
    m.index + m[0].length,
  ]);
  const heads = [
    ...text.matchAll(/^[A-Za-z_][\w \t*]*?\b(\w+)[ \t]*\([^;{}]*\)[ \t\n]*(?:__\w+__[^{;]*)?\{/gm),
  ];
  const functions = new Map();
  for (const call of text.matchAll(calls)) {
    if (inMacro.some(([from, to]) => call.index >= from && call.index < to)) continue;
    const argument = firstArgument(text, call.index + call[0].length - 1);
    const head = heads.findLast((h) => h.index < call.index);
    const name = head?.[1] ?? (source.includes('%%') ? 'yyparse' : undefined);
    if (name === undefined) continue;
    const line = text.slice(0, call.index).split('\n').length;
    const { level, patternOf } = macros.get(call[2]) ?? { level: letters[call[1]], patternOf: pattern };
    const said = patternOf(argument).replace(/\n$/, '');
    functions.set(name, [...(functions.get(name) ?? []), { line, level, said }]);
  }
  return functions;
}

/** Lines by what is said there, as short as tells them apart. */
function entries(places) {
  if (places.length === 1) return [String(places[0].line)];
  const byText = new Map();
  for (const place of places) {
    const key = place.level + place.said;
    byText.set(key, [...(byText.get(key) ?? []), place]);
  }
  const texts = places.map(({ said }) => said);
  return [...byText.values()].map((at) => {
    const { level, said } = at[0];
    const short = said.slice(0, PREFIX);
    const alone = texts.every((other) => other === said || !other.startsWith(short));
    return `${at.map(({ line }) => line).join(',')}${level} ${alone ? short : said}`.replaceAll('\n', '\\n');
  });
}

const lines = [
  `# Where avrdude ${release} has its errors and warnings. Written by scripts/source-lines-import.mjs.`,
];
for (const file of readdirSync(folder)
  .filter((name) => /\.[chly]$/.test(name))
  .sort()) {
  const functions = placesIn(readFileSync(path.join(folder, file), 'latin1'));
  if (functions.size === 0) continue;
  lines.push(file);
  for (const [name, places] of functions) lines.push([` ${name}`, ...entries(places)].join('\t'));
}
writeFileSync(target, `${lines.join('\n')}\n`, 'latin1');
console.log(`${target}: ${lines.length} lines`);
