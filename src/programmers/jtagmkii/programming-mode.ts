import { type Emit, notice } from '../../output/events.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import { type JtagMkiiLink, RefusedError } from '../../protocols/jtagmkii/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import * as words from './messages.ts';

const enterRequest = { operation: 'enter-programming-mode' } as const;

/** The state in which a target stands still and lets its memories be reached (AVR067, CMND_ENTER_PROGMODE). */
export class JtagProgrammingMode {
  readonly #link: JtagMkiiLink;
  readonly #emit: Emit;
  readonly #exists: boolean;
  /** `perhaps`: it was asked for, and what was answered makes no sense. */
  #entered: 'no' | 'perhaps' | 'yes' = 'no';

  /** @param exists whether there is such a state: a debugger reaches memories without it */
  constructor(link: JtagMkiiLink, emit: Emit, exists = true) {
    this.#link = link;
    this.#emit = emit;
    this.#exists = exists;
  }

  /**
   * Enters it, if that has not been done. avrdude asks twice; the second time changes something only if the first was refused.
   * @throws RefusedError if JTAG is disabled, after saying so; else as `request`
   */
  async enter(): Promise<void> {
    if (this.#entered === 'yes' || !this.#exists) return;
    for (let attempt = 1; attempt <= 2; attempt++) {
      try {
        this.#entered = 'perhaps';
        await this.#link.establish(enterRequest, ice.encodeCommand(ice.commands.enterProgmode));
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        this.#entered = 'no';
        if (error.code !== ice.responses.illegalJtagId) continue;
        if (attempt === 2) {
          this.#emit(notice(words.jtagDisabled));
          throw error;
        }
        this.#emit(notice(words.retryingWithReset));
        await tolerant(this.#link.setParameter(ice.parameters.externalReset, Uint8Array.of(1)));
      }
    }
    this.#entered = 'yes';
  }

  /** Leaves it, if it has been entered, and resets the target. @throws as `request` */
  async leave(): Promise<void> {
    const entered = this.#entered;
    if (entered === 'no') return;
    const leave = ice.encodeCommand(ice.commands.leaveProgmode);
    this.#entered = 'perhaps';
    this.#link.forget(enterRequest);
    if (entered === 'perhaps') {
      if (await this.#link.insist(leave, undefined)) this.#entered = 'no';
      return;
    }
    try {
      await this.#link.request({ operation: 'leave-programming-mode' }, leave);
    } catch (error) {
      if (await this.#link.insist(leave, error)) this.#entered = 'no';
      throw error;
    }
    this.#entered = 'no';
    await tolerant(this.#link.reset(ice.lowLevelReset));
  }
}
