import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * Who may import whom. A room marked with `types` may be named in `import type` only: `session` knows the interface
 * Programmer and never a back end. A room may always import itself.
 */
const rooms: Record<string, Record<string, 'values' | 'types'>> = {
  main: { cli: 'values', host: 'values' },
  host: {
    terminal: 'values',
    'transports/node': 'values',
    transports: 'values',
    programmers: 'types',
    model: 'values',
    output: 'types',
  },
  cli: {
    run: 'values',
    host: 'values',
    hints: 'values',
    config: 'values',
    files: 'values',
    programmers: 'values',
    transports: 'values',
    terminal: 'values',
    releases: 'values',
    output: 'values',
    model: 'values',
  },
  run: {
    host: 'values',
    'transports/node': 'values',
    planner: 'values',
    session: 'values',
    terminal: 'values',
    memory: 'values',
    programmers: 'values',
    protocols: 'values',
    transports: 'values',
    config: 'values',
    files: 'values',
    releases: 'values',
    output: 'values',
    model: 'values',
  },
  planner: { config: 'types', files: 'types', model: 'values' },
  session: {
    memory: 'values',
    programmers: 'types',
    files: 'values',
    model: 'values',
    output: 'types',
    terminal: 'values',
  },
  terminal: { memory: 'values', programmers: 'types', files: 'values', model: 'values', output: 'types' },
  memory: { programmers: 'types', model: 'values', output: 'types' },
  programmers: { protocols: 'values', transports: 'types', model: 'values', output: 'types' },
  protocols: { transports: 'types', model: 'values', output: 'types' },
  transports: { model: 'values' },
  'transports/node': { transports: 'values', model: 'values' },
  config: { model: 'values', output: 'types' },
  files: { model: 'values', output: 'types' },
  hints: { output: 'types', model: 'values' },
  releases: { output: 'values', model: 'values' },
  output: { model: 'values' },
  model: {},
};

/**
 * What makes an event out of facts has no effect of its own; a room that may know `output` by its types may declare its
 * messages with these.
 */
const declaring = ['output/words.ts', 'output/events.ts'];

/** Packages, and the rooms that may load them. */
const packages: Record<string, readonly string[]> = {
  serialport: ['transports/node'],
  usb: ['transports/node'],
  yargs: ['cli'],
  // Not a package: the compiled database, which the build provides.
  'avrdude:database': ['config'],
  'avrdude:facts': ['terminal'],
};

/** Packages that load native code: with `import()`, when a port is opened, so that `-?` never waits for libusb. */
const native = ['serialport', 'usb'];

/** Parts of Node, and the rooms that may load those that touch the world outside. */
const nodeModules: Record<string, readonly string[] | 'all'> = {
  'node:fs': ['main', 'transports/node'],
  'node:net': ['transports/node'],
  'node:tty': ['main'],
  'node:readline': ['main'],
  'node:stream': ['main'],
  // `!` in the terminal runs a shell.
  'node:child_process': ['run'],
  'node:process': [],
  'node:path': 'all',
  'node:zlib': 'all',
};

const source = path.resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();

interface Import {
  readonly typesOnly: boolean;
  readonly from: string;
  /** By `import()` or `getBuiltinModule`, when it is come to. */
  readonly late: boolean;
}

