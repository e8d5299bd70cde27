import { raw, said, type Words } from '../output/words.ts';

/** The shapes that the terminal's messages come in. */

/** 6.4: a line of its own. */
export function plain(text: string): Words {
  return raw('info', text);
}

/** 6.4: behind the program's name and the command in brackets, `avrdude (dump): …`. */
export function named(command: string, text: string): Words {
  return { level: 'info', lead: 'name', text: `(${command}): ${text}` };
}

/** 7.1 and later: an error of a command, which is a function `cmd_<where>()` there. */
export function errorOf(where: string, text: string): Words {
  return said('error', text, `cmd_${where}() term.c`);
}

/** 8.x: an error of the commands that show a section of a memory. */
export function readerError(text: string): Words {
  return said('error', text, 'readbuf() term.c');
}

/** 7.1 and later: a warning of a command. */
export function warningOf(where: string, text: string): Words {
  return said('warning', text, `cmd_${where}() term.c`);
}

/** 7.1 and later: an explanation, without a lead. */
export function usage(text: string): Words {
  return raw('error', text);
}
