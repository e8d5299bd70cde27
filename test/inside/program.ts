import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { Script } from 'node:vm';
import type { RunSettings, Spawned } from '../conformance/spawn.ts';
import type { VirtualPorts } from './virtual-ports.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { VirtualUsb } from './virtual-usb.ts';

type Main = (
  exports: object,
  require: (name: string) => unknown,
  module: object,
  filename: string,
  folder: string,
  process: NodeJS.Process,
) => void;

type Write = (fd: number, data: Uint8Array, offset?: number, ...rest: unknown[]) => number;

/** The world that the program sees. */
export interface World {
  readonly ports: VirtualPorts;
  readonly usb: VirtualUsb;
  readonly time: VirtualTime;
}

/** How the program ended. */
type Ending = number | NodeJS.Signals;

/**
 * The bundle that the executable carries, run in this process as often as wanted: its process, its standard streams (pipes),
 * its serial ports, its USB and its time are ours.
 */
export class InsideProgram {
  private readonly bundle: string;
  private readonly main: Main;
  private readonly world: World;

  /** @param bundle `dist/main.cjs` */
  constructor(bundle: string, world: World) {
    this.bundle = bundle;
    this.world = world;
    const source = readFileSync(bundle, 'utf8').replace(/^#!.*/, '');
    const parameters = 'exports, require, module, __filename, __dirname, process';
    this.main = new Script(`(function (${parameters}) {${source}\n})`, {
      filename: bundle,
    }).runInThisContext();
  }

  /**
   * Runs it once. @param command the name that it is to think it was called by, and its arguments. The deadline is one of
   * virtual time.
   */
  async run(command: readonly string[], settings: RunSettings): Promise<Spawned> {
    const written: Record<number, Buffer[]> = { 1: [], 2: [] };
    let ending: Ending | undefined;
    const end = (how: Ending) => {
      ending ??= how;
    };
    const fs = this.fs(written);
    const process = this.process(command, settings, fs, end);
    const before = globalThis.process.cwd();
    globalThis.process.chdir(settings.cwd);
    try {
      this.main({}, this.require(fs), { exports: {} }, this.bundle, dirname(this.bundle), process);
      const inTime = await this.world.time.passUntil(
        () => ending !== undefined,
        settings.limitMs,
        () => this.world.ports.underWay > 0,
      );
      const status = typeof ending === 'string' ? 128 + constants.signals[ending] : Number(ending) & 0xff;
      const text = (fd: number) => Buffer.concat(written[fd] ?? []).toString('latin1');
      return { status: inTime ? status : 'timeout', stdout: text(1), stderr: text(2) };
    } finally {
      globalThis.process.chdir(before);
    }
  }

  private fs(written: Record<number, Buffer[]>) {
    const fs = this.world.ports.fs();
    return {
      ...fs,
      writeSync: ((fd: number, data: Uint8Array, offset: number | undefined, ...rest: unknown[]) => {
        const stream = written[fd];
        if (!stream) return (fs.writeSync as Write)(fd, data, offset, ...rest);
        const bytes = Buffer.from(data.subarray(offset));
        stream.push(bytes);
        return bytes.length;
      }) as typeof fs.writeSync,
      fstatSync: ((fd: number, ...rest: never[]) =>
        fd <= 2
          ? {
              isCharacterDevice: () => false,
              isFIFO: () => fd === 0,
              isSocket: () => false,
              isFile: () => fd > 0,
              rdev: 0,
            }
          : fs.fstatSync(fd, ...rest)) as typeof fs.fstatSync,
    };
  }

  private require(fs: object): (name: string) => unknown {
    const real = createRequire(this.bundle);
    return (name) => (/^(node:)?fs$/.test(name) ? fs : real(name));
  }

  private process(
    [name = '', ...args]: readonly string[],
    { env, stdin }: RunSettings,
    fs: object,
    end: (how: Ending) => void,
  ): NodeJS.Process {
    const real = globalThis.process;
    const input = Readable.from(stdin === '' ? [] : [Buffer.from(stdin, 'latin1')]);
    const own: Partial<Record<keyof NodeJS.Process, unknown>> = {
      argv0: name,
      argv: [name, name, ...args],
      execPath: name,
      env,
      exitCode: undefined,
      stdin: input,
      getBuiltinModule: (module: string) =>
        /^(node:)?fs$/.test(module) ? fs : real.getBuiltinModule(module),
      dlopen: (addon: { exports: Record<string, unknown> }, file: string) => {
        const { ports, usb } = this.world;
        if (file.endsWith('usb.node')) {
          addon.exports = usb.addon();
          return;
        }
        real.dlopen(addon, file);
        if (file.endsWith('serialport.node')) addon.exports = ports.addon(addon.exports);
      },
      on: () => process,
      off: () => process,
      once: () => process,
      exit: (status?: number | null) => end(Number(status ?? process.exitCode ?? 0)),
      kill: (_pid: number, signal: NodeJS.Signals) => end(signal),
    };
    const process: NodeJS.Process = Object.create(
      real,
      Object.fromEntries(
        Object.entries(own).map(([key, value]) => [key, { value, writable: true, enumerable: true }]),
      ),
    );
    return process;
  }
}
