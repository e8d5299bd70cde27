import * as nodeFs from 'node:fs';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelsOf, MemoryGatherer } from '../../src/files/multi-memory.ts';
import { type WriteRequest, writeImage } from '../../src/files/write-image.ts';
import type { FileSystem } from '../../src/model/host.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { behaviourOf, memory, part, said } from './fixtures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const data = Uint8Array.of(0x1e, 0x95, 0x07, 0x20);
const eeprom = memory('eeprom', 4);

async function write(release: ReleaseId, request: Partial<WriteRequest>): Promise<readonly string[]> {
  const events: Event[] = [];
  let stdout = '';
  try {
    await writeImage({
      file: '-',
      format: 'i',
      memory: eeprom,
      part: part([eeprom]),
      data,
      segments: [{ address: 0, length: 4 }],
      fs: nodeFs,
      stdout: {
        isTerminal: false,
        write: () => undefined,
        writeBytes: (bytes) => {
          stdout += Buffer.from(bytes).toString('latin1');
        },
      },
      behaviour: behaviourOf(release),
      emit: (event) => events.push(event),
      ...request,
    });
  } catch (error) {
    return [(error as Error).name, ...said(events, release)];
  }
  return [stdout, ...said(events, release)];
}

const origin = 'S026000068747470733A2F2F6769746875622E636F6D2F61767264756465732F6176726475646577\n';

test.each<[ReleaseId, WriteRequest['format'], string]>([
  ['6.4', 'i', ':040000001E95072022\n:00000001FF\n'],
  ['7.1', 'I', `:040000001E95072022${'  '.repeat(28)} // 00000> ..._\n:00000001FF\n`],
  ['8.2', 'I', `:040000001E95072022${'  '.repeat(28)} // 00000> 0x1e 0x95 0x07 0x20 eeprom\n:00000001FF\n`],
  ['6.4', 's', 'S10700001E9507201E\nS9030000FC\n'],
  ['8.2', 's', `${origin}S10700001E9507201E\nS5030001FB\nS9030000FC\n`],
  ['6.4', 'r', '\x1e\x95\x07\x20'],
  ['6.4', 'h', '0x1e,0x95,0x7,0x20\n'],
  ['6.4', 'd', '30,149,7,32\n'],
  ['6.4', 'o', '036,0225,7,040\n'],
  ['6.4', 'b', '0b11110,0b10010101,0b111,0b100000\n'],
  ['8.2', 'R', 'XXX,CXLIX,VII,XXXII\n'],
])('%s on standard output as %s', async (release, format, text) => {
  expect(await write(release, { format })).toEqual([text]);
});

test('over the border of 64 KiB', async () => {
  const large = new Uint8Array(0x10010);
  const segments = [{ address: 0xfff0, length: 0x20 }];
  expect(await write('6.4', { data: large, segments })).toEqual([
    ':10FFF0000000000000000000000000000000000001\n:020000040001F9\n:1000000000000000000000000000000000000000F0\n:00000001FF\n',
  ]);
  // Up to 7.x an address record follows even if nothing does.
  const whole = [{ address: 0xfff0, length: 0x10 }];
  expect(await write('6.4', { data: large, segments: whole })).toEqual([
    ':10FFF0000000000000000000000000000000000001\n:020000040001F9\n:00000001FF\n',
  ]);
  expect(await write('8.2', { data: large, segments: whole })).toEqual([
    ':10FFF0000000000000000000000000000000000001\n:00000001FF\n',
  ]);
});

test('nothing at all', async () => {
  const segments = [{ address: 0, length: 0 }];
  expect(await write('6.4', { segments })).toEqual([':00000001FF\n']);
  expect(await write('6.4', { segments, format: 'h' })).toEqual(['\n']);
});

test('several memories in one file', async () => {
  const flash = memory('flash', 0x100);
  const signature = memory('signature', 3);
  const chip = part([flash, eeprom, signature]);
  const gathered = new MemoryGatherer(chip);
  expect([
    gathered.add(flash, Uint8Array.of(1, 2)),
    gathered.add(eeprom, data),
    gathered.add(signature, data.subarray(0, 3)),
  ]).toEqual([true, true, true]);
  expect(gathered.add(memory('unheard-of', 1), data)).toBe(false);
  const { data: all, segments } = gathered;
  const label = labelsOf(chip, () => ['ATtest', 'ATother']);
  expect(await write('8.2', { format: 'I', memory: flash, part: chip, data: all, segments, label })).toEqual([
    [
      `:020000000102FB${'  '.repeat(30)} // 00000> 0x01 0x02 flash`,
      ':02000004008179',
      `:040000001E95072022${'  '.repeat(28)} // 810000> 0x1e 0x95 0x07 0x20 eeprom`,
      ':02000004008476',
      `:030000001E950743${'  '.repeat(29)} // 840000> 0x1e 0x95 0x07 signature (ATtest, ATother)`,
      ':00000001FF',
      '',
    ].join('\n'),
  ]);
});

