import type { Database } from '../model/database.ts';
import { ConfigError } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import { type Emit, notice } from '../output/events.ts';
import { createDatabase, type DefinitionOrder } from './database.ts';
import { type Definitions, noDefinitions } from './definitions.ts';
import { type LoadResult, loadFile } from './loader.ts';
import {
  cannotOpen,
  cannotUse,
  configError,
  configWarning,
  type FileRole,
  noUserFile,
  readingFile,
} from './messages.ts';
import type { Dialect } from './parser.ts';
import { type ConfigRequest, findConfigFiles, type UserFileSearch } from './search.ts';

/** How a release treats its configuration. */
export interface ConfigRules {
  readonly order: DefinitionOrder;
  /** Whether messages name a file by its real path. */
  readonly fileNames: 'as-given' | 'real-path';
  readonly userFileSearch: UserFileSearch;
  /** How a file is read whose words do not tell what it was written for. */
  readonly dialect: Dialect;
  /** Whether a programmer without `prog_modes` is worth a warning. */
  readonly missingModes: 'warned' | 'accepted';
}

/**
 * Reads all configuration of a run, saying at `-v` which files those are.
 * @param builtIn what is known without any file
 * @throws ConfigError if a file cannot be used, after saying so
 */
export function openDatabase(
  host: Pick<Host, 'env' | 'fs' | 'executable' | 'platform'>,
  request: ConfigRequest,
  rules: ConfigRules,
  builtIn: Definitions,
  emit: Emit,
): Database {
  const paths = findConfigFiles(host, request, rules.userFileSearch);
  let definitions = paths.system ? noDefinitions : builtIn;

  function read(role: FileRole, path: string): void {
    const file = readFile(host.fs, role, path, rules, emit);
    const announced = rules.fileNames === 'as-given' || role !== 'system' ? path : file.name;
    if (role === 'system' && rules.fileNames === 'real-path')
      emit(notice(readingFile, { role, file: announced }));
    const result = loadFile(definitions, {
      name: file.name,
      text: file.text,
      unknownWords: role === 'additional' ? 'refused' : 'skipped',
      fallbackDialect: role === 'system' ? 'before-7.1' : rules.dialect,
      missingModes: rules.missingModes,
    });
    sayProblems(result, file.name, emit);
    if (result.failure) {
      emit(notice(cannotUse, { role, file: announced, found: true }));
      throw result.failure;
    }
    definitions = result.definitions;
  }

  if (paths.system) {
    if (rules.fileNames === 'as-given')
      emit(notice(readingFile, { role: 'system', file: paths.system.path }));
    read('system', paths.system.path);
  }
  if (paths.user) {
    const { path, state } = paths.user;
    if (state !== 'readable') emit(notice(noUserFile, { file: path, exists: state === 'not-regular' }));
    else {
      emit(notice(readingFile, { role: 'user', file: path }));
      read('user', path);
    }
  }
  for (const path of paths.additional) {
    emit(notice(readingFile, { role: 'additional', file: path }));
    read('additional', path);
  }
  return createDatabase(definitions, rules.order);
}

function readFile(
  fs: Host['fs'],
  role: FileRole,
  path: string,
  rules: ConfigRules,
  emit: Emit,
): { name: string; text: string } {
  try {
    const text = fs.readFileSync(path, 'latin1');
    return { name: rules.fileNames === 'real-path' ? fs.realpathSync(path) : path, text };
  } catch (error) {
    const reason = reasonOf(error);
    emit(notice(cannotOpen, { role, file: path, reason }));
    emit(notice(cannotUse, { role, file: path, found: false }));
    throw new ConfigError(reason, { file: path, line: 0 }, { cause: error });
  }
}

/** The C library's words for what the operating system says. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'No such file or directory',
    EACCES: 'Permission denied',
    EISDIR: 'Is a directory',
    ENOTDIR: 'Not a directory',
    ELOOP: 'Too many levels of symbolic links',
    ENAMETOOLONG: 'File name too long',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}

function sayProblems(result: LoadResult, file: string, emit: Emit): void {
  for (const { line, text } of result.warnings) emit(notice(configWarning, { file, line, text }));
  if (!result.failure) return;
  const { line, message } = result.failure;
  emit(notice(configError, { file, line, text: message }));
}
