import { isClassic } from '../../model/classic.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { OpcodeFacts } from '../../model/part-facts.ts';
import type { DryChip } from './chip.ts';
import { pictureOf, type Section } from './pictures.ts';
import { drawSections, type Range, sectionsOf } from './sections.ts';

const blank = 0x20;
const dot = 0x40;
/** `rjmp .-2`, which does not end. */
const endlessLoop = 0xcfff;

/** What flash is filled with: pictures that can be read in a listing, or code that does nothing. */
export interface Filling {
  readonly contents: 'pictures' | 'code';
  /** Gives 31 random bits. */
  readonly random: () => number;
  readonly opcodes: OpcodeFacts;
}

/** Texts that other memories are filled with, and the order in which that is done. */
const texts = [
  ['eeprom', 'The quick brown fox jumps over the lazy dog. '],
  ['userrow', 'The five boxing wizards jump quickly. '],
  ['bootrow', 'Lorem ipsum dolor sit amet. '],
] as const;

/** Makes a chip look used: sections of random sizes with a vector table and contents, EEPROM and user rows. */
export function fillChip(chip: DryChip, flash: Memory, filling: Filling): void {
  const { random } = filling;
  drawSections(chip, flash, random);
  fillFlash(chip, flash, filling);
  for (const [kind, text] of texts) {
    const memory = chip.part.memories.find((candidate) => memoryKind(candidate) === kind);
    if (memory) fillOther(chip.of(memory), nameOf(memory), filling.contents === 'pictures' ? text : random);
  }
}

function nameOf({ name, aliases }: Memory): string {
  return [name, ...aliases.slice(0, 1)].join('/');
}

function fillFlash(chip: DryChip, flash: Memory, filling: Filling): void {
  const { part } = chip;
  const { random, contents } = filling;
  const writer = new FlashWriter(part, chip.of(flash), filling);
  const sections = sectionsOf(chip, flash);
  const { data } = sections;
  let { boot, application } = sections;
  const vectors = writer.vectorTable(application.start, contents === 'pictures');
  const small =
    random() % 3 !== 0 &&
    boot.size <= 512 &&
    flash.size >= 1024 &&
    flash.size >= 4 * boot.size &&
    isClassic(part) &&
    part.progModes.includes('SPM');
  let loader = 0;
  if (small) {
    loader = roundUp(boot.size || usualLoaderSize(flash.size), flash.pageSize);
    if (boot.size === 0 && data.size === 0) {
      boot = { start: application.size - loader, size: loader };
      application = { ...application, size: application.size - loader };
    }
    writer.section({ start: boot.start, size: loader }, loader === 384 ? 'smallLoader' : 'largeLoader');
  } else if (boot.size > 0) {
    const table = boot.size >= 2048 ? writer.vectorTable(boot.start, contents === 'pictures') : 0;
    writer.section(behind(boot, table), 'bootSection');
  }
  chip.bootSize = boot.size;
  if (data.size > 0) writer.section(data, 'dataSection');
  const { start, size } = behind(application, vectors);
  writer.section({ start, size: size - loader }, 'application');
}

function behind({ start, size }: Range, bytes: number): Range {
  return { start: start + bytes, size: size - bytes };
}

function roundUp(size: number, unit: number): number {
  return Math.ceil(size / unit) * unit;
}

/** Bytes of a boot loader of the kind that needs no section of its own. */
function usualLoaderSize(flashSize: number): number {
  if (flashSize > 32_768) return 512;
  return flashSize < 16_384 ? 256 : 384;
}

/** Fills a memory that holds no code; its name stands at the end. @param text what is repeated in its first third, or random bits */
function fillOther(cells: Uint8Array, name: string, text: string | (() => number)): void {
  const { length } = cells;
  const period = typeof text === 'string' ? Math.min(text.length, length) : length;
  if (period === 0) return;
  cells.fill(0xff);
  if (typeof text !== 'string') picture(cells, undefined, text);
  else
    for (let i = 0; i < Math.trunc(length / 3); i += period)
      if (length - i > period) putText(cells, i, text.slice(0, period));
  const end = name.slice(0, length);
  putText(cells, length - end.length, end);
  if (end.length < length) cells[length - end.length - 1] = blank;
}

