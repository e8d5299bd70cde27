import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import { Console } from '../../src/output/console.ts';
import { releases } from '../../src/releases/all.ts';

/** A release's console, and what it writes, on both streams. Each look at the clock takes 10 ms. */
export function start(
  release: ReleaseId,
  { verbosity = 0, quell = 0, terminal = false, hints = false } = {},
) {
  const writes: string[] = [];
  let time = 0;
  const sink = {
    isTerminal: terminal,
    write: (text: string) => void writes.push(text),
    writeBytes: () => {},
  };
  const { console: style } = releases[release];
  const lineage = lineageOf(release);
  const console = new Console({
    style,
    wording: {},
    lineage,
    program: 'avrdude',
    verbosity,
    quell,
    stdout: sink,
    stderr: sink,
    advise: hints ? () => [] : undefined,
    now: () => {
      time += 10;
      return time;
    },
  });
  return { console, writes, text: () => writes.join('') };
}
