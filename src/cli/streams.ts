import type { FileSystem, TextSink, TextSource } from '../model/host.ts';
import { encodeText } from '../model/raw-text.ts';
import { pipeEcho } from '../terminal/echo.ts';

/** What a standard stream to write to is made from. */
export interface SinkSettings {
  /** File descriptor. */
  readonly fd: number;
  /** Asked when somebody wants to know. */
  readonly isTerminal: () => boolean;
  readonly writeSync: FileSystem['writeSync'];
  /** Blocks for some milliseconds. */
  readonly pause: (milliseconds: number) => void;
  /** Whether lines of text end in CR LF, as programs in C end them on Windows. Bytes are left as they are. */
  readonly carriageReturns?: boolean;
}

/**
 * Makes a sink whose writes are done when they return, also where the descriptor does not block (a pipe that somebody else made
 * so): then it waits until the reader has made room. A reader that went away is no reason to leave a chip half written; what
 * would have gone to it is dropped.
 */
export function createSink(settings: SinkSettings): TextSink {
  const { fd, isTerminal, writeSync, pause, carriageReturns = false } = settings;
  let gone = false;
  const writeBytes = (bytes: Uint8Array) => {
    let done = 0;
    while (done < bytes.length && !gone) {
      try {
        done += writeSync(fd, bytes, done);
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') gone = true;
        else pause(1);
      }
    }
  };
  return {
    get isTerminal() {
      return isTerminal();
    },
    writeBytes,
    write: (text) => writeBytes(encodeText(carriageReturns ? text.replaceAll('\n', '\r\n') : text)),
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The part of a readable stream that we use. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** Asks a person for a line, with editing and history. */
export type LineEditor = (prompt: string) => Promise<string | undefined>;

export interface SourceSettings {
  /** Asked when somebody wants to know. */
  readonly isTerminal: () => boolean;
  /** Opens the stream; called when something is read for the first time. */
  readonly open: () => ByteStream;
  /** Where prompts go. */
  readonly output: TextSink;
  /** For a person at a terminal, if it can be edited on. */
  readonly editor: () => LineEditor | undefined;
}

/**
 * Makes a source that reads no further than it is asked to, so that it never keeps the process alive. Without an editor, a
 * prompt is written as it is; where no terminal echoes what is read, the line is written behind it, as GNU readline does.
 */
export function createSource({ isTerminal, open, output, editor }: SourceSettings): TextSource {
  // Joined when somebody looks: joining with every piece would take the square of the input's length.
  let pieces: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  let stream: ByteStream | undefined;
  let wake: (() => void) | undefined;
  const end = () => {
    ended = true;
    wake?.();
  };

  function joined(): Buffer {
    const [first] = pieces;
    const whole = pieces.length === 1 && first instanceof Buffer ? first : Buffer.concat(pieces);
    pieces = [whole];
    return whole;
  }

  function keep(rest: Buffer): void {
    pieces = [rest];
    length = rest.length;
  }

  function start(): ByteStream {
    const opened = open();
    opened.on('data', (chunk) => {
      pieces.push(chunk);
      length += chunk.length;
      wake?.();
    });
    opened.on('end', end);
    opened.on('close', end);
    opened.on('error', end);
    return opened;
  }

  /** Waits for more bytes or the end. */
  async function more(): Promise<void> {
    if (ended) return;
    stream ??= start();
    const reading = stream;
    await new Promise<void>((resolve) => {
      wake = resolve;
      reading.resume();
    });
    reading.pause();
    wake = undefined;
  }

  async function nextLine(): Promise<string | undefined> {
    while (!joined().includes(0x0a) && !ended) await more();
    const pending = joined();
    if (pending.length === 0) return undefined;
    const end = pending.indexOf(0x0a);
    const line = pending.subarray(0, end < 0 ? pending.length : end).toString('utf8');
    keep(pending.subarray(end < 0 ? pending.length : end + 1));
    return line.replace(/\r$/, '');
  }

  return {
    get isTerminal() {
      return isTerminal();
    },
    readLine: async (prompt) => {
      const edit = isTerminal() ? editor() : undefined;
      if (edit) return edit(prompt);
      output.write(prompt);
      const line = await nextLine();
      if (!isTerminal() && line !== undefined) output.write(pipeEcho(prompt, line));
      return line;
    },
    readAll: async (limit = Number.POSITIVE_INFINITY) => {
      while (!ended && length < limit) await more();
      const pending = joined();
      const bytes = pending.subarray(0, Math.min(pending.length, limit));
      keep(pending.subarray(bytes.length));
      return bytes;
    },
  };
}
