import type { ReleaseId } from '../../src/model/release.ts';
import { runProgram } from '../whole-run/run-program.ts';

/** What a run left. */
export interface Answer {
  readonly args: readonly string[];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * One run with `-C f.conf` in the folder /work, whose home is /work/home. See `inVirtualTime`.
 * @param files by path, one character a byte
 */
export async function runWithFiles(
  release: ReleaseId,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Answer> {
  const bytes = Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'latin1')] as const);
  const {
    status = -1,
    stdout,
    stderr,
  } = await runProgram({
    args: ['-C', 'f.conf', ...args],
    files: Object.fromEntries(bytes),
    executable: '/opt/avrdude/bin/avrdude',
    release,
  });
  return { args, status, stdout, stderr };
}
