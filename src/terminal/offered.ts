import type { TerminalCommandLine, TerminalNeed } from '../model/terminal-rules.ts';
import type { TerminalSession } from './session.ts';

/** The commands of the release that programmer and part allow. */
export function offeredCommands(session: TerminalSession): readonly TerminalCommandLine[] {
  const type = session.context.entry.type.toLowerCase();
  return session.rules.commands.filter(
    ({ needs, alsoWith }) => needs === undefined || has(session, needs) || alsoWith?.includes(type),
  );
}

function has({ programmer, part }: TerminalSession, need: TerminalNeed): boolean {
  switch (need) {
    case 'page-erase':
      return programmer.pageErase !== undefined;
    case 'raw-command':
      return programmer.command !== undefined;
    case 'parameters':
      return programmer.printParameters !== undefined;
    case 'set-vtarget':
      return programmer.controls?.setVtarget !== undefined;
    case 'set-varef':
      return programmer.controls?.setVaref !== undefined;
    case 'set-fosc':
      return programmer.controls?.setFosc !== undefined;
    case 'set-sck':
      return programmer.setSckPeriod !== undefined;
    case 'reset-pin':
      return programmer.setReset !== undefined;
    case 'disassembly':
      return part.archnum >= 0;
  }
}

/** Finds the command that a word names: exactly or as the only one that begins so, without regard to case. */
export function findCommand(
  session: TerminalSession,
  word: string,
): { readonly command: TerminalCommandLine | undefined; readonly matches: readonly string[] } {
  const typed = word.toLowerCase();
  const begin = offeredCommands(session).filter(({ name }) => typed !== '' && name.startsWith(typed));
  const exact = begin.find(({ name }) => name === typed);
  return {
    command: exact ?? (begin.length === 1 ? begin[0] : undefined),
    matches: begin.map(({ name }) => name),
  };
}
