import { folderOf } from '../model/folder-of.ts';
import type { FileSystem } from '../model/host.ts';
import { readUpTo } from '../model/limited-file.ts';
import type { FileBehaviour } from '../model/release.ts';
import { systemErrorText } from '../model/system-error.ts';
import type { FormatLetter, Update } from '../model/update.ts';
import { type Emit, notice } from '../output/events.ts';
import * as words from './check-update-messages.ts';
import { detectFormat } from './detect.ts';
import { missingFile } from './missing-file.ts';
import { recognise } from './recognise.ts';

/** What a file is checked against. */
export interface CheckContext {
  readonly fs: FileSystem;
  readonly behaviour: FileBehaviour;
  readonly emit: Emit;
  /** Files that earlier steps write; this adds to them. */
  readonly written: Set<string>;
  /** Whether an earlier terminal session, or a terminal command that names the file, may write it. */
  readonly mayBeWritten: (file: string) => boolean;
}

/** What came of it, and the update with the format that was found out. */
export interface CheckedUpdate {
  /** Whether the run may go on; 'all-the-same': whatever else is wrong with the step, as 8.x forgets over an output that it cannot write. */
  readonly ok: boolean | 'all-the-same';
  readonly update: Update;
}

/** How much of a file is looked at to find out its format. */
const telling = 0x10000;
const access = { write: 2, read: 4 } as const;

/** Looks, before anything is programmed, whether an update's file is there and can be used, as 7.x and later do. */
export function checkUpdate(update: Update, context: CheckContext): CheckedUpdate {
  const { behaviour, emit, written, mayBeWritten } = context;
  const { file } = update;
  if (behaviour.precheck === 'none') return { ok: true, update };
  let ok: CheckedUpdate['ok'] = true;
  let format = update.format;
  const known = written.has(file) || mayBeWritten(file);
  const input = update.operation !== 'read' || format === 'a';
  const complaint = input && format !== 'm' && !known ? readingProblem(file, context) : undefined;
  if (complaint !== undefined) {
    emit(notice(words.noAccess, { file, wanted: 'readable', reason: complaint }));
    for (const event of missingFile(context.fs, file, format)) emit(event);
    ok = false;
  } else if (format === 'a' && !known) {
    const found = findFormat(update, context);
    if (found === undefined) ok = false;
    else format = found;
  }
  if (update.operation === 'read') ok = checkOutput(update, ok, context);
  return { ok, update: { ...update, format } };
}

function findFormat(
  { file, operation }: Update,
  { fs, behaviour, emit }: CheckContext,
): FormatLetter | undefined {
  if (file === '-') {
    emit(notice(words.streamFormatUnknown));
    return undefined;
  }
  const bytes = isStream(fs, file) ? undefined : readUpTo(fs, file, telling).bytes;
  const format = bytes === undefined ? 'a' : detectFormat(bytes, behaviour.detection);
  if (format === undefined) {
    emit(notice(words.formatUnknown, { file }));
    const facts = { file, memory: undefined, usable: false, writing: operation === 'write' } as const;
    emit({ kind: 'file-recognised', ...facts, found: recognise(bytes ?? new Uint8Array(0)), format: 'a' });
  } else if (format !== 'a') {
    emit(notice(words.formatFound, { direction: operation === 'read' ? 'output' : 'input', file, format }));
  }
  return format;
}

/** @param ok what came of it up to here @returns what comes of it */
function checkOutput(
  { file, format }: Update,
  ok: CheckedUpdate['ok'],
  context: CheckContext,
): CheckedUpdate['ok'] {
  const { behaviour, emit, written } = context;
  if (format === 'm') {
    emit(notice(words.immediateOutput));
    return false;
  }
  const complaintEndsRun = behaviour.precheck !== 'inputs-end-run';
  const reason = writingProblem(file, context) ?? (complaintEndsRun ? undefined : pipeProblem(file, context));
  if (reason === undefined) {
    if (file !== '-') written.add(file);
    return ok;
  }
  emit(notice(words.noAccess, { file, wanted: 'writeable', reason }));
  return !complaintEndsRun && 'all-the-same';
}

const wrongKind = '(not a regular or character file?)';

/** @returns why the file cannot be read; undefined if it can; nothing can be said of no name at all */
function readingProblem(file: string, { fs }: CheckContext): string | undefined {
  if (file === '-') return undefined;
  if (file === '') return '';
  return (
    systemProblem(() => fs.accessSync(file, access.read)) ?? (isUsable(fs, file) ? undefined : wrongKind)
  );
}

/** @returns why the file cannot be written; undefined if it can */
function writingProblem(file: string, { fs }: CheckContext): string | undefined {
  if (file === '-') return undefined;
  if (file === '') return '';
  if (!fs.existsSync(file)) return systemProblem(() => fs.accessSync(folderOf(fs, file), access.write));
  return (
    systemProblem(() => fs.accessSync(file, access.write)) ?? (isUsable(fs, file) ? undefined : wrongKind)
  );
}

/** avrdude takes no pipes, such as /dev/stdout in a pipeline. Where that ends the run they are fine with us, and nothing is said. */
function pipeProblem(file: string, { fs }: CheckContext): string | undefined {
  return file !== '-' && isStream(fs, file) ? wrongKind : undefined;
}

function systemProblem(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return systemErrorText(error);
  }
}

/** Regular files, devices, pipes. */
function isUsable(fs: FileSystem, file: string): boolean {
  const status = fs.statSync(file, { throwIfNoEntry: false });
  return status !== undefined && !status.isDirectory();
}

/** What can be read only once must not be read to find out its format. */
function isStream(fs: FileSystem, file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFIFO() ?? false;
}
