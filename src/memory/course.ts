import type { Clock } from '../model/clock.ts';
import { InterruptedError } from '../model/errors.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';
import { type Emit, notice } from '../output/events.ts';
import type { Programmer } from '../programmers/programmer.ts';
import { called, type Deed } from './called-messages.ts';
import { pageSkipped } from './messages.ts';
import { type PageSteps, pageSteps } from './pages.ts';

/** What moving memories needs to know of the run. */
export interface DeviceSettings {
  readonly programmer: Programmer;
  readonly part: Part;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Whether a chip erase leaves flash blank (a programmer's), or may do nothing (a boot loader's), where the programmer does not say. */
  readonly eraseBlanksFlash: boolean;
  /** Whether exchanges are shown: what is sent is what the release sends, then. */
  readonly showsExchanges?: boolean;
  /** The programmer's id (`-c`), for messages. */
  readonly programmerId?: string;
  /** What its type is called in messages. */
  readonly programmerType?: string;
  /** Whether the programmer is a boot loader, which erases and writes by its own rules. */
  readonly bootloader?: boolean;
  /** `-A`: trailing 0xff bytes count. */
  readonly keepTrailingFf?: boolean;
  /** Aborted when the run is to end: the next step of progress throws. */
  readonly interrupted?: AbortSignal;
}

/** The course of moving a memory: what is shown of its steps, and the place where it can be interrupted. */
export class Course {
  readonly #settings: DeviceSettings;

  constructor(settings: DeviceSettings) {
    this.#settings = settings;
  }

  /** Names a step with programmer, part and what it works on, for releases that show it. */
  trace(deed: Deed): void {
    const { emit, programmerId = '', part } = this.#settings;
    emit(notice(called, { ...deed, programmer: programmerId, part }));
  }

  /** Steps of a course over pages; see `pages.ts`. */
  pageSteps(
    operation: 'read' | 'write',
    touched: readonly boolean[],
    travels: readonly boolean[],
  ): PageSteps {
    const { behaviour, emit } = this.#settings;
    return pageSteps({
      touched,
      travels,
      counts: behaviour.bars.counts,
      skipped: (page) => emit(notice(pageSkipped, { operation, page })),
      report: (done, total) => this.progress(done, total),
    });
  }

  /** @throws InterruptedError if the run is to end */
  progress(done: number, total: number): void {
    if (this.#settings.interrupted?.aborted) throw new InterruptedError('interrupted by the user');
    this.#settings.emit({ kind: 'progress', done, total });
  }
}

/** Whether the memory is made of whole pages; configuration bytes of TPI and XMEGA parts have a page size that they do not fill. */
export function hasPages(memory: Memory): boolean {
  return memory.pageSize > 1 && memory.size % memory.pageSize === 0;
}
