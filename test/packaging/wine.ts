/** The executable for Windows, under Wine, with a chip behind a COM port that is a pseudo-terminal. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { servePty } from '../sim/carrier.ts';
import type { DeviceSpec, Dump } from '../sim/device.ts';
import { simulateAny } from '../sim/kinds.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';

const executable = path.resolve('dist/win32-x64/avrdude.exe');

/** Why the tests are left out, if they are. */
export const missing = !PSEUDO_TERMINALS
  ? 'no pseudo-terminals'
  : spawnSync('sh', ['-c', 'command -v wine']).status !== 0
    ? 'no wine'
    : existsSync(executable)
      ? undefined
      : 'no dist/win32-x64/avrdude.exe (npm run build -- --target win32-x64)';
if (missing !== undefined)
  console.warn(`NOTICE: ${missing} here; the tests of the Windows executable are left out`);

/** Who locks a port for others, and who makes the superuser heed that. */
export const noHolder = ['python3', 'setpriv'].some(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
);
if (noHolder) console.warn('NOTICE: no python3 or no setpriv here; the test of a locked port is left out');

const holder =
  'import fcntl, os, sys, termios; f = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); fcntl.ioctl(f, termios.TIOCEXCL); print(1, flush=True); sys.stdin.read()';

/** How a run ended. Lines end as on Windows. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Windows of its own, with one COM port. */
export class Wine {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'avrdude-wine-'));
  readonly #prefix = path.join(this.folder, 'prefix');
  readonly #env = {
    PATH: process.env.PATH,
    HOME: this.folder,
    WINEPREFIX: this.#prefix,
    WINEDEBUG: '-all',
    AVRDUDE_COMPAT: '8.2',
  };

  constructor() {
    // Debian's wine is Windows 7 by itself, which Node does not start on.
    const key = ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
    const { status, stderr } = spawnSync('wine', key, { env: this.#env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`wine does not start: ${stderr}`);
  }

  /** Puts a device at a COM port for as long as the work takes. @returns what the chip holds then */
  async withPort(name: string, device: DeviceSpec, work: () => Promise<void>): Promise<Dump> {
    const simulated = simulateAny(device);
    const carrier = await servePty(simulated);
    const link = path.join(this.#prefix, 'dosdevices', name.toLowerCase());
    rmSync(link, { force: true });
    symlinkSync(carrier.port.startsWith('/dev/pts') ? carrier.port : readlinkSync(carrier.port), link);
    try {
      await work();
    } finally {
      await carrier.close();
      rmSync(link);
    }
    return simulated.dump();
  }

  /** Starts the executable, or a copy of it, in the folder. */
  start(args: readonly string[], program = executable): ChildProcess {
    return spawn('wine', [program, ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  async run(args: readonly string[], program?: string): Promise<Ended> {
    const child = this.start(args, program);
    child.stdin?.end();
    return endOf(child);
  }

  /** The same while another program has locked the port (TIOCEXCL of ioctl_tty(2)). */
  async runWhileHeld(name: string, args: readonly string[]): Promise<Ended> {
    const port = readlinkSync(path.join(this.#prefix, 'dosdevices', name.toLowerCase()));
    const held = spawn('python3', ['-c', holder, port], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(held.stdout, 'data');
    // The server that opens files for all is to be one without the right to open what is locked.
    this.#endServer();
    try {
      const restricted = ['--bounding-set=-sys_admin', '--inh-caps=-sys_admin', 'wine', executable, ...args];
      const child = spawn('setpriv', restricted, { cwd: this.folder, env: this.#env });
      child.stdin.end();
      return await endOf(child);
    } finally {
      this.#endServer();
      held.stdin.end();
    }
  }

  #endServer(): void {
    for (const server of ['wineserver', '/usr/lib/wine/wineserver64'])
      spawnSync(server, ['-k', '-w'], { env: this.#env });
  }

  /** Ends Windows' services, and removes everything. */
  end(): void {
    this.#endServer();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What is printed until the end. */
export function endOf(child: ChildProcess): Promise<Ended> {
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('latin1').on('data', (text: string) => {
      out[stream] += text;
    });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...out })));
}

/** For names of files: a fresh folder inside the folder of the runs. */
export function makeFolder(wine: Wine, name: string): void {
  mkdirSync(path.join(wine.folder, name), { recursive: true });
}
