import { defineMessage, type Level, type MessageDefinition, more, type Words } from '../../output/words.ts';

/**
 * A message of `urclock.c`, which came with 7.1; under 6.4 it is said as 6.4 says such things.
 *
 * @param name unique, with its family's before it
 * @param func the function of the release's source that says it
 * @param text a line, or several that belong together
 * @param newer 8.2's text, if it differs
 */
export function spoken<Facts = void>(
  name: string,
  level: Level,
  func: string,
  text: (facts: Facts) => string | readonly string[],
  newer = text,
): MessageDefinition<Facts> {
  const loud = level === 'error' || level === 'warning';
  const lines = (said: string | readonly string[], before: string, base: Omit<Words, 'text'>): Words[] => {
    const [first = '', ...rest] = typeof said === 'string' ? [said] : said;
    return [
      { ...base, lead: 'program', text: `${before}${first}\n` },
      ...rest.map((line) => more(base.level, `${line}\n`)),
    ];
  };
  const since = { level, where: `${func}() urclock.c` };
  return defineMessage<Facts>(name, {
    '6.4': (p) => lines(text(p), loud ? `${func}(): ` : '', { level: loud ? 'info' : level }),
    '7.1': (p) => lines(text(p), '', since),
    '8.2': (p) => lines(newer(p), '', since),
  });
}

/** A range of addresses as avrdude shows it. */
export function range(first: number, last: number): string {
  return `[0x${hex4(first)}, 0x${hex4(last)}]`;
}

export function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
