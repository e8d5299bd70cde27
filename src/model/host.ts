import type * as nodeFs from 'node:fs';

/** The part of `node:fs` that we use; `memfs` stands in for it in tests. */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'readFileSync'
  | 'statSync'
  | 'lstatSync'
  | 'existsSync'
  | 'openSync'
  | 'closeSync'
  | 'readSync'
  | 'writeSync'
  | 'renameSync'
  | 'unlinkSync'
  | 'accessSync'
  | 'realpathSync'
  | 'fsyncSync'
  | 'readdirSync'
  | 'fstatSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'ftruncateSync'
> & {
  /** Absent where nothing can keep us waiting, as in memory. */
  readonly waits?: FileWaits;
};

/** What a pipe, a device or a slow disk may keep waiting, without holding up the process. An interruption ends each wait. */
export interface FileWaits {
  open(path: string, flags: string): Promise<number>;
  /** @returns bytes read, 0 at the end */
  read(fd: number, piece: Uint8Array): Promise<number>;
  /** @returns bytes written */
  write(fd: number, bytes: Uint8Array): Promise<number>;
}

/**
 * A standard stream to write to. Writes are in program order and whole, and done when they return, unless whoever reads has no
 * room: then they are when `flush` is.
 */
export interface TextSink {
  /** Characters below 0x100 of file data go through `writeBytes`; here text is UTF-8. */
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  /** Waits until everything has left that was written to any stream. Absent where that is always so. */
  flush?(): Promise<void>;
  /** @returns the system's error if something could not be written since this was last asked */
  takeFailure?(): unknown;
  readonly isTerminal: boolean;
}

/** Where people and programs type. */
export interface TextSource {
  readonly isTerminal: boolean;
  /**
   * The next line without its end, or undefined at the end of input. The prompt is shown as the terminal needs it.
   * @throws InterruptedError; FileError for a line that does not end
   */
  readLine(prompt: string): Promise<string | undefined>;
  /**
   * Everything up to the end of input; nothing if that has been reached before.
   * @param limit bytes after which reading stops, so that an endless input cannot fill memory
   */
  readAll(limit?: number): Promise<Uint8Array>;
}

/** The process around us. Only `main.ts` makes a real one. */
export interface Host {
  /** `argv[0]` is the name we were called by. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Absolute path of the running binary. */
  readonly executable: string;
  readonly fs: FileSystem;
  readonly stdin: TextSource;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Makes a sink of a file that is open for writing. */
  readonly openSink: (descriptor: number) => TextSink;
}
