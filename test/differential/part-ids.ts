import { readFileSync } from 'node:fs';

/** The ids of the parts in an avrdude.conf, without the models, which begin with a dot. */
export function partIds(conf: string): string[] {
  const [, ...parts] = readFileSync(conf, 'latin1').split(/^part\b/m);
  return parts.flatMap((text) => /^\s*id\s*=\s*"([^".][^"]*)"/m.exec(text)?.[1] ?? []);
}
