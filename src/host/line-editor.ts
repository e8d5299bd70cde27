import type * as readline from 'node:readline';
import type { PassThrough, Writable } from 'node:stream';

/**
 * Asks a person for a line, with editing and history.
 * @param typed gives what has been typed, as it comes, up to the end of a line at most; undefined at the end of input
 * @returns undefined at the end of input (Ctrl-D)
 */
export type LineEditor = (
  prompt: string,
  typed: () => Promise<Uint8Array | undefined>,
) => Promise<string | undefined>;

/** What a line is edited with. */
export interface EditorSettings {
  /** Loaded when the first question is asked. */
  readonly load: () => {
    readonly createInterface: typeof readline.createInterface;
    readonly PassThrough: typeof PassThrough;
  };
  readonly output: () => Writable;
  /** Whether the terminal hands on every key as it is pressed; it is as before when the line has been read. */
  readonly setRawMode: (on: boolean) => void;
  /** Called for Ctrl-C. */
  readonly interrupt: () => void;
}

/**
 * Line editing by Node's readline. It is given no more than one line, so that what has been typed ahead of the next question, or
 * pasted, stays with whoever reads the terminal.
 */
export function createLineEditor({ load, output, setRawMode, interrupt }: EditorSettings): LineEditor {
  let history: string[] = [];
  return async (prompt, typed) => {
    const { createInterface, PassThrough } = load();
    const input = Object.assign(new PassThrough(), { setRawMode });
    const editor = createInterface({ input, output: output(), terminal: true, history });
    let closed = false;
    const answer = new Promise<string | undefined>((resolve) => {
      editor.on('history', (lines) => {
        history = lines;
      });
      editor.on('SIGINT', interrupt);
      editor.on('close', () => {
        closed = true;
        resolve(undefined);
      });
      editor.question(prompt, (line) => {
        resolve(line);
        editor.close();
      });
    });
    try {
      while (!closed) {
        const bytes = await typed();
        if (bytes === undefined) input.end();
        else input.write(bytes);
        // Keys are taken in when the stream gets round to it.
        await new Promise((resolve) => setImmediate(resolve));
        if (bytes === undefined) break;
      }
      return await answer;
    } finally {
      editor.close();
    }
  };
}