test('a file comes into being whole, and leaves nothing beside it', async () => {
  const file = join(folder, 'out.hex');
  expect(await write('6.4', { file })).toEqual(['']);
  expect(readFileSync(file, 'latin1')).toBe(':040000001E95072022\n:00000001FF\n');
  expect(readdirSync(folder)).toEqual(['out.hex']);
});

test('an existing file keeps its permissions, and a link stays a link', async () => {
  const file = join(folder, 'there');
  writeFileSync(file, 'old');
  chmodSync(file, 0o640);
  symlinkSync('there', join(folder, 'link'));
  expect(await write('6.4', { file: join(folder, 'link'), format: 'r' })).toEqual(['']);
  expect(readFileSync(file)).toEqual(Buffer.from(data));
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(['link', 'there']);
});

const root = process.getuid?.() === 0;
if (!root) console.warn("NOTICE: not root; the tests on another user's file are left out");
/** Neither root nor anybody. */
const somebody = { uid: 4711, gid: 4712 };

test('a private file is never open to others, not even while it comes into being', async () => {
  const file = join(folder, 'private');
  writeFileSync(file, 'old', { mode: 0o600 });
  const modes: number[] = [];
  const writeSync: FileSystem['writeSync'] = ((descriptor: number, ...rest: [Uint8Array, number, number]) => {
    modes.push(nodeFs.fstatSync(descriptor).mode & 0o7777);
    return nodeFs.writeSync(descriptor, ...rest);
  }) as FileSystem['writeSync'];
  expect(await write('6.4', { file, format: 'r', fs: { ...nodeFs, writeSync } })).toEqual(['']);
  expect([modes, statSync(file).mode & 0o7777]).toEqual([[0o600], 0o600]);
});

test('set-user-id and set-group-id were given to what was there before', async () => {
  const file = join(folder, 'tool');
  writeFileSync(file, 'old');
  chmodSync(file, 0o6755);
  expect(await write('6.4', { file, format: 'r' })).toEqual(['']);
  expect(statSync(file).mode & 0o7777).toBe(0o755);
  // In place, too.
  linkSync(file, join(folder, 'other-name'));
  chmodSync(file, 0o6755);
  expect(await write('6.4', { file, format: 'r' })).toEqual(['']);
  expect(statSync(file).mode & 0o7777).toBe(0o755);
});

test.runIf(root)("another user's file stays theirs", async () => {
  const file = join(folder, 'theirs');
  writeFileSync(file, 'old');
  chownSync(file, somebody.uid, somebody.gid);
  chmodSync(file, 0o4755);
  expect(await write('6.4', { file, format: 'r' })).toEqual(['']);
  const { uid, gid, mode } = statSync(file);
  expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ ...somebody, mode: 0o755 });
  expect(readFileSync(file)).toEqual(Buffer.from(data));
});

test.each([
  ['given away', 'fchownSync', 'EPERM'],
  ['put in its place', 'renameSync', 'EBUSY'],
  ['created beside it', 'openSync', 'EACCES'],
] as const)('a file is written in place where a new one cannot be %s', async (_name, call, code) => {
  const file = join(folder, 'there');
  writeFileSync(file, 'what was there before');
  const { ino } = statSync(file);
  const refusing = (...given: readonly unknown[]) => {
    if (call === 'openSync' && given[1] !== 'wx')
      return nodeFs.openSync(given[0] as string, given[1] as string);
    throw Object.assign(new Error(code), { code });
  };
  // To whoever looks at what is there it is another's.
  const fs = {
    ...nodeFs,
    [call]: refusing,
    ...(call === 'fchownSync' && { fstatSync: () => ({ ...somebody }) }),
  };
  expect(await write('6.4', { file, format: 'r', fs: fs as unknown as FileSystem })).toEqual(['']);
  expect([readFileSync(file), statSync(file).ino]).toEqual([Buffer.from(data), ino]);
  expect(readdirSync(folder)).toEqual(['there']);
});

