import type { Host, TextSink } from '../model/host.ts';
import { systemErrorText } from '../model/system-error.ts';
import { type Emit, notice } from '../output/events.ts';
import { logFileFailed } from './option-messages.ts';

/**
 * `-l file`: what would go to standard error goes there.
 * @returns undefined without `-l`; `failed` if it cannot be created, after saying so on standard output
 */
export function openLogFile(
  { fs, openSink }: Pick<Host, 'fs' | 'openSink'>,
  file: string | undefined,
  emit: Emit,
): TextSink | 'failed' | undefined {
  if (file === undefined) return undefined;
  try {
    return openSink(fs.openSync(file, 'w'));
  } catch (error) {
    emit(notice(logFileFailed, { file, why: systemErrorText(error) }));
    return 'failed';
  }
}
