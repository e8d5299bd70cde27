import type { Host } from '../model/host.ts';
import { Console } from '../output/console.ts';
import { console64 } from '../releases/6.4/console.ts';
import { options } from '../releases/6.4/options.ts';
import { usage, version } from '../releases/6.4/usage.ts';
import { readCommandLine } from './command-line.ts';
import { parseOptions } from './options.ts';

/**
 * Runs avrdude: so far its command line only.
 *
 * @param stop aborted when the run is to end early; the target is released first
 * @returns the exit status
 */
export async function run(host: Host, stop: AbortSignal): Promise<number> {
  const line = readCommandLine(host, `${host.env.HOME}/.avrduderc`);
  const parsed = parseOptions(line, { options, usage, version });
  const console = new Console({
    style: console64,
    wording: {},
    lineage: ['6.4'],
    program: line.program,
    verbosity: 0,
    quell: 0,
    stdout: host.stdout,
    stderr: host.stderr,
    hints: false,
    now: () => performance.now(),
  });
  parsed.said.forEach(console.emit);
  return parsed.kind === 'exit' && !stop.aborted ? parsed.status : 1;
}
