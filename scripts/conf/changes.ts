import type { Block, Definition } from '../../src/config/syntax.ts';
import { idOf } from './arrange.ts';
import { formatBlock } from './format.ts';

const key = (block: Block): string => `${block.kind} ${idOf(block)}`;

/** What one set of definitions has and another has not, assignment by assignment, a line each. */
export function changes(before: readonly Definition[], after: readonly Definition[]): string[] {
  const old = new Map(blocksOf(before));
  const now = new Map(blocksOf(after));
  return [
    ...[...old].filter(([name]) => !now.has(name)).map(([name]) => `- ${name}`),
    ...[...now].flatMap(([name, text]) => {
      const was = old.get(name);
      if (was === undefined) return [`+ ${name}`];
      return was === text ? [] : [`~ ${name}`, ...lineChanges(was, text)];
    }),
  ];
}

function blocksOf(definitions: readonly Definition[]): [string, string][] {
  return definitions.filter((one) => one.kind !== 'global').map((block) => [key(block), formatBlock(block)]);
}

/** Lines with the memory they belong to in front, so that equal lines of two memories are told apart. */
function placedLines(text: string): string[] {
  let memory = '';
  return text.split('\n').flatMap((line) => {
    const opened = /^ {4}memory "(.*)"/.exec(line);
    if (opened) memory = `${opened[1]} `;
    else if (/^ {4}\S/.test(line) && line.trim() !== ';') memory = '';
    const words = line.trim().replace(/ +=/, ' =');
    return words === ';' || words === '' ? [] : [`${memory}${words}`];
  });
}

function lineChanges(before: string, after: string): string[] {
  const old = placedLines(before);
  const now = placedLines(after);
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `    - ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `    + ${line}`),
  ];
}
