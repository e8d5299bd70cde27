import { posix } from 'node:path';
import { Volume } from 'memfs';
import type { FileSystem, Host, TextSink } from '../../src/model/host.ts';

/** The folder that a run is started in; names of files are relative to it. */
export const folder = '/work';

/** What is around a run. */
export interface Around {
  /** Behind the program's name. A text is split at its blanks. */
  readonly args: string | readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Folders that there are. */
  readonly folders?: readonly string[];
  /** Those of the files that may not be read. */
  readonly unreadable?: readonly string[];
  /** Lines that are typed, or come through a pipe. */
  readonly typed?: readonly string[];
  /** Besides AVRDUDE_COMPAT. */
  readonly env?: Readonly<Record<string, string>>;
  readonly executable?: string;
}

/** Files of which some may not be read. */
function withLocks(fs: FileSystem, locked: readonly string[]): FileSystem {
  if (locked.length === 0) return fs;
  const refused = ['accessSync', 'openSync', 'readFileSync'];
  return new Proxy(fs, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const path = String(args[0]);
        const isLocked = locked.some((one) => one === path || one.endsWith(`/${path}`));
        if (isLocked && refused.includes(String(name)))
          throw Object.assign(new Error(`EACCES: permission denied, ${path}`), { code: 'EACCES' });
        return member.apply(target, args);
      };
    },
  });
}

/** A process around a run that touches nothing outside: files in memory, streams that are kept. */
export class VirtualHost {
  readonly host: Host;
  readonly texts = { stdout: '', stderr: '' };
  readonly #volume = Volume.fromJSON({ [`${folder}/home/empty`]: '' }, folder);

  constructor(around: Around, release: string) {
    const {
      args,
      files = {},
      folders = [],
      unreadable = [],
      typed = [],
      env = {},
      executable = `${folder}/avrdude`,
    } = around;
    for (const [name, data] of Object.entries(files)) {
      this.#volume.mkdirSync(posix.dirname(this.#path(name)), { recursive: true });
      this.#volume.writeFileSync(this.#path(name), data);
    }
    for (const name of folders) this.#volume.mkdirSync(this.#path(name));
    const lines = [...typed];
    const stderr = this.#sink('stderr');
    this.host = {
      argv: ['avrdude', ...(typeof args === 'string' ? args.split(' ') : args)],
      env: { HOME: `${folder}/home`, ...env, AVRDUDE_COMPAT: release },
      platform: 'linux',
      executable,
      fs: withLocks(
        this.#volume as unknown as FileSystem,
        unreadable.map((name) => this.#path(name)),
      ),
      stdin: {
        isTerminal: false,
        readLine: async () => lines.shift(),
        readAll: async () =>
          Buffer.from(
            lines
              .splice(0)
              .map((line) => `${line}\n`)
              .join(''),
          ),
      },
      stdout: this.#sink('stdout'),
      stderr,
      openSink: () => stderr,
    };
  }

  /** @returns what is in a file; undefined if there is none */
  read(name: string): Uint8Array | undefined {
    const path = this.#path(name);
    return this.#volume.existsSync(path)
      ? Uint8Array.from(this.#volume.readFileSync(path) as Buffer)
      : undefined;
  }

  #path(name: string): string {
    return name.startsWith('/') ? name : `${folder}/${name}`;
  }

  #sink(name: 'stdout' | 'stderr'): TextSink {
    return {
      isTerminal: false,
      write: (text) => {
        this.texts[name] += text;
      },
      writeBytes: (bytes) => {
        this.texts[name] += Buffer.from(bytes).toString('latin1');
      },
    };
  }
}
