import { builtInDatabase } from '../../src/config/built-in.ts';
import { openDatabase } from '../../src/config/open.ts';
import type { Database } from '../../src/model/database.ts';
import type { FileSystem } from '../../src/model/host.ts';
import { releases } from '../../src/releases/all.ts';

/** What may stand for the arguments of options. */
export interface Choices {
  readonly programmers: readonly string[];
  /** Names and ids. */
  readonly parts: readonly string[];
  readonly memories: readonly string[];
  readonly formats: readonly string[];
}

/** The database that the program carries, as the newest release sees it. */
export function carriedDatabase(): Database {
  const noFiles = { existsSync: () => false, statSync: () => undefined } as unknown as FileSystem;
  return openDatabase(
    { env: {}, fs: noFiles, executable: '/avrdude', platform: 'linux' },
    { system: undefined, user: undefined, additional: [] },
    releases['8.2'].behaviour.config,
    builtInDatabase,
    () => {},
  );
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** All that is known. */
export function choicesOf(database: Database): Choices {
  // What can stand in a shell's list as it is; names with blanks or slashes are other ways to write a part that is there already.
  const plain = (name: string) => /^[\w.+-]+$/.test(name);
  return {
    programmers: sorted(
      database
        .programmerCatalogue()
        .map(({ id }) => id)
        .filter(plain),
    ),
    parts: sorted(
      database
        .partCatalogue()
        .flatMap(({ id, desc }) => [id, desc])
        .filter((name) => plain(name) && !name.startsWith('.')),
    ),
    memories: sorted(
      [...database.allParts()].flatMap((part) => part.memories.map(({ name }) => name)).filter(plain),
    ),
    formats: Object.keys(releases['8.2'].commandLine.options.formats),
  };
}

/** Serial ports, as shells match file names, by the system's habit. */
export const portPatterns = ['/dev/ttyUSB*', '/dev/ttyACM*', '/dev/ttyAMA*', '/dev/ttyS[0-9]', '/dev/cu.*'];

export const exitSpecs = ['reset', 'noreset', 'vcc', 'novcc', 'd_high', 'd_low'];
export const baudRates = [
  '9600',
  '19200',
  '38400',
  '57600',
  '115200',
  '230400',
  '460800',
  '500000',
  '1000000',
];
