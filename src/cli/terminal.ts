import type { Device } from '../memory/device.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import type { ProgramRequest } from './program.ts';

/** Makes the terminal that `-t` and `-T` of a run share. */
export function createTerminal(
  { host, options, release, database, console }: ProgramRequest,
  {
    id,
    entry,
    typeName,
    device,
  }: {
    readonly id: string;
    readonly entry: ProgrammerEntry;
    readonly typeName: string;
    readonly device: Device;
  },
): Terminal {
  return openTerminal({
    device,
    entry,
    programmerId: id,
    typeName,
    rules: release.terminal,
    behaviour: release.behaviour,
    emit: console.emit,
    stdin: host.stdin,
    fs: host.fs,
    verbosity: options.verbosity,
    quell: options.quell,
    bootloader: entry.progModes.includes('SPM'),
    ...(database.defaults.allowSubshells ? { runShell } : {}),
  });
}

async function runShell(line: string): Promise<void> {
  process.getBuiltinModule('node:child_process').spawnSync(line, { shell: true, stdio: 'inherit' });
}
