import type { TerminalContext } from '../terminal/session.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import type { ProgramRequest } from './choose.ts';

/** What the terminal works with besides what every part of the program knows. */
export interface TerminalParts
  extends Pick<TerminalContext, 'device' | 'entry' | 'typeName' | 'excluded' | 'runUpdate' | 'witness'> {
  /** `-c`. */
  readonly id: string;
}

/** Makes the terminal that `-t` and `-T` of a run share. */
export function createTerminal(request: ProgramRequest, { id, ...parts }: TerminalParts): Terminal {
  const { host, options, release, emit, interrupted } = request;
  return openTerminal({
    ...parts,
    programmerId: id,
    rules: release.terminal,
    behaviour: release.behaviour,
    emit,
    stdin: host.stdin,
    clock: request.clock,
    interrupted,
    fs: host.fs,
    stdout: host.stdout,
    verbosity: options.verbosity,
    quell: options.quell,
    bootloader: parts.entry.progModes.includes('SPM'),
    breathe: host.breathe,
    ...subshells(request),
  });
}

/** What `!` does, where the configuration lets it: what was printed before it stands before what the shell prints. */
function subshells({ host, database, interrupted }: ProgramRequest): Pick<TerminalContext, 'runShell'> {
  const { runShell, stdout } = host;
  if (!runShell || !database.defaults.allowSubshells) return {};
  return {
    async runShell(line) {
      await stdout.flush?.();
      await runShell(line, interrupted);
    },
  };
}
