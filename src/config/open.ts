import type { ConfigText, Database } from '../model/database.ts';
import { latin1Text } from '../model/encoding.ts';
import { ConfigError } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import { type Beginning, readUpTo } from '../model/limited-file.ts';
import type { ConfigBehaviour } from '../model/release.ts';
import { systemErrorText } from '../model/system-error.ts';
import { type Emit, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { BuiltInDatabase } from './built-in.ts';
import { findings } from './checks.ts';
import { expandPart } from './collection.ts';
import { createDatabase, defaultsOf } from './database.ts';
import { type Definitions, noDefinitions } from './definitions.ts';
import { type LoadResult, loadFile } from './loader.ts';
import { mcuIdsOf } from './mcu-ids.ts';
import { memoryUnknown, memoryUnplaced, pageSizeIgnored } from './memory-messages.ts';
import {
  cannotOpen,
  cannotUse,
  configError,
  configWarning,
  type FileRole,
  noUserFile,
  otherVersion,
  readingFile,
  tooLarge,
} from './messages.ts';
import { textOf, type Warning } from './problem.ts';
import type { ConfigPaths } from './search.ts';

/**
 * Reads all configuration of a run, saying at `-v` which files those are.
 * @param paths as `findConfigFiles` found them
 * @param builtIn what is known without any file
 * @throws ConfigError if a file cannot be used, after saying so
 */
export function openDatabase(
  host: Pick<Host, 'env' | 'fs' | 'crc32' | 'executable' | 'platform'>,
  paths: ConfigPaths,
  rules: ConfigBehaviour,
  builtIn: BuiltInDatabase,
  emit: Emit,
): Database {
  const { system } = paths;
  const carried = !system || builtIn.holds(host, system);
  const builtInName = carried ? nameOf(host.fs, system?.path, rules) : undefined;
  let definitions = builtInName === undefined ? noDefinitions : builtIn.open(builtInName);

  const { firstFreeMcuid } = rules;
  const mcuIds = firstFreeMcuid === undefined ? undefined : mcuIdsOf(builtIn.chips, firstFreeMcuid);
  const knownMemories = rules.memoryNames && {
    names: new Set(rules.memoryNames),
    told: new Set<string>(),
  };
  const texts: ConfigText[] = [];
  /** Whether the release itself would refuse the system's file. */
  let isForeign = false;

  function read(role: FileRole, path: string): void {
    const file = readFile(host.fs, role, path, rules, emit);
    texts.push({ file: file.name, text: () => file.text });
    const announced = rules.fileNames === 'as-given' || role !== 'system' ? path : file.name;
    if (role === 'system' && rules.fileNames === 'real-path')
      emit(notice(readingFile, { role, file: announced }));
    const result = loadFile(definitions, {
      name: file.name,
      text: file.text,
      unknownWords: role === 'additional' ? 'refused' : 'skipped',
      memoryBlocks: rules.memoryBlocks,
      checks: role === 'system' ? 'each-block' : 'each-part',
      missingModes: rules.missingModes,
      replacesProgrammer: rules.replacesProgrammer,
      checksInstructions: rules.checksInstructions,
      mcuIds,
      mismatchedValues: rules.mismatchedValues,
      integers: rules.integers,
      knownMemories,
    });
    if (role === 'system') isForeign = result.isForeign;
    sayProblems(result, file.name, emit);
    if (result.failure) {
      emit(notice(cannotUse, { role, file: announced, found: true }));
      throw result.failure;
    }
    definitions = result.definitions;
    if (role !== 'system') hintAtFindings(definitions, file.name, emit);
  }

  if (builtInName !== undefined) {
    emit(notice(readingFile, { role: 'system', file: builtInName }));
    texts.push({ file: builtInName, text: builtIn.comments });
  } else if (system) {
    if (rules.fileNames === 'as-given') emit(notice(readingFile, { role: 'system', file: system.path }));
    read('system', system.path);
  }
  if (paths.user) {
    const { path, state } = paths.user;
    if (state !== 'readable') emit(notice(noUserFile, { file: path, exists: state === 'not-regular' }));
    else {
      emit(notice(readingFile, { role: 'user', file: path }));
      read('user', path);
    }
  }
  const { version } = defaultsOf(definitions.globals);
  const wanted = rules.fileVersion;
  if (builtInName === undefined && wanted !== undefined && version !== wanted && !isForeign)
    emit(notice(otherVersion, { version, wanted }));
  for (const path of paths.additional) {
    emit(notice(readingFile, { role: 'additional', file: path }));
    read('additional', path);
  }
  if (builtInName === undefined) return createDatabase(definitions, rules, undefined, texts);
  const edition = builtIn.edition(rules.edition);
  const facts = { file: builtInName, edition, corrections: builtIn.corrections() };
  return createDatabase(definitions, rules, facts, texts);
}

/** The largest that anybody has is 1 MB; without a bound a device would fill memory. In bytes. */
const largest = 0x100_0000;

/** What listings and messages call the built-in database: the file that holds the same, if there is one. */
function nameOf(fs: Host['fs'], path: string | undefined, rules: ConfigBehaviour): string {
  if (path === undefined) return 'built-in';
  return rules.fileNames === 'real-path' ? fs.realpathSync(path) : path;
}

function readFile(
  fs: Host['fs'],
  role: FileRole,
  path: string,
  rules: ConfigBehaviour,
  emit: Emit,
): { name: string; text: string } {
  let contents: Beginning;
  let name = path;
  try {
    contents = readUpTo(fs, path, largest);
    if (rules.fileNames === 'real-path') name = fs.realpathSync(path);
  } catch (error) {
    const reason = systemErrorText(error);
    emit(notice(cannotOpen, { role, file: path, reason }));
    fail(
      emit,
      notice(cannotUse, { role, file: path, found: false }),
      new ConfigError(reason, { file: path, line: 0 }, { cause: error }),
    );
  }
  const { bytes, more } = contents;
  if (more) {
    const reason = systemErrorText('EFBIG');
    emit(notice(tooLarge, { file: path, reason }));
    fail(
      emit,
      notice(cannotUse, { role, file: path, found: true }),
      new ConfigError(reason, { file: path, line: 0 }),
    );
  }
  return { name, text: latin1Text(bytes) };
}

/** What looks wrong in the user's own parts, though avrdude takes it. */
function hintAtFindings(definitions: Definitions, file: string, emit: Emit): void {
  const own = definitions.parts.filter((part) => part.file === file).map((part) => expandPart(part));
  for (const { part, text } of findings(own))
    emit({
      kind: 'hint',
      name: 'config/part-finding',
      text: `${part.source.file}:${part.source.line}: part ${part.id}: ${text}`,
    });
}

function sayProblems(result: LoadResult, file: string, emit: Emit): void {
  for (const warning of result.warnings) sayWarning(warning, file, emit);
  if (!result.failure) return;
  emit(notice(configError, { file, line: result.failure.line, text: textOf(result.failure) }));
  for (const warning of result.afterFailure) sayWarning(warning, file, emit);
}

function sayWarning({ kind, line, text }: Warning, file: string, emit: Emit): void {
  const words = String(text);
  if (kind === 'page-size') emit(notice(pageSizeIgnored, { file, line, text: words }));
  else if (kind === 'unknown-memory') emit(notice(memoryUnknown, { name: words }));
  else if (kind === 'unplaced-memory') emit(notice(memoryUnplaced, { which: words, file, line }));
  else emit(notice(configWarning, { file, line, text }));
}
