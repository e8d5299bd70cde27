import type { ConfigSearch } from '../output/events.ts';
import { raw, type Words } from '../output/words.ts';

/** What avrdude shows at `-vvvvv` of looking for its configuration file, since 7.0 (`main.c`). */
export function configSearchWords({ executable, system }: ConfigSearch): readonly Words[] {
  const folder = executable.replace(/\/[^/]*$/, '');
  const told = system?.given
    ? []
    : [
        `executable_abspath = ${executable}`,
        `executable_abspath_len = ${executable.length}`,
        `executable_dirpath = ${folder}`,
        `executable_dirpath_len = ${folder.length}`,
      ];
  const found = system !== undefined && !system.given;
  // Where there is no file, what is built in serves.
  const lines = [...told, `sys_config = ${system?.path ?? 'built-in'}`, `sys_config_found = ${found}`, ''];
  return lines.map((line) => raw('trace2', `${line}\n`));
}
