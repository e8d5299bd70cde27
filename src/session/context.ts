import type { Device } from '../memory/device.ts';
import type { Clock } from '../model/clock.ts';
import type { Database } from '../model/database.ts';
import type { FileSystem, TextSink, TextSource } from '../model/host.ts';
import type { Tried } from '../model/outcome.ts';
import type { Part } from '../model/part.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Behaviour } from '../model/release.ts';
import type { Emit } from '../output/events.ts';
import type { Programmer, ProgrammerType } from '../programmers/programmer.ts';
import type { Outcome as CommandOutcome } from '../terminal/session.ts';

/** Everything a session works with; the composition root puts it together. */
export interface SessionContext {
  readonly plan: Plan;
  readonly database: Database;
  readonly behaviour: Behaviour;
  readonly programmer: Programmer;
  readonly programmerType: ProgrammerType;
  readonly entry: ProgrammerEntry;
  /** The programmer's id, as `-c` named it. */
  readonly programmerId: string;
  readonly part: Part;
  readonly device: Device;
  readonly fs: FileSystem;
  readonly stdin: TextSource;
  readonly stdout: TextSink;
  readonly clock: Clock;
  readonly emit: Emit;
  /** The name we were called by. */
  readonly program: string;
  /** Whether the guards are up: when somebody looks on, or `AVRDUDE_GUARDS=always`. */
  readonly guards: boolean;
  /** Whether somebody looks on who may be told what no release tells; only then is a device asked for evidence. */
  readonly watched: boolean;
  readonly verbosity: number;
  /** How often `-q` was given. */
  readonly quell: number;
  readonly baudRate: number | undefined;
  /** Seconds. */
  readonly bitClock: number | undefined;
  /** `-t`. */
  readonly runTerminal: () => Promise<Tried>;
  /** `-T`. */
  readonly runCommand: (line: string) => Promise<CommandOutcome>;
  /** Brings the device up to date with what the terminal wrote. */
  readonly flushTerminal: () => Promise<Tried>;
  /** Makes the terminal forget what it knows of the device, because something else wrote to it. */
  readonly resetTerminal: () => void;
}