function importsOf(text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const calls = text.matchAll(/\b(?:import|require|getBuiltinModule)\((?:'([^']+)')?/g);
  return [
    ...[...statements].map(([, type, from = '']) => ({ typesOnly: type !== undefined, from, late: false })),
    ...[...calls].map(([, from = 'something computed']) => ({ typesOnly: false, from, late: true })),
  ];
}

const roomOf = (file: string) =>
  file.startsWith('transports/node/') ? 'transports/node' : (file.split('/')[0]?.replace(/\.ts$/, '') ?? '');

/** The rule that an import breaks, if it does. */
function broken(file: string, { from, typesOnly, late }: Import): string | undefined {
  const room = roomOf(file);
  if (from.startsWith('node:')) {
    const allowed = nodeModules[from];
    if (!allowed) return `${from} is not in the table`;
    return allowed !== 'all' && !typesOnly && !allowed.includes(room)
      ? `${from} is for ${allowed.join(', ') || 'no room'}`
      : undefined;
  }
  if (!from.startsWith('.')) {
    const allowed = packages[from.split('/')[0] ?? ''];
    if (!allowed) return `the package ${from} is not in the table`;
    if (!typesOnly && !late && native.includes(from)) return `${from} is loaded before a port is opened`;
    return typesOnly || allowed.includes(room) ? undefined : `${from} is for ${allowed.join(', ')}`;
  }
  if (!from.endsWith('.ts')) return `${from} has no .ts ending`;
  const target = path.posix.join(path.posix.dirname(file), from);
  if (target.startsWith('..')) return `${from} is outside src`;
  const wanted = roomOf(target);
  if (wanted === room) return undefined;
  const allowed = rooms[room]?.[wanted];
  if (allowed === undefined) return `${room} may not import ${wanted}`;
  if (allowed === 'types' && !typesOnly && !declaring.includes(target))
    return `${room} may import types only from ${wanted}`;
  return undefined;
}

const read = (file: string) => readFileSync(path.join(source, file), 'utf8');
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Every violation as `file: rule`. */
function violations(check: (file: string, text: string) => readonly (string | undefined)[]): string[] {
  return files.flatMap((file) =>
    check(file, withoutComments(read(file))).flatMap((rule) =>
      rule === undefined ? [] : `${file}: ${rule}`,
    ),
  );
}

test('every file is in a room of the table', () => {
  expect(violations((file) => [roomOf(file) in rooms ? undefined : 'no such room'])).toEqual([]);
});

test('imports go the way of the data', () => {
  expect(violations((file, text) => importsOf(text).map((one) => broken(file, one)))).toEqual([]);
});

test('the table is read: a wrong import is found', () => {
  const rule = (file: string, from: string, given: Partial<Import> = {}) =>
    broken(file, { from, typesOnly: false, late: false, ...given });
  expect(rule('session/run.ts', '../transports/serial.ts', { typesOnly: true })).toBe(
    'session may not import transports',
  );
  expect(rule('session/run.ts', '../programmers/stk500.ts')).toBe(
    'session may import types only from programmers',
  );
  expect(rule('session/run.ts', '../programmers/stk500.ts', { typesOnly: true })).toBeUndefined();
  expect(rule('programmers/a.ts', 'serialport', { late: true })).toBe('serialport is for transports/node');
  expect(rule('transports/node/a.ts', 'usb')).toBe('usb is loaded before a port is opened');
  expect(rule('transports/node/a.ts', 'usb', { late: true })).toBeUndefined();
  expect(rule('session/a.ts', 'node:child_process', { late: true })).toBe('node:child_process is for run');
  expect(rule('session/a.ts', 'node:dgram')).toBe('node:dgram is not in the table');
  expect(
    importsOf(
      "import type { A } from './a.ts';\nimport {\n  b,\n} from './b.ts';\nawait import('usb');\nimport(name)",
    ),
  ).toEqual([
    { from: './a.ts', typesOnly: true, late: false },
    { from: './b.ts', typesOnly: false, late: false },
    { from: 'usb', typesOnly: false, late: true },
    { from: 'something computed', typesOnly: false, late: true },
  ]);
});

test('only releases know a release by its number', () => {
  const comparison =
    /(?:[=!]==?|case|\bin|(?:includes|indexOf|startsWith|has|get)\()\s*['"`](?:6\.[34]|7\.[0-3]|8\.[0-2])['"`]|['"`](?:6\.[34]|7\.[0-3]|8\.[0-2])['"`]\s*[=!]==?|\brelease\.id\b|\blineage(?:\[|\.\w)/;
  expect(
    violations((file, text) => [
      roomOf(file) !== 'releases' && comparison.test(text)
        ? `compares with a release: ${comparison.exec(text)?.[0]}`
        : undefined,
    ]),
  ).toEqual([]);
});

test('no barrels, no store-rooms', () => {
  expect(
    violations((file, text) => [
      /(^|\/)index\.ts$/.test(file) ? 'a barrel' : undefined,
      /^export (\*|\{[^}]*\}) from/m.test(text) ? 'exports what it imports' : undefined,
      /(^|\/)(utils?|core|helpers?|common|misc)(\/|\.ts$)/.test(file)
        ? 'named after nothing in the field'
        : undefined,
    ]),
  ).toEqual([]);
});

/** Who may write to a stream. Text of the run goes by the console; data for standard output are no text. */
const writers: Record<string, readonly string[]> = {
  write: ['main.ts', 'output/console.ts'],
  writeBytes: ['files/write-image.ts'],
  writeSync: ['host/sink.ts', 'files/output.ts', 'transports/node/serial-port.ts'],
};

test('text leaves by the console only', () => {
  const call = /\bstd(?:out|err)\.(write|writeBytes)\(|\b(writeSync)\(/g;
  expect(
    violations((file, text) =>
      [...text.matchAll(call)].map(([found, onStream, onFile]) =>
        writers[onStream ?? onFile ?? '']?.includes(file) ? undefined : `writes by ${found}`,
      ),
    ),
  ).toEqual([]);
});

test('only main knows the process', () => {
  const words =
    /\bprocess\.(std\w+|exit\w*|argv\w*|env|on|once|kill|cwd)\b|\bconsole\.(log|error|warn|info)\b/;
  expect(
    violations((file, text) => [
      file !== 'main.ts' && words.test(text) ? `uses ${words.exec(text)?.[0]}` : undefined,
    ]),
  ).toEqual([]);
});
