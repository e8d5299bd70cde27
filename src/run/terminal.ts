import { InterruptedError } from '../model/errors.ts';
import type { TextSink } from '../model/host.ts';
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
  { host, options, release, database, console, interrupted }: ProgramRequest,
  { id, ...parts }: TerminalParts,
): Terminal {
  return openTerminal({
    ...parts,
    programmerId: id,
    rules: release.terminal,
    behaviour: release.behaviour,
    emit: console.emit,
    stdin: host.stdin,
    interrupted,
    fs: host.fs,
    stdout: host.stdout,
    verbosity: options.verbosity,
    quell: options.quell,
    bootloader: parts.entry.progModes.includes('SPM'),
    ...(database.defaults.allowSubshells
      ? { runShell: (line: string) => runShell(line, host.stdout, interrupted) }
      : {}),
  });
}

/** Waits for the shell, which has the terminal meanwhile. @throws InterruptedError */
async function runShell(line: string, stdout: TextSink, interrupted: AbortSignal): Promise<void> {
  await stdout.flush?.();
  const { spawn } = process.getBuiltinModule('node:child_process');
  await new Promise<void>((resolve, reject) => {
    const shell = spawn(line, { shell: true, stdio: 'inherit' });
    shell.once('error', () => resolve());
    shell.once('close', () => resolve());
    interrupted.addEventListener('abort', () => reject(new InterruptedError('interrupted in a shell')), {
      once: true,
    });
  });
}
