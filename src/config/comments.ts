import type { ConfigText } from '../model/database.ts';
import { keywords } from './keywords.ts';

/**
 * The `#` comments of a configuration file and what each belongs to, for developer output, which repeats them. As avrdude 7.1 and
 * 8.2 have it: a comment on the line of the last word that can be assigned to stands to the right of that, and any other before
 * the next such word; `*` stands for the block's own beginning and `;` for its end.
 */
export interface BlockComments {
  /** Whole lines that stand before a word. */
  before(word: string): string | undefined;
  /** What stands to the right of a word's assignment, with its line end. */
  right(word: string): string | undefined;
  /** Those with a comment, in the order of the file. */
  words(): Iterable<string>;
}

/** Those of a part also have the comments of each memory, its own or its parent's. */
export interface DefinitionComments extends BlockComments {
  readonly memories: ReadonlyMap<string, BlockComments | undefined>;
}

/** The comments of all files of a configuration. */
export interface ConfigComments {
  /** What stands before the heading of the programmers. */
  readonly prologue: string;
  /** @param file what its definition names as its file */
  of(kind: 'part' | 'programmer', file: string, id: string): DefinitionComments | undefined;
}

/** Words after which a comment is looked for: those that are assigned to, also where they are a value. */
const assignable: ReadonlySet<string> = new Set(
  [...Object.values(keywords).flatMap((words) => [...words.keys()]), 'linuxgpio'].filter(
    (word) => !['banked', 'bank_size', 'num_banks'].includes(word),
  ),
);

const openers: ReadonlySet<string> = new Set(['part', 'programmer', 'serialadapter', 'memory']);

