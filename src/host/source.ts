import { FileError, InterruptedError } from '../model/errors.ts';
import type { TextSink, TextSource } from '../model/host.ts';
import { pipeEcho } from './echo.ts';
import type { LineEditor } from './line-editor.ts';

/** The part of a readable stream that we use. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

export interface SourceSettings {
  /** Asked when somebody wants to know. */
  readonly isTerminal: () => boolean;
  /** Opens the stream; called when something is read for the first time. */
  readonly open: () => ByteStream;
  /** Where prompts go. */
  readonly output: TextSink;
  /** For a person at a terminal, if it can be edited on. */
  readonly editor: () => LineEditor | undefined;
  /** Ends every wait. */
  readonly interrupted: AbortSignal;
}

/** Nobody types or generates a longer line; without a bound a device would fill memory. In bytes. */
const longestLine = 0x10_0000;

const lineEnds = { lf: 0x0a, cr: 0x0d } as const;

/**
 * Makes a source that reads no further than it is asked to, so that it never keeps the process alive. Without an editor, a
 * prompt is written as it is; where no terminal echoes what is read, the line is written behind it, as GNU readline does.
 * What has been typed or pasted ahead of the question is kept for it.
 */
export function createSource({ isTerminal, open, output, editor, interrupted }: SourceSettings): TextSource {
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

  /** Waits for more bytes or the end. @throws InterruptedError */
  async function more(): Promise<void> {
    if (ended) return;
    stream ??= start();
    const reading = stream;
    await new Promise<void>((resolve) => {
      wake = resolve;
      interrupted.addEventListener('abort', () => resolve(), { once: true });
      if (interrupted.aborted) resolve();
      else reading.resume();
    });
    reading.pause();
    wake = undefined;
    if (interrupted.aborted) throw new InterruptedError('interrupted at a prompt');
  }

  async function nextLine(): Promise<string | undefined> {
    while (!joined().includes(lineEnds.lf) && !ended) {
      if (length > longestLine) throw new FileError('a line is too long', '<stdin>');
      await more();
    }
    const pending = joined();
    if (pending.length === 0) return undefined;
    const end = pending.indexOf(lineEnds.lf);
    const line = pending.subarray(0, end < 0 ? pending.length : end).toString('utf8');
    keep(pending.subarray(end < 0 ? pending.length : end + 1));
    return line.replace(/\r$/, '');
  }

  /** What has been typed, no further than to the end of a line: all else is for the next question. */
  async function typed(): Promise<Uint8Array | undefined> {
    while (length === 0 && !ended) await more();
    const pending = joined();
    if (pending.length === 0) return undefined;
    const at = pending.findIndex((byte) => byte === lineEnds.lf || byte === lineEnds.cr);
    const pair = pending[at] === lineEnds.cr && pending[at + 1] === lineEnds.lf;
    const end = at < 0 ? pending.length : at + (pair ? 2 : 1);
    keep(pending.subarray(end));
    return pending.subarray(0, end);
  }

  return {
    get isTerminal() {
      return isTerminal();
    },
    readLine: async (prompt) => {
      const edit = isTerminal() ? editor() : undefined;
      if (edit) {
        await output.flush?.();
        return edit(prompt, typed);
      }
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
