import type { FormatLetter, Operation } from '../../model/update.ts';
import { defineMessage } from '../../output/words.ts';
import { parseFileName } from '../file-name.ts';
import { usage } from '../phrases.ts';
import { attempt, type Command, done, failed } from '../session.ts';

/** A command that does with a list of memories and a file what `-U` does. */
export interface FileOperation {
  readonly command: 'backup' | 'restore' | 'verify';
  readonly about: string;
  readonly notes: readonly string[];
  readonly operation: Operation;
  readonly format: FormatLetter;
}

const syntax = defineMessage<FileOperation>('terminal/file-operation-syntax', {
  '8.2': ({ command, about, notes }) =>
    usage(
      `Syntax: ${command} <memlist> <file>[:<format>]\nFunction: ${about}\nNotes:\n` +
        notes.map((note) => `  - ${note}\n`).join(''),
    ),
});

export const listNotes: readonly string[] = [
  '<memlist> can be a comma separated list of known memories, all, etc or ALL',
  "ALL also includes sub-memories, eg, boot; all doesn't; etc is same as all",
  'A leading - or \\ removes that memory from the list so far, eg, all,-bootrow',
];

/** The cache is flushed first, because the operation goes past it. */
export function fileOperation(facts: FileOperation): Command {
  return async (session, words) => {
    const [, memory, fileWord] = words;
    if (memory === undefined || fileWord === undefined || words.length !== 3 || memory === '-?') {
      return session.refuse(syntax, facts);
    }
    const target = parseFileName(session, facts.command, fileWord, facts.format);
    await session.memories.flush();
    const letter = { read: 'r', write: 'w', verify: 'v' }[facts.operation];
    const text = `${memory}:${letter}:${target.file}:${target.format}`;
    const update = { memory, operation: facts.operation, ...target, text };
    const tried = await attempt(() => session.context.runUpdate(update));
    if (facts.operation === 'write') session.memories.reset();
    const result = tried.ok ? tried.value : tried;
    return result.ok ? done : failed(result.error);
  };
}
