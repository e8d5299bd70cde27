import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundleCore, isCore } from '../scripts/build/core.mjs';
import type { run } from '../src/cli/run.ts';
import type { FileSystem } from '../src/model/host.ts';
import { opcodeKinds } from '../src/model/part.ts';
import { programmerTypeIds } from '../src/programmers/registry.ts';

/**
 * Who may import whom. A room marked with `types` may be named in `import type` only: `session` knows the interface
 * Programmer and never a back end. A room may always import itself.
 */
const rooms: Record<string, Record<string, 'values' | 'types'>> = {
  main: { cli: 'values', host: 'values' },
  host: {
    'transports/node': 'values',
    programmers: 'types',
    model: 'values',
    output: 'types',
  },
  cli: {
    run: 'values',
    hints: 'values',
    config: 'values',
    files: 'values',
    programmers: 'values',
    transports: 'values',
    'terminal/facts': 'values',
    releases: 'values',
    output: 'values',
    model: 'values',
  },
  run: {
    planner: 'values',
    session: 'values',
    terminal: 'values',
    'terminal/facts': 'values',
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
    terminal: 'types',
    'terminal/facts': 'values',
  },
  terminal: {
    'terminal/facts': 'values',
    memory: 'values',
    programmers: 'types',
    files: 'values',
    model: 'values',
    output: 'types',
  },
  // What is known of parts beside their configuration.
  'terminal/facts': { model: 'values' },
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
 * What makes an event or an error out of facts has no effect of its own; a room that may know `output` by its types may declare
 * its messages with these, and fail with them.
 */
const declaring = ['output/words.ts', 'output/events.ts', 'output/fail.ts'];

/** Packages, and the rooms that may load them. */
const packages: Record<string, readonly string[]> = {
  serialport: ['transports/node'],
  usb: ['transports/node'],
  'node-hid': ['transports/node'],
  koffi: ['transports/node'],
  yargs: ['cli'],
  // Not a package: the compiled database, which the build provides.
  'avrdude:database': ['config'],
  // Each of its texts is read when it is asked for.
  'avrdude:facts': ['config', 'releases', 'terminal', 'terminal/facts'],
};

/** Packages that load native code: with `import()`, when a port is opened, so that `-?` never waits for libusb. */
const native = ['serialport', 'usb', 'node-hid', 'koffi'];

/** The places that know Node; none but they may as much as name a type of it. */
const ofNode = ['main', 'host', 'transports/node'];

/** Parts of Node, and the rooms that may load them. */
const nodeModules: Record<string, readonly string[]> = {
  'node:fs': ['main', 'transports/node'],
  'node:net': ['transports/node'],
  'node:tty': ['main'],
  'node:readline': ['main'],
  'node:stream': ['main'],
  // `!` in the terminal runs a shell.
  'node:child_process': ['host'],
  'node:zlib': ['host'],
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

/** Rooms within rooms. */
const inner = ['transports/node', 'terminal/facts'];

const roomOf = (file: string) =>
  inner.find((room) => file.startsWith(`${room}/`)) ?? file.split('/')[0]?.replace(/\.ts$/, '') ?? '';

/** The rule that an import breaks, if it does. */
function broken(file: string, { from, typesOnly, late }: Import): string | undefined {
  const room = roomOf(file);
  if (from.startsWith('node:')) {
    const allowed = nodeModules[from];
    if (!allowed) return `${from} is not in the table`;
    return (typesOnly ? ofNode : allowed).includes(room) ? undefined : `${from} is for ${allowed.join(', ')}`;
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
  expect(rule('session/a.ts', 'node:child_process', { late: true })).toBe('node:child_process is for host');
  expect(rule('files/a.ts', 'node:fs', { typesOnly: true })).toBe('node:fs is for main, transports/node');
  expect(rule('host/a.ts', 'node:stream', { typesOnly: true })).toBeUndefined();
  expect(rule('cli/a.ts', '../terminal/terminal.ts')).toBe('cli may not import terminal');
  expect(rule('cli/a.ts', '../terminal/facts/vectors.ts')).toBeUndefined();
  expect(rule('run/a.ts', '../host/clock.ts', { typesOnly: true })).toBe('run may not import host');
  expect(rule('run/a.ts', '../transports/node/a.ts')).toBe('run may not import transports/node');
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

/** What only Node has, and two things that a browser has, too, but that come in, so that time can be another's. */
const nodeWords =
  /\b(?:Buffer|NodeJS|performance|setImmediate|getBuiltinModule|__dirname|__filename)\b|\bprocess\s*(?:\?\.|\.\s*\w|[[,)]|as\b)|[^.\w]require\s*\(/;

test('the core knows nothing of Node', () => {
  expect(
    violations((file, text) => [
      isCore(file) && nodeWords.test(text) ? `uses ${nodeWords.exec(text)?.[0]}` : undefined,
    ]),
  ).toEqual([]);
});

test('what belongs to Node is found by its words', () => {
  const found = [
    'Buffer.from(a)',
    'let a: NodeJS.Platform',
    'f(process)',
    'process?.env',
    'process as { b }',
    '= require(name)',
  ];
  expect(found.filter((text) => !nodeWords.test(text))).toEqual([]);
  expect(
    ["'cannot process it'", "'another process.'", 'a.require(b)', 'buffers', 'reprocess.a'].filter((text) =>
      nodeWords.test(text),
    ),
  ).toEqual([]);
});

/** The way from a file back to itself, through those that it imports, if there is one. */
function circle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): readonly string[] | undefined => {
    const from = way.indexOf(file);
    if (from >= 0) return [...way.slice(from), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const found = follow(next, [...way, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const found = follow(file, []);
    if (found) return found;
  }
  return undefined;
}

test('no file imports itself round a corner, not by a type either', () => {
  const imports = new Map(
    files.map((file) => [
      file,
      importsOf(withoutComments(read(file)))
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => path.posix.join(path.posix.dirname(file), from)),
    ]),
  );
  expect(circle(imports)).toBeUndefined();
  const some = (entries: Record<string, string[]>) => circle(new Map(Object.entries(entries)));
  expect(some({ a: ['b', 'c'], b: ['c'], c: ['d'], d: [] })).toBeUndefined();
  expect(some({ a: ['b'], b: ['c', 'd'], c: [], d: ['b'] })).toEqual(['b', 'd', 'b']);
});

test('the core is bundled for a browser, and runs where there is nothing but the language', async () => {
  const script = await bundleCore();
  console.log(`the core for a browser: ${Math.round(script.length / 1024)} KB`);
  const texts = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof texts) => ({
    isTerminal: false,
    write: (text: string) => {
      texts[name] += text;
    },
    writeBytes: (bytes: Uint8Array) => {
      texts[name] += String.fromCharCode(...bytes);
    },
  });
  const nowhere = () => Promise.reject(new Error('nothing is plugged in'));
  const machine: Parameters<typeof run>[0] = {
    argv: ['avrdude', '-c', 'dryrun', '-p', 'm8', '-U', 'lfuse:r:-:h'],
    env: { AVRDUDE_COMPAT: '8.2' },
    platform: 'browser',
    executable: '/avrdude',
    // There are no files; whoever touches one fails.
    fs: { existsSync: () => false, statSync: () => undefined } as unknown as FileSystem,
    stdin: { isTerminal: false, readLine: async () => undefined, readAll: async () => new Uint8Array(0) },
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    openSink: () => sink('stderr'),
    clock: { now: () => 0, sleep: async () => {} },
    openers: () => ({
      serial: nowhere,
      usb: { find: async () => [], list: async () => [], describe: nowhere, open: nowhere },
      hid: { find: async () => [], open: nowhere },
    }),
  };
  // A realm of its own: what is not named here is not there.
  const realm = createContext({ TextEncoder, TextDecoder, AbortController, setTimeout, clearTimeout });
  runInContext(script, realm);
  const core = (realm as { avrdude: { 'cli/run.ts': { run: typeof run } } }).avrdude;
  const status = await core['cli/run.ts'].run(machine, {
    interrupted: new AbortController().signal,
    holdSignals: () => {},
  });
  // As real avrdude 8.2 has it.
  expect({ status, ...texts }).toEqual({
    status: 0,
    stdout: '0xe1\n',
    stderr: 'Reading lfuse memory ...\nWriting 1 byte to output file <stdout>\n\nAvrdude done.  Thank you.\n',
  });
});

test('our environment variables are read in one place', () => {
  const reading = /\benv\s*(?:\.|\[['"`])AVRDUDE_|\bAVRDUDE_\w+\s*[,:}]/;
  expect(
    violations((file, text) => [
      file !== 'cli/settings.ts' && reading.test(text) ? `reads ${reading.exec(text)?.[0]}` : undefined,
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
  // `model/host.ts` says what it is.
  writeSync: [
    'model/host.ts',
    'host/sink.ts',
    'files/output.ts',
    'transports/node/serial-port.ts',
    'transports/node/device-files.ts',
  ],
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

/** Rooms that name what they do by operations, which their message files turn into words. */
const namingOperations = ['memory', 'programmers', 'protocols', 'run', 'session'];

/** What has underscores in the field itself; each with who writes it so. */
const ofTheField = new Set<string>([
  ...programmerTypeIds,
  ...opcodeKinds,
  // `avrdude -c x -x help`, and what users type.
  ...['d_high', 'd_low', 'disable_no_cs', 'emulate_ce', 'no_blockmode', 'section_config', 'vtarg_switch'],
  // How releases list the types that have such parameters.
  ...['jtag3_dw', 'jtag3_pdi', 'jtag3_tpi', 'jtag3_updi', 'stk500v2_jtag3'],
  // Ids of programmers in avrdude.conf begin so.
  'pickit_basic',
  // Values of fuse fields, as `config` shows them.
  ...['dw_enabled', 'isp_disabled', 'jtag_disabled'],
]);

/**
 * C source in a text: a function's name, a call, a file, a member. Constants in capitals are names that documents give (`ERR_TARGET`).
 * @param text as it is written between its quotes
 */
function cSource(text: string): string | undefined {
  const plain = text.replace(/\$\{[^}]*\}/g, 'x');
  const name = /^[a-z]\w*_\w+$/.exec(plain)?.[0];
  if (name !== undefined && !ofTheField.has(name)) return name;
  return /\b\w+_\w*\(|\b[a-z]\w+\(\)|\w+\.c\b|\bsizeof\b|\w->\w|^NULL$/.exec(plain)?.[0];
}

/** The texts between quotes, and in templates. */
const literals = (text: string): string[] =>
  [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, template]) => plain ?? template ?? '',
  );

test('facts name operations; functions of the C source stand in message files', () => {
  expect(
    violations((file, text) =>
      namingOperations.includes(roomOf(file)) && !file.endsWith('messages.ts')
        ? literals(text).map((literal) => cSource(literal))
        : [],
    ),
  ).toEqual([]);
});

test('elsewhere they stand where a message is declared', () => {
  const source = /\b(?:func|where|into): *['`][^'`]*(?:_|&|sizeof|\.c\b)/;
  expect(
    violations((file, text) => [
      !/messages\.ts$|^releases\//.test(file) && !text.includes('defineMessage') && source.test(text)
        ? source.exec(text)?.[0]
        : undefined,
    ]),
  ).toEqual([]);
});

test('C source is found in a text', () => {
  const found = [
    'teensy_enable()',
    'write_fuse',
    'ch341a_ChipSelect',
    'stk500_set_vtarget',
    'main() main.c',
    'XPRG_CMD_ERASE(XPRG_ERASE_CHIP)',
    'micronucleus_open("x")',
    'cfg->size',
    'NULL',
  ];
  expect(found.filter((text) => cSource(text) === undefined)).toEqual([]);
  const ofOthers = [
    'read-page',
    'chip_erase',
    'jtagice3_isp',
    'ERR_TARGET',
    'BusPirate_BB',
    'a part (of it)',
  ];
  expect(ofOthers.filter((text) => cSource(text) !== undefined)).toEqual([]);
  expect(literals("f('a_b', `c_()`)")).toEqual(['a_b', 'c_()']);
});

/** An error that is thrown right behind its message is one that `fail` would have let carry it. */
test('what is said and thrown goes by fail', () => {
  const bare = /^ *(?:[\w#]+\.)*#?emit\(notice\([^;]*?\)\);\s*\n\s*throw new (?!StepFailure)\w+/m;
  expect(violations((_file, text) => [bare.test(text) ? bare.exec(text)?.[0] : undefined])).toEqual([]);
});

test('what a class keeps to itself is kept by the language', () => {
  const word = /^ *private (?!constructor\()/m;
  expect(violations((_file, text) => [word.test(text) ? 'says private where # keeps' : undefined])).toEqual(
    [],
  );
});

test('what differs by release stands in a release, in a message, or among the deeds of a family', () => {
  const table = /^ *['"`][678]\.\d['"`]: /m;
  const held = (file: string, text: string) =>
    /(^releases\/|\/deeds\.ts$)/.test(file) || /defineMessage|MessageDefinition|ProblemText/.test(text);
  expect(
    violations((file, text) => [table.test(text) && !held(file, text) ? table.exec(text)?.[0] : undefined]),
  ).toEqual([]);
});

test('files are small', () => {
  const lines = (text: string) => text.split('\n').length - 1;
  const counts = files.map((file) => lines(read(file))).sort((a, b) => a - b);
  const long = files.filter((file) => lines(read(file)) > 300);
  expect({ long, median: (counts[counts.length >> 1] ?? 0) <= 75 }).toEqual({ long: [], median: true });
});
