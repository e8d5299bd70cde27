import type { Host } from '../model/host.ts';
import type { ConfigBehaviour } from '../model/release.ts';

/** The names of the files that make up a run's configuration, before any is opened. */
export interface ConfigPaths {
  /** `-C`, or the file found by searching; undefined if the built-in database serves. */
  readonly system: { readonly path: string; readonly given: boolean } | undefined;
  /** The personal file, and whether it is there to be read. */
  readonly user:
    | { readonly path: string; readonly state: 'readable' | 'missing' | 'not-regular' }
    | undefined;
  /** `-C +file`, in their order. */
  readonly additional: readonly string[];
}

export interface ConfigRequest {
  /** `-C file`. */
  readonly systemFile: string | undefined;
  /** `-C +file`, in the order given. */
  readonly additionalFiles: readonly string[];
  /** False if the personal file is to be left alone (8.x `-N`). */
  readonly userFile: boolean;
}

const join = (folder: string, name: string): string => (folder.endsWith('/') ? folder : `${folder}/`) + name;

/**
 * Finds the configuration files, in the order that avrdude documents: `-C`; `../etc` beside the binary's folder and the
 * folder itself; the system's folders; the personal file; `-C +file`.
 */
export function findConfigFiles(
  host: Pick<Host, 'env' | 'fs' | 'executable' | 'platform'>,
  request: ConfigRequest,
  userFileSearch: ConfigBehaviour['userFileSearch'],
): ConfigPaths {
  return {
    system: findSystemFile(host, request.systemFile),
    user: request.userFile ? findUserFile(host, userFileSearch) : undefined,
    additional: request.additionalFiles,
  };
}

/** @param given `-C` @returns undefined if the built-in database serves */
function findSystemFile(host: Surroundings, given: string | undefined): ConfigPaths['system'] {
  if (given !== undefined) return { path: given, given: true };
  const found = searchSystem(host);
  return found === undefined ? undefined : { path: found, given: false };
}

type Surroundings = Pick<Host, 'env' | 'fs' | 'executable' | 'platform'>;

const folderOfProgram = (executable: string): string =>
  executable.replaceAll('\\', '/').replace(/\/[^/]*$/, '');

function searchSystem(host: Surroundings): string | undefined {
  const { fs, executable, platform } = host;
  const folder = folderOfProgram(executable);
  const folders = [join(folder, '../etc'), folder];
  if (platform !== 'win32') folders.push('/usr/local/etc', '/etc');
  const found = folders.map((one) => join(one, 'avrdude.conf')).find((path) => fs.existsSync(path));
  return found ?? (platform === 'win32' ? searchPath(host, 'avrdude.conf') : undefined);
}

/**
 * Where Windows looks for a file that a program names without a folder (`SearchPath` of its API): beside the program, in the current
 * folder, in the system's and on the PATH.
 */
function searchPath({ env, fs, executable }: Surroundings, name: string): string | undefined {
  const system = env.SystemRoot ?? env.windir;
  const folders = [
    folderOfProgram(executable).replaceAll('/', '\\'),
    '.',
    ...(system ? [`${system}\\System32`, `${system}\\System`, system] : []),
    ...(env.PATH ?? '').split(';'),
  ];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => (/[\\/]$/.test(folder) ? folder : `${folder}\\`) + name)
    .find((path) => fs.existsSync(path));
}

/** The personal file, if there is a place for one, and whether it is there to be read. */
export function findUserFile(
  host: Surroundings,
  search: ConfigBehaviour['userFileSearch'],
): ConfigPaths['user'] {
  const { env, fs, platform } = host;
  if (platform === 'win32') {
    const found = searchPath(host, 'avrdude.rc');
    return found === undefined ? undefined : stateOf(fs, found);
  }
  const home = env.HOME ?? '';
  const plain = home && join(home, '.avrduderc');
  if (search === 'home') return plain ? stateOf(fs, plain) : undefined;
  const xdg = env.XDG_CONFIG_HOME || (home && join(home, '.config'));
  const first = xdg ? stateOf(fs, join(xdg, 'avrdude/avrdude.rc')) : undefined;
  if (first?.state === 'readable' || !plain) return first;
  return stateOf(fs, plain);
}

function stateOf(fs: Host['fs'], path: string): NonNullable<ConfigPaths['user']> {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return { path, state: !stat ? 'missing' : stat.isFile() ? 'readable' : 'not-regular' };
}
