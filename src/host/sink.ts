import type { FileSystem, Platform, TextSink } from '../model/host.ts';
import { encodeText } from '../model/raw-text.ts';
import type { Channel, Outflow } from './outflow.ts';

/** The part of `node:fs` by which bytes leave. */
export type OutputFiles = Pick<FileSystem, 'writeSync' | 'openSync' | 'fstatSync'> & {
  write(
    fd: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: null,
    done: (error: Error | null, count: number) => void,
  ): void;
};

/** What a standard stream to write to is made from. */
export interface SinkSettings {
  /** File descriptor. */
  readonly fd: number;
  /** Asked when somebody wants to know. */
  readonly isTerminal: () => boolean;
  readonly fs: OutputFiles;
  readonly platform: Platform;
  /** Shared by all sinks of the process. */
  readonly outflow: Outflow;
}

/** How long to wait before a descriptor without room is tried again, at first and at most. In milliseconds. */
const pauses = { first: 1, longest: 20 } as const;

/** Where a program's text goes. Lines of text end in CR LF on Windows, as programs in C end them there. */
export function createSink(settings: SinkSettings): TextSink {
  const { isTerminal, outflow, platform } = settings;
  const carriageReturns = platform === 'win32';
  let lost: unknown;
  let gone = false;
  let channel: Channel | undefined;
  /** A reader that went away is no reason to leave a chip half written: what would have gone to it is dropped. */
  const fail = (error: unknown) => {
    gone = true;
    const left = codeOf(error) === 'EPIPE' || (codeOf(error) === 'EIO' && isTerminal());
    if (!left) lost ??= error;
  };
  const writeBytes = (bytes: Uint8Array) => {
    if (gone || bytes.length === 0) return;
    channel ??= createChannel(settings, fail);
    outflow.write(channel, bytes);
  };
  return {
    get isTerminal() {
      return isTerminal();
    },
    writeBytes,
    write: (text) => writeBytes(encodeText(carriageReturns ? text.replaceAll('\n', '\r\n') : text)),
    flush: () => outflow.drained(),
    takeFailure: () => {
      const error = lost;
      lost = undefined;
      return error;
    },
  };
}

/** @param fail hears of an error that ends the writing; the bytes count as done then */
function createChannel({ fd, fs, platform }: SinkSettings, fail: (error: unknown) => void): Channel {
  const kind = kindOf(fs, fd, platform);
  const open = kind === 'waits' ? reopened(fs, fd) : fd;
  if (open === undefined) return patientChannel(fs, fd, fail);
  const put = (bytes: Uint8Array) => {
    let done = 0;
    try {
      while (done < bytes.length) done += fs.writeSync(open, bytes, done);
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return done;
      fail(error);
    }
    return bytes.length;
  };
  return { put, wait: retrying(put) };
}

/** Whether a write may be kept waiting by whoever is to read it. Where another handle cannot be made, nobody asks. */
function kindOf(fs: OutputFiles, fd: number, platform: Platform): 'waits' | 'takes' {
  if (platform !== 'linux') return 'takes';
  try {
    const status = fs.fstatSync(fd);
    return status.isFIFO() || status.isSocket() || status.isCharacterDevice() ? 'waits' : 'takes';
  } catch {
    return 'takes';
  }
}

const flags = { writeOnly: 0o1, noControl: 0o400, nonBlocking: 0o4000 } as const;

/**
 * A handle of our own to what a descriptor leads to, one that does not block: the descriptor itself is shared with whoever called
 * us, who would find theirs changed. @returns undefined if there cannot be one, as for a socket
 */
function reopened(fs: OutputFiles, fd: number): number | undefined {
  try {
    return fs.openSync(`/proc/self/fd/${fd}`, flags.writeOnly | flags.noControl | flags.nonBlocking);
  } catch {
    return undefined;
  }
}

/** Writes on a thread of its own, which may be held up. */
function patientChannel(fs: OutputFiles, fd: number, fail: (error: unknown) => void): Channel {
  const write = (bytes: Uint8Array) =>
    new Promise<number>((resolve) => {
      fs.write(fd, bytes, 0, bytes.length, null, (error, count) => {
        if (error && codeOf(error) !== 'EAGAIN') fail(error);
        resolve(error ? (codeOf(error) === 'EAGAIN' ? 0 : bytes.length) : count);
      });
    });
  const wait = async (bytes: Uint8Array) => {
    const done = await write(bytes);
    if (done === 0) await sleep(pauses.longest);
    return done;
  };
  return { put: () => 0, wait };
}

/** Tries again, ever less often, until something has left. */
function retrying(put: Channel['put']): Channel['wait'] {
  return async (bytes) => {
    for (let pause: number = pauses.first; ; pause = Math.min(2 * pause, pauses.longest)) {
      await sleep(pause);
      const done = put(bytes);
      if (done > 0) return done;
    }
  };
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
