import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/** The system's calls for terminals, which Node does not have. */
interface Calls {
  readonly unlockpt: (fd: number) => number;
  readonly ptsname_r: (fd: number, name: Buffer, length: number) => number;
  readonly tcgetattr: (fd: number, termios: Buffer) => number;
  readonly tcsetattr: (fd: number, when: number, termios: Buffer) => number;
  readonly cfmakeraw: (termios: Buffer) => void;
  readonly cfgetospeed: (termios: Buffer) => number;
  readonly inotify_init1: (flags: number) => number;
  readonly inotify_add_watch: (fd: number, path: string, mask: number) => number;
  readonly poll: typeof Koffi.node.poll;
}

const calls: Calls | undefined = loadCalls();

/**
 * Whether pseudo-terminals can be made here: on Linux with the package koffi. Where they cannot, one line says so, and what needs
 * them is to be skipped.
 */
export const PSEUDO_TERMINALS: boolean = calls !== undefined;

function loadCalls(): Calls | undefined {
  try {
    if (process.platform !== 'linux') throw new Error(`not known how on ${process.platform}`);
    const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
    const libc = koffi.load(null);
    const found: Calls = {
      unlockpt: libc.func('int unlockpt(int)') as Calls['unlockpt'],
      ptsname_r: libc.func('int ptsname_r(int, void *, size_t)') as Calls['ptsname_r'],
      tcgetattr: libc.func('int tcgetattr(int, void *)') as Calls['tcgetattr'],
      tcsetattr: libc.func('int tcsetattr(int, int, void *)') as Calls['tcsetattr'],
      cfmakeraw: libc.func('void cfmakeraw(void *)') as Calls['cfmakeraw'],
      cfgetospeed: libc.func('unsigned int cfgetospeed(void *)') as Calls['cfgetospeed'],
      inotify_init1: libc.func('int inotify_init1(int)') as Calls['inotify_init1'],
      inotify_add_watch: libc.func(
        'int inotify_add_watch(int, const char *, uint32_t)',
      ) as Calls['inotify_add_watch'],
      poll: koffi.node.poll,
    };
    closeSync(openSync('/dev/ptmx', constants.O_RDWR | constants.O_NOCTTY));
    return found;
  } catch (error) {
    process.stderr.write(`NOTICE: no pseudo-terminals (${error}): tests that need one are skipped\n`);
    return undefined;
  }
}

function need(): Calls {
  if (!calls) throw new Error('there are no pseudo-terminals here');
  return calls;
}

/** @throws Error for a result that says that a call has failed */
function check(call: keyof Calls, result: number): number {
  // The newer calls, as ptsname_r, give the number of the error itself.
  if (result < 0 || (call === 'ptsname_r' && result !== 0)) throw new Error(`${call} failed`);
  return result;
}

/** Larger than any system's struct termios. */
const TERMIOS_BYTES = 256;
/** Where struct termios of Linux has its flags, and those that are changed (termios(3)). */
const [C_OFLAG, C_LFLAG] = [4, 12];
const [OPOST, ECHO] = [0o1, 0o10];

/** Both ends of a new pseudo-terminal: the master's file descriptor, which does not block, and the path of the terminal. */
export interface PseudoTerminal {
  readonly master: number;
  readonly path: string;
}

