import { newWords } from './keywords.ts';
import { createLineFinder } from './line-finder.ts';
import { type Outline, outlineAt } from './outline.ts';
import { type Age, type ParsedFile, type ParseOptions, parseConfig, type Skim } from './parser.ts';
import type { Block, Setting } from './syntax.ts';

const newWord = new RegExp(`\\b(?:${[...newWords].join('|')}|PM_\\w+|HAS_\\w+)\\b`);

/**
 * Reads a configuration file as `parseConfig` does, but for blocks written in the usual way, which are read when they are looked
 * into: of hundreds of parts a run uses one and its ancestors.
 */
export function skimConfig(text: string, options: ParseOptions): ParsedFile {
  const lineAt = createLineFinder(text);
  const skim: Skim = {
    lineAt,
    blockAt(start, age) {
      const outline = outlineAt(text, start);
      if (!outline) return undefined;
      const block = new UnreadBlock(text, outline, lineAt, options);
      return { block, age: ageWith(block, age), end: outline.end };
    },
  };
  return parseConfig(text, { ...options, skim });
}

/** The first words that only later releases know are looked for in the settings: a comment may have them, too. */
function ageWith(block: UnreadBlock, { hasOldWords, hasNewWords }: Age): Age {
  return {
    hasOldWords: hasOldWords || block.outline.isOld,
    hasNewWords: hasNewWords || (newWord.test(block.text) && block.read().age.hasNewWords),
  };
}

/** A block of which there is an outline. */
class UnreadBlock implements Block {
  readonly outline: Outline;
  readonly #file: string;
  readonly #options: ParseOptions;
  readonly #lineAt: (position: number) => number;
  #read: ParsedFile | undefined;

  constructor(file: string, outline: Outline, lineAt: (position: number) => number, options: ParseOptions) {
    this.outline = outline;
    this.#file = file;
    this.#lineAt = lineAt;
    this.#options = options;
  }

  get kind(): Block['kind'] {
    return this.keyword === 'part' ? 'part' : 'programmer';
  }

  get keyword(): Block['keyword'] {
    return this.outline.keyword;
  }

  get parentId(): string | undefined {
    return this.outline.parentId;
  }

  get text(): string {
    return this.#file.slice(this.outline.start, this.outline.end);
  }

  get settings(): readonly Setting[] {
    return this.#block().settings;
  }

  get line(): number {
    return this.#block().line;
  }

  get endLine(): number {
    return this.#block().endLine;
  }

  read(): ParsedFile {
    const { file, unknownWords, integers = 'checked' } = this.#options;
    const firstLine = this.#lineAt(this.outline.start);
    this.#read ??= parseConfig(this.text, { file, unknownWords, integers, firstLine });
    return this.#read;
  }

  #block(): Block {
    const { definitions, failure } = this.read();
    const [block] = definitions;
    if (!block || block.kind === 'global')
      throw failure ?? new Error(`no block on line ${this.#lineAt(this.outline.start)}`);
    return block;
  }
}
