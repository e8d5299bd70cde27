import type { Clock } from '../../model/clock.ts';
import { ProtocolError } from '../../model/errors.ts';
import { encodePage, type LoaderInfo } from '../../protocols/micronucleus/requests.ts';
import {
  loaderVector,
  resetTarget,
  userVector,
  userVectorAddress,
} from '../../protocols/micronucleus/reset-vector.ts';
import type { MicronucleusLink } from './link.ts';

/** The reset vector of a program is no jump. */
export class NoResetJumpError extends ProtocolError {}

/**
 * Writes pages for micronucleus, with the reset vectors placed as the version wants it: from 2 on the host sees to it that the
 * application's is where the boot loader jumps to, and so the last page below it has to be written, too.
 */
export class MicronucleusFlash {
  readonly #link: MicronucleusLink;
  readonly #clock: Clock;
  readonly #info: LoaderInfo;
  readonly #onPage: (address: number, length: number) => void;
  /** Word address of the application's start. */
  #resetTarget = 0;
  #owesLastPage = false;
  #isStartable = false;

  /** @param onPage is told of each page of the boot loader's before it is written */
  constructor(
    link: MicronucleusLink,
    clock: Clock,
    info: LoaderInfo,
    onPage: (address: number, length: number) => void,
  ) {
    this.#link = link;
    this.#clock = clock;
    this.#info = info;
    this.#onPage = onPage;
  }

  /** Whether there is something to start. */
  get isStartable(): boolean {
    return this.#isStartable;
  }

  /** Writes what the configuration calls a page, as pages of the boot loader's. @throws NoResetJumpError, TransportError */
  async write(address: number, data: Uint8Array): Promise<void> {
    const { pageSize } = this.#info;
    for (let at = 0; at < data.length; at += pageSize) {
      const page = new Uint8Array(pageSize).fill(0xff);
      page.set(data.subarray(at, at + pageSize));
      await this.#writePage(address + at, page);
    }
  }

  /** Writes the page with the application's reset vector, unless it has been. @throws TransportError */
  async finish(): Promise<void> {
    if (!this.#owesLastPage) return;
    this.#owesLastPage = false;
    const { start, pageSize } = this.#info;
    await this.#writePage(start - pageSize, new Uint8Array(pageSize).fill(0xff));
  }

  async #writePage(address: number, page: Uint8Array): Promise<void> {
    const { start, pageSize, writeMs } = this.#info;
    const { major } = this.#link;
    this.#onPage(address, page.length);
    if (address === 0) {
      if (major >= 2) this.#leadToLoader(page);
      this.#owesLastPage = true;
      this.#isStartable = true;
    } else if (address >= start - pageSize) {
      if (major >= 2) page.set(userVector(start, this.#resetTarget), userVectorAddress(start) - address);
      this.#owesLastPage = false;
    }
    for (const request of encodePage(major, address, page)) await this.#link.exchange(request);
    await this.#clock.sleep(writeMs);
  }

  #leadToLoader(page: Uint8Array): void {
    const target = resetTarget(page);
    if (target === undefined) throw new NoResetJumpError('the reset vector is no jump');
    this.#resetTarget = target;
    page.set(loaderVector(this.#info.start));
  }
}
