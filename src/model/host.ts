/** The operating system, as Node names it: what tells one from another here is `linux`, `darwin` and `win32`. */
export type Platform = string;

/** What is known of a file without reading it. */
export interface FileStatus {
  /** Bytes. */
  readonly size: number;
  /** Permissions in the lower twelve bits, as stat(2) has them. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** When its contents last changed, in milliseconds since 1970. */
  readonly mtimeMs: number;
  /** How many names it has. */
  readonly nlink: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isCharacterDevice(): boolean;
}

type Unthrown = { readonly throwIfNoEntry: false };

/** Files, by calls that are named and fail as those of `node:fs`, which is one; `memfs` stands in for it in tests. */
export interface FileSystem {
  readFileSync(path: string): Uint8Array;
  readFileSync(path: string, encoding: 'utf8'): string;
  statSync(path: string): FileStatus;
  statSync(path: string, options: Unthrown): FileStatus | undefined;
  lstatSync(path: string, options: Unthrown): FileStatus | undefined;
  fstatSync(descriptor: number): FileStatus;
  existsSync(path: string): boolean;
  accessSync(path: string, mode: number): void;
  realpathSync(path: string): string;
  /** Where a symbolic link leads, as it is written. */
  readlinkSync?(path: string): string;
  readdirSync(path: string): string[];
  openSync(path: string, flags: string | number, mode?: number): number;
  closeSync(descriptor: number): void;
  readSync(descriptor: number, into: Uint8Array, offset: number, length: number, position: null): number;
  writeSync(descriptor: number, bytes: Uint8Array, offset?: number, length?: number): number;
  fsyncSync(descriptor: number): void;
  ftruncateSync(descriptor: number, length: number): void;
  fchmodSync(descriptor: number, mode: number): void;
  fchownSync(descriptor: number, uid: number, gid: number): void;
  renameSync(from: string, to: string): void;
  unlinkSync(path: string): void;
  /** Absent where nothing can keep us waiting, as in memory. */
  readonly waits?: FileWaits;
  /** Whether names are those of Windows: folders parted by backslashes, too, behind the letter of a drive. */
  readonly backslashes?: boolean;
}

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
  readonly platform: Platform;
  /** Absolute path of the running binary. */
  readonly executable: string;
  readonly fs: FileSystem;
  /** CRC-32 as zlib has it. Absent where there is nothing faster than a script: what is recognised by it is read instead. */
  readonly crc32?: (bytes: Uint8Array) => number;
  readonly stdin: TextSource;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Makes a sink of a file that is open for writing. */
  readonly openSink: (descriptor: number) => TextSink;
}
