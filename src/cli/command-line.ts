import type { Host } from '../model/host.ts';
import type { CommandLine } from './options.ts';

/** The name we were called by, without its folder and without the ending that Windows puts on programs. */
export function programName(calledAs: string): string {
  return calledAs.replace(/^.*[\\/]/, '').replace(/^(.+)\.exe$/, '$1');
}

/**
 * The command line of a process.
 *
 * @param personalConfig the personal configuration file, or undefined if no place is known for one
 */
export function readCommandLine(
  host: Pick<Host, 'argv' | 'env'>,
  personalConfig: string | undefined,
): CommandLine {
  const [calledAs = 'avrdude', ...words] = host.argv;
  return {
    words,
    calledAs,
    program: programName(calledAs),
    personalConfig: belowHome(personalConfig ?? '', host.env.HOME),
    posixlyCorrect: host.env.POSIXLY_CORRECT !== undefined,
  };
}

function belowHome(path: string, home: string | undefined): string {
  if (home === undefined || !path.toLowerCase().startsWith(home.toLowerCase())) return path;
  return `~/${path.slice(home.length).replace(/^\//, '')}`;
}
