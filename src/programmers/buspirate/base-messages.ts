import { defineMessage, type MessageDefinition, type Words } from '../../output/words.ts';

const where = (func: string): string => `${func}() buspirate.c`;

export const raw = (level: Words['level'], text: string): Words => ({ level, text: `${text}\n` });
export const led = (text: string): Words => ({ level: 'info', lead: 'program', text: `${text}\n` });

export function since7(level: Words['level'], func: string, text: string): Words {
  return { level, lead: 'program', text: `${text}\n`, where: where(func) };
}

/** An error: as 6.4 puts it (`raw`, or behind the program's name), and as later releases do. */
export function failure(name: string, func: string, old: Words, text: string): MessageDefinition<void> {
  return defineMessage(name, { '6.4': () => old, '7.1': () => since7('error', func, text) });
}

/** Commentary without the program's name: loud in 6.4, at another level since. */
export function remark(
  name: string,
  old: readonly [Words['level'], string],
  since71: readonly [Words['level'], string],
  since82?: readonly [Words['level'], string],
): MessageDefinition<void> {
  return defineMessage(name, {
    '6.4': () => raw(...old),
    '7.1': () => raw(...since71),
    ...(since82 && { '8.2': () => raw(...since82) }),
  });
}
