import type { Words } from '../output/words.ts';

/** The shapes that the terminal's messages come in. */

/** 6.4: a line of its own. */
export function plain(text: string): Words {
  return { level: 'info', text };
}

/** 6.4: behind the program's name and the command in brackets, `avrdude (dump): …`. */
export function named(command: string, text: string): Words {
  return { level: 'info', lead: 'name', text: `(${command}): ${text}` };
}

/** 7.1 and later: an error of a command, which is a function `cmd_<where>()` there. */
export function errorOf(where: string, text: string): Words {
  return { level: 'error', lead: 'program', where: `cmd_${where}() term.c`, text };
}

/** 8.x: an error of the commands that show a section of a memory. */
export function readerError(text: string): Words {
  return { level: 'error', lead: 'program', where: 'readbuf() term.c', text };
}

/** 7.1 and later: a warning of a command. */
export function warningOf(where: string, text: string): Words {
  return { level: 'warning', lead: 'program', where: `cmd_${where}() term.c`, text };
}

/** 7.1 and later: an explanation, without a lead. */
export function usage(text: string): Words {
  return { level: 'error', text };
}
