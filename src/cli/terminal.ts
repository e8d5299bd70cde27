import type { TerminalContext } from '../terminal/session.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import type { ProgramRequest } from './choose.ts';

/** What the terminal works with besides what every part of the program knows. */
export interface TerminalParts
  extends Pick<TerminalContext, 'device' | 'entry' | 'typeName' | 'excluded' | 'runUpdate'> {
  /** `-c`. */
  readonly id: string;
}

/** Makes the terminal that `-t` and `-T` of a run share. */
export function createTerminal(
  { host, options, release, database, console }: ProgramRequest,
  { id, ...parts }: TerminalParts,
): Terminal {
  return openTerminal({
    ...parts,
    programmerId: id,
    rules: release.terminal,
    behaviour: release.behaviour,
    emit: console.emit,
    stdin: host.stdin,
    fs: host.fs,
    stdout: host.stdout,
    verbosity: options.verbosity,
    quell: options.quell,
    bootloader: parts.entry.progModes.includes('SPM'),
    ...(database.defaults.allowSubshells ? { runShell } : {}),
  });
}

async function runShell(line: string): Promise<void> {
  process.getBuiltinModule('node:child_process').spawnSync(line, { shell: true, stdio: 'inherit' });
}
