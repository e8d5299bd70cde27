import type { Host, TextSink } from '../model/host.ts';
import { systemErrorText } from '../model/system-error.ts';
import { createSink } from './streams.ts';

/**
 * `-l file`: what would go to standard error goes there.
 * @returns undefined without `-l`; `failed` if it cannot be created, after saying so on standard output
 */
export function openLogFile(
  { fs, stdout, platform }: Host,
  file: string | undefined,
): TextSink | 'failed' | undefined {
  if (file === undefined) return undefined;
  try {
    const descriptor = fs.openSync(file, 'w');
    return createSink({
      fd: descriptor,
      isTerminal: () => false,
      writeSync: fs.writeSync,
      pause: () => {},
      carriageReturns: platform === 'win32',
    });
  } catch (error) {
    stdout.write(`Cannot create logfile "${file}": ${systemErrorText(error)}\n`);
    return 'failed';
  }
}
