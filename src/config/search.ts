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
  const { systemFile } = request;
  const found = systemFile === undefined ? searchSystem(host) : undefined;
  return {
    system:
      systemFile !== undefined
        ? { path: systemFile, given: true }
        : found === undefined
          ? undefined
          : { path: found, given: false },
    user: request.userFile ? findUserFile(host, userFileSearch) : undefined,
    additional: request.additionalFiles,
  };
}

function searchSystem({ fs, executable, platform }: Pick<Host, 'fs' | 'executable' | 'platform'>) {
  const folder = executable.replaceAll('\\', '/').replace(/\/[^/]*$/, '');
  const folders = [join(folder, '../etc'), folder];
  if (platform !== 'win32') folders.push('/usr/local/etc', '/etc');
  return folders.map((one) => join(one, 'avrdude.conf')).find((path) => fs.existsSync(path));
}

/** The personal file, if there is a place for one, and whether it is there to be read. */
export function findUserFile(
  { env, fs, platform }: Pick<Host, 'env' | 'fs' | 'platform'>,
  search: ConfigBehaviour['userFileSearch'],
): ConfigPaths['user'] {
  const home = env.HOME ?? '';
  const plain = home && join(home, platform === 'win32' ? 'avrdude.rc' : '.avrduderc');
  if (search === 'home' || platform === 'win32') return plain ? stateOf(fs, plain) : undefined;
  const xdg = env.XDG_CONFIG_HOME || (home && join(home, '.config'));
  const first = xdg ? stateOf(fs, join(xdg, 'avrdude/avrdude.rc')) : undefined;
  if (first?.state === 'readable' || !plain) return first;
  return stateOf(fs, plain);
}

function stateOf(fs: Host['fs'], path: string): NonNullable<ConfigPaths['user']> {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return { path, state: !stat ? 'missing' : stat.isFile() ? 'readable' : 'not-regular' };
}