/** @throws Error where none can be made */
export function openPseudoTerminal(): PseudoTerminal {
  const { unlockpt, ptsname_r } = need();
  const master = openSync('/dev/ptmx', constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  check('unlockpt', unlockpt(master));
  const name = Buffer.alloc(64);
  check('ptsname_r', ptsname_r(master, name, name.length));
  return { master, path: name.toString('latin1', 0, name.indexOf(0)) };
}

/** Opens the terminal's own end, as its user does, without making it the controlling terminal. */
export function openTerminal(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
}

/** Every byte passes as it is, as on a serial port. */
export function makeRaw(terminal: number): void {
  change(terminal, (termios) => need().cfmakeraw(termios));
}

/** Lines can be edited as usual, but nothing is echoed, and line ends pass as they are. */
export function withoutEcho(terminal: number): void {
  change(terminal, (termios) => {
    termios.writeUInt32LE(termios.readUInt32LE(C_OFLAG) & ~OPOST, C_OFLAG);
    termios.writeUInt32LE(termios.readUInt32LE(C_LFLAG) & ~ECHO, C_LFLAG);
  });
}

function change(terminal: number, edit: (termios: Buffer) => void): void {
  const termios = Buffer.alloc(TERMIOS_BYTES);
  check('tcgetattr', need().tcgetattr(terminal, termios));
  edit(termios);
  check('tcsetattr', need().tcsetattr(terminal, 0, termios));
}

/** Line speeds by their codes in Linux' termios; a newer C library gives the speed itself. */
const SPEEDS = [
  ...[0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400],
  ...[57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000],
  ...[2500000, 3000000, 3500000, 4000000],
];
const RATES = new Map(SPEEDS.map((rate, i) => [i < 16 ? i : 0o10001 + i - 16, rate]));

/** The line speed that is set, in bit/s; 0 when there is none. */
export function lineSpeed(terminal: number): number {
  const termios = Buffer.alloc(TERMIOS_BYTES);
  if (need().tcgetattr(terminal, termios) < 0) return 0;
  const code = need().cfgetospeed(termios);
  return RATES.get(code) ?? code;
}

/** What there is to read, maybe nothing yet, and whether more can come: whether somebody has the other end open. */
export function readAvailable(fd: number): { readonly data: Buffer; readonly open: boolean } {
  const parts: Buffer[] = [];
  const buffer = Buffer.allocUnsafe(65536);
  for (;;) {
    try {
      const length = readSync(fd, buffer);
      if (length === 0) return { data: Buffer.concat(parts), open: false };
      parts.push(Buffer.from(buffer.subarray(0, length)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN' && code !== 'EIO') throw error;
      return { data: Buffer.concat(parts), open: code === 'EAGAIN' };
    }
  }
}

/** Writes as much as the other end takes now. @returns the rest; `undefined` when nobody has it open */
export function writeAvailable(fd: number, data: Uint8Array): Uint8Array | undefined {
  let rest = data;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    return rest;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? rest : undefined;
  }
}

/** Waiting on a file descriptor. Each `once` is for one event. */
export class Readiness {
  private readonly handle: Koffi.node.PollHandle;
  private readonly ready: () => void;

  /** @param ready is called when what was waited for has come */
  constructor(fd: number, ready: () => void) {
    this.ready = ready;
    this.handle = need().poll(fd, { readable: true }, () => this.fired());
    this.handle.stop();
  }

  private fired(): void {
    this.handle.stop();
    this.ready();
  }

  /** @param writable whether room for writing counts, too */
  once(writable = false): void {
    this.handle.start({ readable: true, writable }, () => this.fired());
  }

  stop(): void {
    this.handle.stop();
  }

  close(): void {
    this.handle.close();
  }
}

/** What can happen to a terminal's own end. */
export type Use = 'opened' | 'closed';

const [IN_OPEN, IN_CLOSE] = [0x20, 0x08 | 0x10];
const [IN_NONBLOCK, IN_CLOEXEC] = [0o4000, 0o2000000];
/** struct inotify_event: wd, mask, cookie, len, and len bytes of a name (inotify(7)). */
const EVENT_BYTES = 16;

/** Watches who opens and closes a path. @returns a file descriptor for `usesSeen`, readable when there are some */
export function watchUses(path: string): number {
  const fd = check('inotify_init1', need().inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  check('inotify_add_watch', need().inotify_add_watch(fd, path, IN_OPEN | IN_CLOSE));
  return fd;
}

/** What has happened since the last call. */
export function usesSeen(watch: number): Use[] {
  const { data: events } = readAvailable(watch);
  const uses: Use[] = [];
  for (let at = 0; at + EVENT_BYTES <= events.length; ) {
    uses.push(events.readUInt32LE(at + 4) & IN_OPEN ? 'opened' : 'closed');
    at += EVENT_BYTES + events.readUInt32LE(at + 12);
  }
  return uses;
}
