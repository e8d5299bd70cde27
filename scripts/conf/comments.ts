import type { PartDefinition } from '../../src/config/collection.ts';
import { type BlockComments, readComments } from '../../src/config/comments.ts';
import type { Definitions } from '../../src/config/definitions.ts';

const rule = '#------------------------------------------------------------';

/** Words with what is said before and to the right of them, in their order. */
function words(comments: BlockComments | undefined, without: readonly string[]): string {
  if (!comments) return '';
  return [...comments.words()]
    .filter((word) => ![...without, '*', ';'].includes(word))
    .map((word) => `${comments.before(word) ?? ''}    ${word};${comments.right(word) ?? '\n'}`)
    .join('');
}

/**
 * What a configuration file says in comments, in its own grammar: of each block and memory, the words that have comments. avrdude's
 * scanner, and our `readComments`, find the same in it as in the whole file.
 * @param text the file, one character a byte
 */
export function commentsText(text: string, { parts, programmers }: Definitions, file: string): string {
  const comments = readComments([{ file, text: () => text }]);
  const block = (
    kind: 'part' | 'programmer',
    id: string,
    title: string,
    parent = '',
    memories = '',
  ): string => {
    const own = comments.of(kind, file, id);
    const heading = own?.before('*') ?? '';
    const isUsual = heading === `${rule}\n# ${title}\n${rule}\n\n`;
    const inside = words(own, ['id']) + memories + (own?.before(';') ?? '');
    const besideId = own?.before('id') ?? own?.right('id');
    if (inside === '' && besideId === undefined && (isUsual || heading === '') && !parent) return '';
    const idLine = `${own?.before('id') ?? ''}    id = "${id}";${own?.right('id') ?? '\n'}`;
    return `${isUsual ? '' : heading}${kind}${parent}\n${idLine}${inside};\n`;
  };
  /** Parts that have a block here: they have comments, or a parent has some of memories. */
  const told = new Set<PartDefinition | undefined>([undefined]);
  const partBlock = (part: PartDefinition): string => {
    const above = nearest(part.parent, told);
    const inherited = above && comments.of('part', file, above.id)?.memories;
    const inherits = [...(inherited?.values() ?? [])].some(isAnything);
    const own = comments.of('part', file, part.id)?.memories ?? new Map();
    const removed = [...(inherited ?? [])]
      .filter(([name, memory]) => isAnything(memory) && !own.has(name))
      .map(([name]) => `    memory "${name}" = NULL;\n`);
    const memories = [...own]
      .filter(([name, memory]) => memory !== inherited?.get(name))
      .map(([name, memory]) => {
        const inside = words(memory, []) + (memory?.before(';') ?? '');
        const before = memory?.before('*') ?? '';
        const isSaid = inside !== '' || before !== '' || isAnything(inherited?.get(name));
        return isSaid ? `${before}    memory "${name}" described;\n${inside}    ;\n` : '';
      });
    const text = block(
      'part',
      part.id,
      part.desc,
      inherits ? ` parent "${above?.id}"` : '',
      [...removed, ...memories].join(''),
    );
    if (text) told.add(part);
    return text;
  };
  return [
    `${comments.prologue}#\n# PROGRAMMER DEFINITIONS\n#\n\n`,
    ...programmers.map(({ ids }) => block('programmer', ids[0], ids.join('/'))),
    ...parts.map(partBlock),
  ].join('');
}

function nearest(
  part: PartDefinition | undefined,
  told: ReadonlySet<PartDefinition | undefined>,
): PartDefinition | undefined {
  return told.has(part) ? part : nearest(part?.parent, told);
}

const isAnything = (comments: BlockComments | undefined): boolean =>
  comments !== undefined && [...comments.words()].length > 0;
