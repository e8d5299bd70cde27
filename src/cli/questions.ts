import { developerOutput, isDeveloperOption } from '../config/developer/developer-options.ts';
import { type DeviceFacts, needsDeviceFacts } from '../config/developer/device-facts.ts';
import type { DeveloperStyle } from '../config/developer/style.ts';
import { findProgrammer } from '../config/find-programmer.ts';
import type { Database } from '../model/database.ts';
import { latin1Bytes, utf8Text } from '../model/encoding.ts';
import type { Options } from '../model/options.ts';
import type { Emit } from '../output/events.ts';
import type { Release } from '../releases/release.ts';
import { fuseProperties } from '../terminal/facts/fuse-properties.ts';
import { registers } from '../terminal/facts/registers.ts';
import { vectors } from '../terminal/facts/vectors.ts';

/** What the questions are asked of. */
export interface QuestionRequest {
  readonly options: Options;
  readonly release: Release;
  readonly database: Database;
  /** The name we were called by. */
  readonly program: string;
  readonly emit: Emit;
}

/**
 * Answers a command line that only asks: `-p ?`, `-c ?`, `-c ?type`, and developer options.
 * @returns the exit status, or undefined if it asks for something to be done
 */
export async function answerQuestions(request: QuestionRequest): Promise<number | undefined> {
  const { options, release, database, emit } = request;
  const { config } = release.behaviour;
  const part = options.part;
  const programmer = options.programmer ?? database.defaults.programmer;
  const style = developerStyle(config.developerStyle, programmer, part ?? '', database);
  if (style) {
    const { verbosity } = options;
    const facts = style === 'full' ? await deviceFacts(part ?? '', database) : undefined;
    const asked = { programmer, part: part ?? '', verbosity, program: request.program, facts };
    // Configuration has a character for each byte.
    const text = utf8Text(latin1Bytes(developerOutput(database, asked, style)));
    emit({ kind: 'developer-output', text });
    return 0;
  }
  if (part === '?') {
    const { listsWhatFits } = config;
    return listParts(request, listsWhatFits === 'default-too' ? programmer : (options.programmer ?? ''));
  }
  if (programmer === '?') return listProgrammers(request);
  if (programmer === '?type') {
    emit({ kind: 'types-listed' });
    return 1;
  }
  return undefined;
}

/** How to answer a developer option; undefined if there is none. A programmer's udev rules can be asked for under every release. */
function developerStyle(
  style: DeveloperStyle | 'none',
  programmer: string,
  part: string,
  database: Database,
): DeveloperStyle | undefined {
  const known =
    style === 'none'
      ? programmer.endsWith('/u') && isDeveloperOption(programmer, database)
      : isDeveloperOption(programmer, database) || isDeveloperOption(part, database);
  if (!known) return undefined;
  return style === 'none' ? 'full' : style;
}

/** What some flags need to know of each part beyond avrdude.conf; it is read for them alone. */
async function deviceFacts(option: string, database: Database): Promise<ReadonlyMap<string, DeviceFacts>> {
  const found = new Map<string, DeviceFacts>();
  if (!option.includes('/') || !needsDeviceFacts(option.slice(option.indexOf('/') + 1))) return found;
  for (const part of database.allParts())
    found.set(part.desc, {
      vectors: await vectors(part),
      registers: (await registers(part)) ?? [],
      properties: (await fuseProperties(part)) ?? [],
    });
  return found;
}

/** `-p ?`, and `-p ? -c X` where the release has an answer to that. */
function listParts({ options, release, database, emit }: QuestionRequest, id: string): number {
  const { verbosity } = options;
  const { config } = release.behaviour;
  if (config.listsWhatFits === 'never' || id === '') {
    emit({ kind: 'parts-listed', database, verbosity, programmer: undefined });
    return 1;
  }
  const programmer = findProgrammer(database, id, config);
  if (programmer) emit({ kind: 'parts-listed', database, verbosity, programmer });
  else emit({ kind: 'programmer-unknown', id, database, verbosity, part: undefined });
  return 1;
}

/** `-c ?`, and `-c ? -p X` where the release has an answer to that. */
function listProgrammers({ options, release, database, emit }: QuestionRequest): number {
  const { verbosity, part: name } = options;
  if (release.behaviour.config.listsWhatFits === 'never' || !name) {
    emit({ kind: 'programmers-listed', database, verbosity, part: undefined });
    return 1;
  }
  const part = database.part(name);
  if (part) emit({ kind: 'programmers-listed', database, verbosity, part });
  else emit({ kind: 'part-unknown', name, database, verbosity, entry: undefined });
  return 1;
}