/** Heading of the programmers; heading of the parts; comment with the empty lines behind it; line end; string; word; anything else. */
const lexeme =
  /(#\n# PROGRAMMER DEFINITIONS\n#\n+)|(#\n# PART DEFINITIONS\n#\n+)|([ \t]*#[^\n]*\n+)|(\n)|[ \t\r]+|(\/\*[\s\S]*?\*\/)|("(?:[^"\\\n]|\\[\s\S])*")|([A-Za-z_]\w*)|[0-9][\w.]*|([\s\S])/y;

class Collected implements DefinitionComments {
  memories: ReadonlyMap<string, BlockComments | undefined> = new Map();
  readonly #texts = new Map<string, string>();

  /** Of two comments at one place, avrdude knows the first. */
  add(place: string, text: string): void {
    if (!this.#texts.has(place)) this.#texts.set(place, text);
  }

  before(word: string): string | undefined {
    return this.#texts.get(`<${word}`);
  }

  right(word: string): string | undefined {
    return this.#texts.get(`>${word}`);
  }

  words(): Iterable<string> {
    return new Set([...this.#texts.keys()].map((place) => place.slice(1)));
  }
}

/** Goes through files as avrdude's scanner does: what it holds back at the end of one goes to the next. */
class CommentReader {
  readonly definitions = new Map<string, DefinitionComments>();
  /** The last part of each name, in lower case. */
  readonly #parts = new Map<string, DefinitionComments>();
  prologue = '';
  #pending = '';
  #word: string | undefined;
  #wordLine = -1;
  #line = 0;
  #kind: 'part' | 'programmer' | undefined;
  #id = '';
  /** In lower case. */
  #names: string[] = [];
  #memories = new Map<string, BlockComments | undefined>();
  #block = new Collected();
  #memory: Collected | undefined;
  /** Undefined for an alias. */
  #memoryName: string | undefined;

  read({ file, text }: ConfigText): void {
    const source = text();
    let words: string[] = [];
    lexeme.lastIndex = 0;
    for (let found = lexeme.exec(source); found; found = lexeme.exec(source)) {
      const [all, programmers, parts, comment, lineEnd, block, string, word, sign] = found;
      if (comment !== undefined) this.#take(comment);
      if (programmers !== undefined) this.#endPrologue();
      if (word !== undefined) this.#see(word);
      if (string === undefined && (programmers ?? parts ?? comment ?? lineEnd ?? block) !== undefined)
        for (let at = all.indexOf('\n'); at >= 0; at = all.indexOf('\n', at + 1)) this.#line++;
      if (string !== undefined || word !== undefined) words.push(all);
      if (sign !== ';') continue;
      if (words.length > 0) this.#endStatement(words);
      else if (this.#memory) this.#endMemory();
      else this.#endBlock(file);
      words = [];
    }
  }

  /** @param words and strings, these in quotes; those of the beginning of a block are among them */
  #endStatement(words: readonly string[]): void {
    const [keyword = '', parent, parentName = ''] = words;
    if (openers.has(keyword) && keyword !== 'memory') {
      this.#kind = keyword === 'part' ? 'part' : 'programmer';
      const above = parent === 'parent' ? this.#parts.get(inQuotes(parentName).toLowerCase()) : undefined;
      this.#memories = new Map(above?.memories);
    }
    const at = words.indexOf('memory');
    if (at >= 0) {
      const [, name = '', form] = words.slice(at);
      this.#memoryName = form === 'alias' ? undefined : inQuotes(name);
      if (form !== 'NULL') return;
      this.#memories.delete(inQuotes(name));
      this.#memory = undefined;
      return;
    }
    const [id] = valuesOf(words, 'id');
    if (id !== undefined && !(this.#id && this.#kind === 'programmer')) this.#id = id;
    const variants = valuesOf(words, 'variants').map((variant) => variant.split(':', 1)[0] ?? '');
    this.#names.push(...[...valuesOf(words, 'id'), ...valuesOf(words, 'desc'), ...variants].map(lowerCase));
  }

  #endPrologue(): void {
    this.prologue = this.#pending;
    this.#pending = '';
  }

  #take(comment: string): void {
    this.#pending += comment;
    if (this.#word !== undefined && this.#wordLine === this.#line) this.#place('>');
  }

  #see(word: string): void {
    if (word === 'memory') this.#memory ??= new Collected();
    if (word !== ';' && !openers.has(word) && !assignable.has(word)) return;
    this.#word = openers.has(word) ? '*' : word;
    this.#wordLine = word === ';' ? -1 : this.#line;
    if (this.#pending) this.#place('<');
  }

  #place(side: '<' | '>'): void {
    (this.#memory ?? this.#block).add(`${side}${this.#word}`, this.#pending);
    this.#pending = '';
  }

  /** What is said of an alias is lost. */
  #endMemory(): void {
    if (this.#memoryName !== undefined) {
      this.#see(';');
      this.#memories.set(this.#memoryName, this.#memory);
    }
    this.#memory = undefined;
  }

  #endBlock(file: string): void {
    if (!this.#kind) return;
    this.#see(';');
    this.#block.memories = this.#memories;
    this.definitions.set(keyOf(this.#kind, file, this.#id), this.#block);
    if (this.#kind === 'part') for (const name of this.#names) this.#parts.set(name, this.#block);
    this.#block = new Collected();
    this.#memories = new Map();
    this.#names = [];
    this.#kind = undefined;
    this.#id = '';
  }
}

/** The strings assigned to a word. */
function valuesOf(words: readonly string[], word: string): readonly string[] {
  const at = words.indexOf(word);
  return at < 0 ? [] : words.slice(at + 1).map(inQuotes);
}

const lowerCase = (text: string): string => text.toLowerCase();

const inQuotes = (string: string): string => string.slice(1, -1);

const keyOf = (kind: string, file: string, id: string): string => `${kind}\t${file}\t${id}`;

/** Reads the comments of files, in the order in which they were read. A later definition takes the place of an earlier one. */
export function readComments(texts: readonly ConfigText[]): ConfigComments {
  const reader = new CommentReader();
  for (const text of texts) reader.read(text);
  return {
    prologue: reader.prologue,
    of: (kind, file, id) => reader.definitions.get(keyOf(kind, file, id)),
  };
}