function putText(cells: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) cells[at + i] = text.charCodeAt(i);
}

/** Dots and blanks by the bits of a picture, again and again up to a random length. @param lines random ones where undefined */
function picture(cells: Uint8Array, lines: readonly number[] | undefined, random: () => number): void {
  const { length } = cells;
  const enough = Math.trunc(length / 10) + (random() % Math.trunc((9 * length) / 10));
  // Where nothing is drawn it ends when the picture of the application would.
  const rows = lines?.length ?? pictureOf('application').length;
  for (let row = 0, at = 0; at < length; row++) {
    const bits = lines ? (lines[row % rows] ?? 0) : random();
    for (let bit = 0; bit < 32 && at < length; bit++, at++) cells[at] = (bits >>> bit) & 1 ? dot : blank;
    if ((row + 1) % rows === 0 && at > enough) return;
  }
}

/** Writes code and pictures into flash. */
class FlashWriter {
  readonly #part: Part;
  readonly #cells: Uint8Array;
  readonly #filling: Filling;

  constructor(part: Part, cells: Uint8Array, filling: Filling) {
    this.#part = part;
    this.#cells = cells;
    this.#filling = filling;
  }

  /**
   * A vector table whose every entry jumps behind it.
   * @param padded with an endless loop behind it, and blanks up to a multiple of 32 bytes
   * @returns bytes written
   */
  vectorTable(start: number, padded: boolean): number {
    const entry = this.#cells.length <= 8192 ? 2 : 4;
    const size = this.#part.nInterrupts * entry;
    const cells = this.#cells.subarray(start);
    for (let at = 0; at < size; at += entry) {
      const words = (size + entry - 2 - at) / 2;
      cells[at] = words;
      cells[at + 1] = 0xc0 + (words >> 8);
      cells.fill(0, at + 2, at + entry);
    }
    let end = size + entry;
    cells.fill(padded ? blank : 0, size, end);
    if (!padded) return end;
    putWord(cells, end, endlessLoop);
    end += 2;
    const padding = roundUp(end, 32);
    cells.fill(blank, end, padding);
    return padding;
  }

  /** Fills a section, with an endless loop at its end. */
  section({ start, size }: Range, kind: Section): void {
    const { contents, random } = this.#filling;
    const cells = this.#cells.subarray(start, start + size);
    if (contents === 'pictures') picture(cells, pictureOf(kind), random);
    else {
      const spared = kind === 'dataSection' || kind === 'application' ? (3 * size) / 4 : size / 8;
      const length = size - (random() % Math.trunc(spared));
      if (kind === 'dataSection') picture(cells.subarray(0, length), undefined, random);
      else this.#code(start, length);
    }
    if (cells[size - 4] === 0xff) putWord(cells, size - 4, endlessLoop);
    putWord(cells, size - 2, endlessLoop);
  }

  /** Random instructions that only use registers and stay in the section; the last jumps back. @param size bytes */
  #code(start: number, size: number): void {
    const { random, opcodes } = this.#filling;
    const words = Math.trunc(size / 2);
    const end = start + words * 2;
    const stays = (word: number, at: number): boolean => {
      if (!opcodes.isBenign(word)) return false;
      const target = opcodes.target(word, at);
      return target !== undefined && target >= start && target < end;
    };
    for (let i = 0; i < words; i++) {
      const at = start + 2 * i;
      let word = i === words - 1 ? relativeJump(-2 * Math.min(i, 2047)) : random() & 0xffff;
      while (i < words - 1 && !stays(word, at)) word = random() & 0xffff;
      putWord(this.#cells, at, word);
    }
  }
}

/** @param distance bytes from this instruction to its target */
function relativeJump(distance: number): number {
  return 0xc000 | (((distance >> 1) - 1) & 0x0fff);
}

function putWord(cells: Uint8Array, at: number, word: number): void {
  cells[at] = word;
  cells[at + 1] = word >> 8;
}
