/**
 * Errors, a tree by whose fault it is. What the user reads has been emitted as an event, or is worded from the fields where
 * the error is caught; `message` is for the log and the stack trace.
 */
export abstract class AvrdudeError extends Error {
  #said: Said | undefined;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** What the user was told of it, or of the error behind it; undefined if nothing has a name. */
  get said(): Said | undefined {
    return this.#said ?? (this.cause instanceof AvrdudeError ? this.cause.said : undefined);
  }

  /** Makes the error carry what is said of it. See `fail` in `output/fail.ts`. */
  saying(said: Said): this {
    this.#said = said;
    return this;
  }
}

/** A message as a program can tell it: its name (`family/what`, or the kind of an event) and its facts. */
export interface Said {
  readonly name: string;
  readonly facts: unknown;
}

/** The command line asks for something that cannot be. */
export class UsageError extends AvrdudeError {}

/** A guard does not let something be written. It has been said why, and how to do it all the same. */
export class RefusedError extends UsageError {}

/** Help was asked for and has been given; the run ends well there. */
export class HelpGivenError extends UsageError {}

/** What the user wanted to know of the device has been shown; the run ends well there. */
export class AnsweredError extends AvrdudeError {}

/** `-E` says something that the programmer does not know. */
export class ExitSpecsError extends UsageError {
  /** Whether the release ends there without its closing words. */
  readonly abruptly: boolean;
  constructor(message: string, abruptly: boolean) {
    super(message);
    this.abruptly = abruptly;
  }
}

/** `-P` names no port that the programmer could have. All has been said of it. */
export class PortRefusedError extends UsageError {}

/** A configuration file cannot be used. */
export class ConfigError extends AvrdudeError {
  readonly file: string;
  readonly line: number;
  constructor(message: string, place: { file: string; line: number }, options?: ErrorOptions) {
    super(message, options);
    this.file = place.file;
    this.line = place.line;
  }
}

/** A data file cannot be read, understood or written. */
export class FileError extends AvrdudeError {
  readonly file: string;
  constructor(message: string, file: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}

/** The line to the programmer fails. `code` is the operating system's (`ENOENT`, `EACCES`, `EBUSY` …) where it gives one. */
export class TransportError extends AvrdudeError {
  readonly code: string | undefined;
  /** The driver that Windows has bound a USB device to, by its service's name; empty for none, undefined if it is not known. */
  readonly driver: string | undefined;
  constructor(
    message: string,
    code?: string,
    options?: ErrorOptions & { readonly driver?: string | undefined },
  ) {
    super(message, options);
    this.code = code;
    this.driver = options?.driver;
  }
}

/** There is no such port, which avrdude by then calls by another name. */
export class PortError extends TransportError {
  readonly port: string;
  constructor(message: string, port: string, code?: string) {
    super(message, code);
    this.port = port;
  }
}

/** Nothing came before the deadline. `received` is what did come. */
export class TimeoutError extends TransportError {
  readonly received: Uint8Array;
  constructor(message: string, received: Uint8Array = new Uint8Array(0)) {
    super(message, 'ETIMEDOUT');
    this.received = received;
  }
}

/** Nothing has come for so long, over many attempts, that nothing more is to be expected. */
export class SilentLineError extends TimeoutError {}

/** The device went away. Nothing more can be said to it. */
export class DisconnectedError extends TransportError {}

/** The programmer answers what its protocol does not allow, or refuses. `rc` is the number avrdude prints. */
export class ProtocolError extends AvrdudeError {
  readonly rc: number;
  constructor(message: string, rc = -1, options?: ErrorOptions) {
    super(message, options);
    this.rc = rc;
  }
}

/** A boot loader tells which chip it runs on, and cannot be worked with nevertheless. */
export class LoaderUnknownError extends ProtocolError {
  readonly signature: Uint8Array;
  constructor(message: string, signature: Uint8Array, options?: ErrorOptions) {
    super(message, -1, options);
    this.signature = signature;
  }
}

/** The target does not do what it should. */
export class TargetError extends AvrdudeError {
  readonly rc: number;
  constructor(message: string, rc = -1, options?: ErrorOptions) {
    super(message, options);
    this.rc = rc;
  }
}

/** The programmer or the part cannot do this at all: memory falls back to another way where there is one. */
export class UnsupportedError extends AvrdudeError {
  readonly rc: number = -1;
}

/** A command of the terminal failed, and has said so. `rc` is the negative number that avrdude's command returns. */
export class CommandError extends AvrdudeError {
  readonly rc: number;
  constructor(message: string, rc: number, options?: ErrorOptions) {
    super(message, options);
    this.rc = rc;
  }
}

/** The memory does not hold what the file says. */
export class VerifyError extends TargetError {}

/**
 * The user wants the run to end. To everyone who is talking on a line it is as if that were gone: nothing is tried after it but
 * letting the target go.
 */
export class InterruptedError extends DisconnectedError {}

/** Whether an error ends the run: nothing else can be tried on this line, whatever has been made of the failure since. */
export function endsRun(error: unknown): boolean {
  if (!(error instanceof AvrdudeError)) return true;
  if (error instanceof DisconnectedError || error instanceof CrashError) return true;
  return error instanceof AnsweredError || isOfSilence(error);
}

function isOfSilence(error: Error): boolean {
  return error instanceof SilentLineError || (error.cause instanceof Error && isOfSilence(error.cause));
}

/**
 * The release in force would die here of a fault of its own. The target is let go and the run ends with the status that a shell
 * shows for it, without a word more.
 */
export class CrashError extends AvrdudeError {
  readonly status: number = 139;
}

/** The number avrdude would print as rc for this error. */
export function returnCode(error: unknown): number {
  return error instanceof ProtocolError || error instanceof TargetError ? error.rc : -1;
}
