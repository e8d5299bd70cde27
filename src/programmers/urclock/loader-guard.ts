import { ProtocolError } from '../../model/errors.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Page } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { encodeResetJump, jumpTarget, vectorSize } from '../../protocols/urboot/vector-patch.ts';
import type { UrclockDeeds } from './deeds.ts';
import * as words from './flash-messages.ts';
import type { Loader } from './loader.ts';

/** Keeps a boot loader from being lost, whatever is written beside the files that have been looked at before. */
export class LoaderGuard {
  readonly #loader: Loader;
  readonly #flash: Memory;
  readonly #rules: UrclockDeeds;
  readonly #emit: Emit;

  constructor(loader: Loader, flash: Memory, rules: UrclockDeeds, emit: Emit) {
    this.#loader = loader;
    this.#flash = flash;
    this.#rules = rules;
    this.#emit = emit;
  }

  /** Whether the host has to lead reset to the loader. */
  get isPatched(): boolean {
    const { high, size, level } = this.#loader;
    return high && size > 0 && level === 1;
  }

  get resetJump(): Uint8Array {
    return encodeResetJump(this.#loader.start ?? 0, this.#flash.size, this.#rules.signsReset);
  }

  /** Whether a place is the loader's own, or out of its reach. */
  isOwn(memory: Memory, address: number): boolean {
    const loader = this.#loader;
    const flash = this.#flash;
    const rules = this.#rules;
    if (!isInFlash(memory)) return memoryKind(memory) !== 'eeprom';
    if (address < loader.free[0] || address > loader.free[1]) return true;
    const width = vectorSize(flash.size);
    if (rules.ownVectors === 'reset') return loader.high && loader.vector > 0 && address < width;
    if (!loader.high || loader.level === 0 || address >= 512) return false;
    const slot = loader.vector * width;
    return address < width || (loader.vector > 0 && address >= slot && address < slot + width);
  }

  /** @throws ProtocolError for pages that lie in the loader, after saying so */
  spare(run: readonly Page[]): void {
    const { start = 0, size } = this.#loader;
    if (size === 0) return;
    const own = [start, start + size - 1] as const;
    const over = run.find(({ address, data }) => address <= own[1] && address + data.length > own[0]);
    if (!over) return;
    const input = [over.address, over.address + over.data.length - 1] as const;
    fail(
      this.#emit,
      notice(words.overlapsLoader, { input, other: own }),
      new ProtocolError('the loader would be overwritten'),
    );
  }

  /** The first page, about to be written, with reset leading to the loader. */
  withReset(page: Uint8Array): Uint8Array {
    if (!this.isPatched || this.#leadsToLoader(page)) return page;
    this.#emit(notice(words.forcedReset, { partly: false }));
    return this.#patched(page);
  }

  /** The first page, as it has been read, with reset leading to the loader; undefined if it does. */
  mended(page: Uint8Array): Uint8Array | undefined {
    if (!this.isPatched || this.#leadsToLoader(page)) return undefined;
    this.#emit(notice(words.forcedInPassing));
    return this.#patched(page);
  }

  #patched(page: Uint8Array): Uint8Array {
    const data = page.slice();
    data.set(this.resetJump);
    return data;
  }

  #leadsToLoader(page: Uint8Array): boolean {
    return jumpTarget(page, 0, this.#flash.size) === this.#loader.start;
  }
}
