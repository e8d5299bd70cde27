import * as ice from '../../protocols/jtagmki/commands.ts';
import { IceRefusedError, type JtagMkiLink } from '../../protocols/jtagmki/link.ts';

/** Whether the target runs, stands still, or lets its memories be reached. */
export class IceTarget {
  readonly #link: JtagMkiLink;
  /** `perhaps`: it was told to enter programming mode, and what was answered makes no sense. */
  #state: 'running' | 'stopped' | 'perhaps' | 'programming' = 'running';

  constructor(link: JtagMkiLink) {
    this.#link = link;
  }

  /** Has it stop. @throws as `request` */
  async stop(): Promise<void> {
    if (this.#state === 'running') this.#state = 'stopped';
    await this.#link.request({ operation: 'stop' }, ice.encodeCommand(ice.commands.stop), { length: 5 });
  }

  /** Enters programming mode, if that has not been done. @throws as `request` */
  async enter(): Promise<void> {
    if (this.#state === 'programming') return;
    this.#state = 'perhaps';
    try {
      await this.#link.request(
        { operation: 'enter-programming-mode' },
        ice.encodeCommand(ice.commands.enterProgmode),
      );
    } catch (error) {
      if (error instanceof IceRefusedError) this.#state = 'stopped';
      throw error;
    }
    this.#state = 'programming';
  }

  /** Leaves it, if it has been entered. @throws as `request` */
  async leave(): Promise<void> {
    if (this.#state !== 'programming') return;
    this.#state = 'perhaps';
    const [, last] = await this.#link.request({ operation: 'leave-programming-mode' }, leaving);
    // Where something else was under way, the first byte may have been its answer, and the command taken for data.
    if (last === ice.responses.ok) this.#state = 'running';
  }

  /** Lets the target run, whatever state it is in; never throws. */
  async release(): Promise<void> {
    let failure: unknown;
    try {
      await this.leave();
    } catch (error) {
      failure = error;
    }
    if (this.#state === 'running') return;
    const farewell = this.#state === 'stopped' ? ice.encodeCommand(ice.commands.go) : leaving;
    this.#state = 'running';
    // What there is to say has been said; the line is closed next.
    await this.#link.insist(farewell, failure).catch(() => false);
  }
}

const leaving = ice.encodeCommand(ice.commands.leaveProgmode);
