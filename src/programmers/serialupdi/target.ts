import type { Clock } from '../../model/clock.ts';
import { endsRun, TargetError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { insist } from '../../protocols/line/insisting.ts';
import type { UpdiDataSpace } from '../../protocols/updi/data-space.ts';
import * as updi from '../../protocols/updi/instructions.ts';
import type { UpdiLink } from '../../protocols/updi/link.ts';
import { orComplain } from './complaint.ts';
import * as words from './messages.ts';
import { step, type TargetStep } from './step-messages.ts';

/** How long a target may take to unlock after a reset, to erase itself, and to change its mode (ms): avrdude's limits. */
const unlockTimeout = 100;
const eraseTimeout = 500;
const modeTimeout = 500;

/** The system behind the interface: its resets, keys and modes of programming. */
export class SerialUpdiTarget {
  readonly #data: UpdiDataSpace;
  readonly #link: UpdiLink;
  readonly #clock: Clock;
  readonly #emit: Emit;
  /** Whether the target is reset before the key is sent (8.x), and how the mode is waited for. */
  readonly #resetsBeforeKey: boolean;

  constructor(data: UpdiDataSpace, clock: Clock, emit: Emit, resetsBeforeKey: boolean) {
    this.#data = data;
    this.#link = data.link;
    this.#clock = clock;
    this.#emit = emit;
    this.#resetsBeforeKey = resetsBeforeKey;
  }

  status(): Promise<number> {
    return this.#link.ldcs(updi.cs.systemStatus);
  }

  async applyReset(): Promise<void> {
    this.#say({ kind: 'apply-reset' });
    await this.#link.stcs(updi.cs.resetRequest, updi.resetSignature);
  }

  async releaseReset(): Promise<void> {
    this.#say({ kind: 'release-reset' });
    await this.#link.stcs(updi.cs.resetRequest, 0);
  }

  /** Resets the target and sets the conversation up again. */
  async restart(): Promise<void> {
    await this.#reset();
    await this.#link.initialize();
  }

  /** Puts the target into programming mode. @throws TargetError if it is locked or does not get there, after saying so */
  async enter(): Promise<void> {
    const emit = this.#emit;
    const before = await orComplain(emit, words.modeUnknown, () =>
      orComplain(emit, words.modeUnreadable, () => this.status()),
    );
    if (before & updi.status.nvmProgramming) {
      this.#say({ kind: 'already-entered' });
      return;
    }
    if (this.#resetsBeforeKey) await this.applyReset();
    if (!(await this.#offerKey(updi.keys.nvmProgramming))) {
      emit(notice(words.programmingKeyRefused));
      if (!this.#resetsBeforeKey) throw new TargetError('key was not accepted');
    }
    await this.#reset();
    if (!(await this.#waitFor((status) => !(status & updi.status.locked), unlockTimeout))) {
      emit(notice(words.unlockTimedOut));
      fail(emit, notice(words.stillLocked), new TargetError('target is locked'));
    }
    const timeout = this.#resetsBeforeKey ? modeTimeout : 0;
    if (!(await this.#waitFor((status) => (status & updi.status.nvmProgramming) !== 0, timeout))) {
      emit(notice(words.modeTimedOut));
      fail(emit, notice(words.notEntered), new TargetError('target does not enter programming mode'));
    }
    this.#say({ kind: 'entered' });
  }

  /** Lets the program run and switches the interface off. */
  async leave(): Promise<void> {
    if ((await this.#tryToLeave()) || !this.#link.everHeard) return;
    await insist(this.#emit, undefined, async () => {
      await this.#link.startAfresh();
      if (!(await this.#tryToLeave())) throw new TargetError('target has not been let go');
    });
  }

  /** @returns whether all that was sent came back from the wire as it was */
  async #tryToLeave(): Promise<boolean> {
    await this.#reset();
    await this.#link.stcs(updi.cs.controlB, updi.disableInterface | updi.noCollisionDetection);
    return this.#link.tryToFlush();
  }

  /** Erases a locked part with a key, which unlocks it. @throws TargetError, ProtocolError, after saying so */
  async unlock(): Promise<void> {
    const emit = this.#emit;
    if (!(await this.#offerKey(updi.keys.chipErase)))
      fail(emit, notice(words.eraseKeyRefused), new TargetError('key was not accepted'));
    await this.#reset();
    if (!(await this.#waitFor((status) => !(status & updi.status.locked), eraseTimeout))) {
      emit(notice(words.unlockTimedOut));
      fail(emit, notice(words.unlockFailed), new TargetError('target stays locked'));
    }
    await orComplain(emit, words.linkAfterUnlockFailed, () => this.#link.initialize());
    await this.enter();
  }

  /**
   * Writes the user row with its own key, which works on locked parts, too; then programming mode is entered again.
   * @param data the row or the beginning of it
   */
  async writeUserRow(address: number, data: Uint8Array): Promise<void> {
    const emit = this.#emit;
    const link = this.#link;
    if (!(await this.#offerKey(updi.keys.userRow)))
      fail(emit, notice(words.userRowKeyRefused), new TargetError('key was not accepted'));
    await this.#reset();
    if (!(await this.#waitFor((status) => (status & updi.status.userRowProgramming) !== 0, modeTimeout))) {
      emit(notice(words.userRowTimedOut));
      fail(emit, notice(words.userRowNotEntered), new TargetError('target does not take a user row'));
    }
    await orComplain(emit, words.userRowUnwritten, async () => {
      for (let from = 0; from < data.length; from += updi.maxRepeats) {
        const piece = data.subarray(from, from + updi.maxRepeats);
        emit(notice(words.userRowPiece, { address: address + from, length: piece.length }));
        await this.#data.write(address + from, piece, 1);
      }
      await link.stcs(updi.cs.systemControl, updi.userRowFinal);
    });
    if (!(await this.#waitFor((status) => !(status & updi.status.userRowProgramming), modeTimeout))) {
      emit(notice(words.userRowTimedOut));
      this.#say({ kind: 'user-row-not-left' });
      await this.#reset();
    }
    await link.stcs(updi.cs.keyStatus, updi.keys.userRow.accepted | updi.noCollisionDetection);
    await this.#reset();
    await this.restart();
    await this.enter();
  }

  #say(facts: TargetStep): void {
    this.#emit(notice(step, facts));
  }

  async #reset(): Promise<void> {
    await this.applyReset();
    await this.releaseReset();
  }

  /** @returns whether the target has taken the key */
  async #offerKey(key: updi.Key): Promise<boolean> {
    await this.#link.key(key);
    const status = await orComplain(this.#emit, words.keyUnconfirmed, () =>
      this.#link.ldcs(updi.cs.keyStatus),
    );
    this.#say({ kind: 'key-status', status });
    return (status & key.accepted) !== 0;
  }

  /** Asks at least once. @returns false after the time (ms) is up */
  async #waitFor(reached: (status: number) => boolean, timeout: number): Promise<boolean> {
    const deadline = this.#clock.now() + timeout;
    do {
      try {
        if (reached(await this.status())) return true;
      } catch (error) {
        if (endsRun(error)) throw error;
      }
    } while (this.#clock.now() < deadline);
    return false;
  }
}