test('a file with two names has the new contents under both', async () => {
  const file = join(folder, 'one');
  writeFileSync(file, 'what was there before');
  linkSync(file, join(folder, 'two'));
  expect(await write('6.4', { file, format: 'r' })).toEqual(['']);
  expect(readFileSync(join(folder, 'two'))).toEqual(Buffer.from(data));
  expect(statSync(file).nlink).toBe(2);
});

test('a link to where nothing is yet is followed', async () => {
  symlinkSync('target', join(folder, 'link'));
  expect(await write('6.4', { file: join(folder, 'link'), format: 'r' })).toEqual(['']);
  expect(readFileSync(join(folder, 'target'))).toEqual(Buffer.from(data));
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
});

test.each<[ReleaseId, WriteRequest['format'], string]>([
  ['6.4', 'r', 'info: output error to <stdout>: No space left on device; wrote 0 of the expected 4 bytes\n'],
  ['6.4', 'h', 'info: error writing to <stdout>: No space left on device\n'],
  ['7.1', 'h', 'ext-error: unable to write to <stdout>: No space left on device\n'],
  ['8.2', 'd', 'ext-error: unable to write to <stdout>: No space left on device\n'],
])('%s: standard output that is full, as %s', async (release, format, words) => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
  const stdout = {
    isTerminal: false,
    write: () => {},
    writeBytes: () => {},
    flush: async () => {},
    takeFailure: () => full,
  };
  expect(await write(release, { format, stdout })).toEqual(['FileError', words]);
});

test.each<[string, keyof FileSystem]>([
  ['written', 'writeSync'],
  ['put in place', 'renameSync'],
])('an existing file survives when the new one cannot be %s', async (_name, call) => {
  const file = join(folder, 'there');
  writeFileSync(file, 'old');
  const full = Object.assign(new Error('ENOSPC'), {
    code: 'ENOSPC',
    syscall: call === 'writeSync' ? 'write' : 'rename',
  });
  const fs = {
    ...nodeFs,
    [call]: () => {
      throw full;
    },
  } as FileSystem;
  const words = await write('6.4', { file, fs, format: 'r' });
  expect(words).toEqual([
    'FileError',
    call === 'writeSync'
      ? `info: output error to ${file}: No space left on device; wrote 0 of the expected 4 bytes\n`
      : `info: can't open output file ${file}: No space left on device\n`,
  ]);
  expect(readFileSync(file, 'latin1')).toBe('old');
  expect(readdirSync(folder)).toEqual(['there']);
});

test('devices are written to as they are', async () => {
  expect(await write('6.4', { file: '/dev/null' })).toEqual(['']);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.each<[ReleaseId, string]>([
  ['6.4', "info: can't open output file "],
  ['7.1', 'ext-error: cannot open output file '],
])('what cannot be opened, in the words of %s', async (release, words) => {
  const nowhere = join(folder, 'none/out');
  expect(await write(release, { file: nowhere })).toEqual([
    'FileError',
    `${words}${nowhere}: No such file or directory\n`,
  ]);
  mkdirSync(join(folder, 'dir'));
  expect(await write(release, { file: join(folder, 'dir') })).toEqual([
    'FileError',
    `${words}${folder}/dir: Is a directory\n`,
  ]);
});

test('formats that cannot be written', async () => {
  expect(await write('6.4', { format: 'm' })).toEqual([
    'FileError',
    "info: Invalid file format 'immediate' for output\n",
  ]);
  expect(await write('8.2', { format: 'e' })).toEqual([
    'FileError',
    'error: write operation not supported for ELF\n',
  ]);
});

test('a read without a format takes that of the file that it replaces', async () => {
  const file = join(folder, 'out');
  writeFileSync(file, 'S9030000FC\n');
  expect(await write('6.4', { file, format: 'a' })).toEqual([
    '',
    `info: output file ${file} auto detected as Motorola S-Record\n`,
  ]);
  expect(readFileSync(file, 'latin1')).toBe('S10700001E9507201E\nS9030000FC\n');
  expect(await write('7.1', { format: 'a' })).toEqual([
    'FileError',
    'error: cannot auto detect file format when using stdin/out\n',
    'error+: please specify a file format and try again\n',
  ]);
});
