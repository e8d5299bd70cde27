import { readFileSync } from 'node:fs';
import { expandPart, expandProgrammer } from '../../src/config/collection.ts';
import { type Definitions, noDefinitions } from '../../src/config/definitions.ts';
import { loadFile } from '../../src/config/loader.ts';
import { partKnownAs } from '../../src/config/old-ids.ts';
import type { Block } from '../../src/config/syntax.ts';
import { checkDifferences, differences, type EditionBlock, editionBlock } from './edition-block.ts';
import { formatBlock } from './format.ts';

/**
 * What a release says of parts and programmers otherwise than `conf/`, as the text of a file of `conf/editions`.
 * @param base what `conf/` defines
 * @param file the avrdude.conf of the release
 * @throws if the file cannot be read, or the text would not say what it says
 */
export function editionText(base: Definitions, file: string, release: string): string {
  const old = readOld(file, release);
  const parts: EditionBlock[] = [];
  for (const definition of old.parts) {
    const part = expandPart(definition);
    const known = partKnownAs(base, part.id);
    const now = known && expandPart(known);
    const settings = differences(part, now);
    checkDifferences(part, now, settings);
    parts.push(editionBlock(part.id, settings, parts));
  }
  const header = `# What avrdude ${release} says otherwise than the files of conf/: ${parts.length} parts, in its order.
#
# A part has the facts that avrdude ${release} prints and that differ, and a memory block for each memory that it knows, in its order.
# A part's parent is another part of this file: it differs from conf/ in the same way. Programmers have other descriptions.
# Facts: avrdude ${release}. Written by scripts/conf-import.mjs: change the script or its source, not this file.
`;
  const blocks = [...otherDescriptions(old, base), ...parts.map(({ block }) => block)];
  return [header, ...blocks.map(formatBlock)].join('\n');
}

function readOld(file: string, release: string): Definitions {
  const { definitions, failure } = loadFile(noDefinitions, {
    name: file,
    text: readFileSync(file, 'latin1'),
    unknownWords: 'refused',
    memoryBlocks: Number(release) < 7 ? 'replace' : 'extend',
    checks: 'each-block',
    missingModes: 'inferred',
  });
  if (failure) throw failure;
  return definitions;
}

function otherDescriptions(old: Definitions, base: Definitions): Block[] {
  return old.programmers.flatMap((definition) => {
    const { desc } = expandProgrammer(definition);
    const ids = definition.ids.filter((id) => {
      const [now] = base.programmersWithId(id);
      return now && expandProgrammer(now).desc !== desc;
    });
    const value = (name: string, text: string) => ({ kind: 'value', name, values: [text], line: 0 }) as const;
    return ids.map((id): Block => {
      const settings = [value('id', id), value('desc', desc)];
      return {
        kind: 'programmer',
        keyword: 'programmer',
        parentId: undefined,
        settings,
        line: 0,
        endLine: 0,
      };
    });
  });
}
