import type { Device } from '../memory/device.ts';
import type { Database } from '../model/database.ts';
import type { FileSystem, TextSink, TextSource } from '../model/host.ts';
import type { Part } from '../model/part.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Behaviour } from '../model/release.ts';
import type { Emit } from '../output/events.ts';
import type { Clock, Programmer, ProgrammerType } from '../programmers/programmer.ts';

/** Everything a session works with; the composition root puts it together. */
export interface SessionContext {
  readonly plan: Plan;
  readonly database: Database;
  readonly behaviour: Behaviour;
  readonly programmer: Programmer;
  readonly programmerType: ProgrammerType;
  readonly entry: ProgrammerEntry;
  readonly part: Part;
  readonly device: Device;
  readonly fs: FileSystem;
  readonly stdin: TextSource;
  readonly stdout: TextSink;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly verbosity: number;
  readonly baudRate: number | undefined;
  /** Seconds. */
  readonly bitClock: number | undefined;
  /** `-t` and `-T`: answers with an exit status. */
  readonly runTerminal: () => Promise<number>;
  readonly runCommand: (line: string) => Promise<number>;
}
