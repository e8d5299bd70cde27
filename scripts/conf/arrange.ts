import type { Block, Definition } from '../../src/config/syntax.ts';
import { formatBlock } from './format.ts';
import { partSections, programmerSections, type Section } from './sections.ts';

/** A file of `conf/`. */
export interface ConfFile {
  readonly file: string;
  readonly text: string;
}

/** The first id of a block. */
export function idOf(block: Block): string {
  const setting = block.settings.find((one) => one.kind === 'value' && one.name === 'id');
  return setting?.kind === 'value' ? String(setting.values[0]) : '';
}

function header(section: Section, source: string, kind: string, count: number): string {
  const about = section.about === '' ? [] : [section.about];
  return [
    section.title,
    ...about,
    '',
    `${count} ${kind}${count === 1 ? '' : 's'}. Facts: ${source}.`,
    'Written by scripts/conf-import.mjs: change the script or its source, not this file.',
  ]
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

/** Cuts blocks into files at the sections' first ids. @throws if a section's first id is not there, or out of order */
function cut(
  blocks: readonly Block[],
  sections: readonly Section[],
  source: string,
  kind: string,
): ConfFile[] {
  const starts = sections.map(({ first, file }) => {
    const at = blocks.findIndex((block) => idOf(block) === first);
    if (at < 0)
      throw new Error(`${file} begins with ${first}, which ${source} does not have: see sections.ts`);
    return at;
  });
  if (starts[0] !== 0 || starts.some((start, i) => start <= (starts[i - 1] ?? -1)))
    throw new Error(`the ${kind}s of ${source} come in another order: see sections.ts`);
  return sections.map((section, i) => {
    const own = blocks.slice(starts[i], starts[i + 1]);
    const bodies = own.map((block) => `# ${labelOf(block)}\n${formatBlock(block)}`);
    return {
      file: section.file,
      text: `${header(section, source, kind, own.length)}\n\n${bodies.join('\n')}`,
    };
  });
}

/** What a reader looks for: the description, or the id where there is none. */
function labelOf(block: Block): string {
  const setting = block.settings.find((one) => one.kind === 'value' && one.name === 'desc');
  return setting?.kind === 'value' ? `${idOf(block)}: ${setting.values[0]}` : idOf(block);
}

/**
 * Arranges what a reference file defines as the files of `conf/`.
 * @param source what to name as the origin of the facts
 */
export function arrange(definitions: readonly Definition[], source: string): ConfFile[] {
  const blocks = definitions.filter((one) => one.kind !== 'global');
  const programmers = blocks.filter(({ kind }) => kind === 'programmer');
  const parts = blocks.filter(({ kind }) => kind === 'part');
  const globals = definitions.filter((one) => one.kind === 'global');
  const defaults = [
    '# What holds where no option and no later file says otherwise.',
    `# Facts: ${source}.`,
    '',
    ...globals.map(({ name, value }) => {
      const text =
        name === 'allow_subshells'
          ? value
            ? 'yes'
            : 'no'
          : typeof value === 'string'
            ? `"${value}"`
            : value;
      return `${name.padEnd(20)} = ${text};`;
    }),
    '',
  ];
  return [
    { file: '00-defaults.conf', text: defaults.join('\n') },
    ...cut(programmers, programmerSections, source, 'programmer'),
    ...cut(parts, partSections, source, 'part'),
  ];
}
