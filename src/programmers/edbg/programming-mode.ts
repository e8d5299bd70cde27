import * as ice from '../../protocols/edbg/commands.ts';
import { type EdbgLink, RefusedError } from '../../protocols/edbg/link.ts';
import type { TargetInterface } from './interfaces.ts';

/** The state in which a target stands still and lets its memories be reached. A debugger's target has none of its own. */
export class EdbgProgrammingMode {
  readonly #link: EdbgLink;
  readonly #exists: boolean;
  /** `perhaps`: it was asked for, and there was no answer. */
  #entered: 'no' | 'perhaps' | 'yes' = 'no';

  constructor(link: EdbgLink, via: TargetInterface) {
    this.#link = link;
    this.#exists = via.hasProgrammingMode;
  }

  /** Enters it, if that has not been done. @throws as `request` */
  async enter(): Promise<void> {
    if (!this.#exists || this.#entered === 'yes') return;
    this.#entered = 'perhaps';
    try {
      await this.#link.request(
        'enter progmode',
        ice.encodeCommand(ice.scopes.avr, ice.commands.enterProgmode),
      );
    } catch (error) {
      if (error instanceof RefusedError) this.#entered = 'no';
      throw error;
    }
    this.#entered = 'yes';
  }

  /** Leaves it, if it has been entered. @throws as `request` */
  async leave(): Promise<void> {
    const entered = this.#entered;
    if (entered === 'no') return;
    this.#entered = 'no';
    const leave = ice.encodeCommand(ice.scopes.avr, ice.commands.leaveProgmode);
    if (entered === 'perhaps') {
      await this.#link.insist(leave, undefined);
      return;
    }
    try {
      await this.#link.request('leave progmode', leave);
    } catch (error) {
      if (!(error instanceof RefusedError)) await this.#link.insist(leave, error);
      throw error;
    }
  }
}
