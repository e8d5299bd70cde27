import type { Clock } from '../../model/clock.ts';
import { ProtocolError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  type Avr32Port,
  encodeChooseInstruction,
  encodeShiftBits,
  jtagInstructions,
  PortFailure,
  slaves,
} from '../../protocols/jtagmkii/avr32.ts';
import { responses } from '../../protocols/jtagmkii/commands.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { failed, lastFacts, type Procedure } from './avr32-failure-messages.ts';
import * as words from './avr32-messages.ts';
import {
  checksOf,
  debug,
  type Purpose,
  pendingStatus,
  preparing,
  type Step,
  stoppedBits,
  stopping,
} from './avr32-steps.ts';

/** As avrdude counts purposes. */
const flags: Readonly<Record<Purpose, number>> = { read: 0x01, write: 0x02, erase: 0x04, run: 0x08 };
/** So often avrdude asks whether the processor waits for its reset to end. */
const pendingAttempts = 21;
/** What avrdude has for a word that has not been read. */
const noWord = 0xffffffff;
/** Bits of the reset register; all of them reset the debugger as well. */
const resetBits = 5;
const resetAll = 0x1f;

/** The debugger of an AVR32 UC3, which stops the target and lets it go. */
export class Avr32Debugger {
  readonly #port: Avr32Port;
  readonly #emit: Emit;
  readonly #clock: Clock;
  /** Each exchange is shown, and so they are avrdude's. */
  readonly #shown: boolean;
  #held = false;
  #prepared = false;
  /** What was done last, and the word that was read last, in avrdude's numbers. */
  #status = -1;
  #value = 0;

  constructor(port: Avr32Port, emit: Emit, clock: Clock, shown: boolean) {
    this.#port = port;
    this.#emit = emit;
    this.#clock = clock;
    this.#shown = shown;
  }

  /** Whether the target may not be running its program. */
  get held(): boolean {
    return this.#held;
  }

  /** Stops the target, or resets it and lets it go. @throws ProtocolError after saying so */
  async bring(purpose: Purpose): Promise<void> {
    this.#emit(notice(words.stopping, { flags: flags[purpose] }));
    this.#status = -1;
    this.#value = 0;
    this.#held = true;
    let check = 0;
    for (const { purposes, steps } of stopping) {
      if (purposes.includes(purpose)) await this.#take('reset', steps, check);
      check += checks(steps);
    }
    this.#held = purpose !== 'run';
  }

  /** Sets up clocks and memory controllers, if that has not been done. @throws ProtocolError after saying so */
  async prepare(): Promise<void> {
    if (this.#prepared) return;
    await this.#take('init', preparing, 0);
    this.#prepared = true;
  }

  /** Erases the target, which has been stopped for it. @throws ProtocolError after saying so */
  async resetAfterErase(): Promise<void> {
    await this.#reset({ value: 0, before: [0x01, 0x01] });
    this.#held = false;
  }

  /** Lets a target go that has been left in the middle of something: its program starts afresh. Nothing is said. */
  async release(insist: (message: Uint8Array) => Promise<boolean>): Promise<void> {
    if (!this.#held) return;
    const messages = [
      encodeChooseInstruction(jtagInstructions.reset),
      encodeShiftBits(resetBits, Uint8Array.of(resetAll)),
      encodeShiftBits(resetBits, Uint8Array.of(0)),
    ];
    let heard = true;
    for (const message of messages) heard = (await insist(message)) && heard;
    this.#held = !heard;
  }

  async #take(procedure: Procedure, steps: readonly Step[], firstCheck: number): Promise<void> {
    let check = firstCheck;
    for (const step of steps) {
      try {
        const wrong = await this.#step(step);
        if (wrong !== undefined) this.#fail(procedure, check + wrong);
      } catch (error) {
        if (!(error instanceof PortFailure)) throw error;
        if (step.kind === 'write') this.#status = -1;
        else this.#value = noWord;
        if (step.kind === 'write' && step.unsaid) throw error;
        this.#fail(procedure, check, error);
      }
      check += checks([step]);
    }
  }

  /** @returns which of its checks has failed, if one has. @throws PortFailure */
  async #step(step: Step): Promise<number | undefined> {
    switch (step.kind) {
      case 'choose': {
        const answer = await tolerant(this.#port.exchange(encodeChooseInstruction(step.instruction)));
        this.#status = answer?.length ?? -1;
        return scanned(answer, 2) === step.expected ? undefined : 1;
      }
      case 'reset':
        await this.#reset(step);
        this.#status = 0;
        return undefined;
      case 'write':
        await this.#port.writeWord(step.slave, step.address, step.value);
        this.#status = 0;
        return undefined;
      case 'read': {
        const value = await this.#read(step.slave, step.address);
        return step.expected === undefined || value === step.expected ? undefined : 0;
      }
      case 'stopped':
        for (let time = 0; time < step.times; time++) {
          const value = await this.#read(slaves.debugger, debug.status);
          if ((value & stoppedBits) !== stoppedBits) return 1;
        }
        return undefined;
      case 'pending':
        return (await this.#isPending()) ? undefined : 0;
      case 'pause':
        await this.#clock.sleep(step.milliseconds);
        return undefined;
    }
  }

  async #isPending(): Promise<boolean> {
    let is = false;
    for (let attempt = 1; attempt <= pendingAttempts && (this.#shown || !is); attempt++)
      is = (await this.#read(slaves.debugger, debug.status)) === pendingStatus;
    return is;
  }

  async #read(...[slave, address]: Parameters<Avr32Port['readWord']>): Promise<number> {
    this.#value = await this.#port.readWord(slave, address);
    return this.#value;
  }

  /** avrdude goes on whatever comes out of the registers. */
  async #reset({ value, before }: Pick<Extract<Step, { kind: 'reset' }>, 'value' | 'before'>): Promise<void> {
    this.#emit(notice(words.resetting, { value }));
    const scans = [
      { scan: 'Get_IR', message: encodeChooseInstruction(jtagInstructions.reset) },
      { scan: 'Get_XXX', message: encodeShiftBits(resetBits, Uint8Array.of(value)) },
    ] as const;
    for (const [i, { scan, message }] of scans.entries()) {
      const answer = await tolerant(this.#port.exchange(message));
      const expected = before[i] ?? 0;
      if (scanned(answer, 2) !== expected)
        this.#emit(notice(words.unexpectedScan, { scan, expected, got: answer?.[1] ?? 0 }));
    }
  }

  #fail(procedure: Procedure, check: number, cause?: Error): never {
    const facts = procedure === 'init' ? '' : lastFacts(this.#status, this.#value);
    fail(
      this.#emit,
      notice(failed, { procedure, check, facts }),
      new ProtocolError(`the target is not as it should be (${procedure}, check ${check})`, -1, { cause }),
    );
  }
}

/** What a scan has brought; undefined if it did not. @param length of its answer in bytes */
export function scanned(answer: Uint8Array | undefined, length: number): number | undefined {
  return answer?.length === length && answer[0] === responses.scanned ? answer[1] : undefined;
}

function checks(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (isUnsaid(step) ? 0 : checksOf[step.kind]), 0);
}

function isUnsaid(step: Step): boolean {
  return step.kind === 'write' && step.unsaid === true;
}
