import type { Host, TextSink } from '../model/host.ts';
import { systemErrorText } from '../model/system-error.ts';
import { type Emit, notice } from '../output/events.ts';
import { defineMessage, said } from '../output/words.ts';

/** Part of what was printed is lost: a disk is full. */
const notWritten = defineMessage<{ where: string; reason: string }>('cli/not-written', {
  '6.4': ({ where, reason }) => said('ext-error', `unable to write to ${where}: ${reason}\n`),
  '7.1': ({ where, reason }) =>
    said('ext-error', `unable to write to ${where}: ${reason}\n`, 'main() main.c'),
});

/** What a run has opened to speak by, as soon as it has. */
export interface Outlets {
  /** The file of `-l`. */
  log?: { readonly file: string; readonly sink: TextSink };
  /** Speaks on standard error, whatever `-l` says. */
  emit?: Emit;
}

/**
 * Waits until all that was printed has left.
 * @returns whether it has; what could not be written is told on standard error, where somebody may still read it
 */
export async function settle({ stdout, stderr }: Host, { log, emit }: Outlets): Promise<boolean> {
  let whole = true;
  const places = [
    { where: '<stdout>', sink: stdout },
    ...(log ? [{ where: log.file, sink: log.sink }] : []),
    { where: '<stderr>', sink: stderr },
  ];
  for (const { where, sink } of places) {
    await sink.flush?.();
    const failure = sink.takeFailure?.();
    if (failure === undefined) continue;
    whole = false;
    emit?.(notice(notWritten, { where, reason: systemErrorText(failure) }));
  }
  return whole;
}
