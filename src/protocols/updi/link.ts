import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError, SilentLineError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as updi from './instructions.ts';
import * as words from './messages.ts';
import { step, type UpdiStep } from './step-messages.ts';
import { UpdiWire, type UpdiWireSettings } from './wire.ts';

/** How often something is read until nothing disturbs it. */
const maxReads = 4;
/** How many exchanges may fail in a row before nothing more is waited for. */
const patience = 8;

/**
 * A conversation over the UPDI wire: getting the target's attention, its control and status space, its keys, and exchanges
 * that are tried again after a double break if they are disturbed.
 */
export class UpdiLink {
  readonly #wire: UpdiWire;
  readonly #emit: Emit;
  /** What waits for the next exchange. */
  #pending: Uint8Array[] = [];
  /** CTRLA as it is outside of unacknowledged stores. */
  #control: number = updi.interByteDelay;
  /** The target has fallen silent for good: nothing more is waited for. */
  #lost = false;
  #failures = 0;
  /** How many exchanges had to be said again. */
  #repeated = 0;
  #heard = false;
  #recovering = false;

  constructor(line: SerialTransport, settings: UpdiWireSettings) {
    this.#wire = new UpdiWire(line, settings);
    this.#emit = settings.emit;
  }

  /** Whether anything that was sent has ever come back as it was, and been answered. */
  get everHeard(): boolean {
    return this.#heard;
  }

  /** Wakes the target's interface. */
  async wake(): Promise<void> {
    await this.send(Uint8Array.of(updi.breakCharacter));
    await this.tryToFlush();
  }

  /** Sends what waits. @returns whether it has come back as it was sent; whether anybody hears it is not known. @throws DisconnectedError */
  async tryToFlush(): Promise<boolean> {
    this.#lost = false;
    let echoed = true;
    await this.#withoutRecovery(async () => {
      try {
        await this.flush();
      } catch (error) {
        if (!isFailedExchange(error)) throw error;
        echoed = false;
      }
    });
    return echoed;
  }

  /** Gets the target to listen afresh, whatever it has taken for an instruction. @throws DisconnectedError */
  async startAfresh(): Promise<void> {
    await this.#wire.settle();
    await this.#sendDoubleBreak();
    await this.#withoutRecovery(async () => void (await this.#answers()));
  }

  /** Sets the session up and looks whether the target answers; a double break is tried if not. @throws ProtocolError, TimeoutError */
  async initialize(): Promise<void> {
    await this.#withoutRecovery(async () => {
      if (await this.#answers()) return;
      this.show({ kind: 'link-resetting' });
      await this.#sendDoubleBreak();
      if (await this.#answers()) return;
      this.show({ kind: 'link-lost' });
      throw new ProtocolError('target does not answer');
    });
  }

  /**
   * Does what reads, and again where an exchange in it or right after it was disturbed: a byte too many is seen only by the echo of
   * what is sent next. Unless it mends, nothing is said again.
   * @throws ProtocolError if it is disturbed each time; what `read` throws
   */
  async undisturbed<T>(read: () => Promise<T>): Promise<T> {
    for (let tries = 0; tries < maxReads; tries++) {
      const before = this.#repeated;
      const result = await read();
      if (!this.#wire.manner.mends) return result;
      await this.ldcs(updi.cs.statusA);
      if (this.#repeated === before) return result;
    }
    throw new ProtocolError('the wire is disturbed');
  }

  /** Reads a register of the control and status space. */
  async ldcs(register: number): Promise<number> {
    this.show({ kind: 'load-register', register });
    await this.send(updi.encodeLdcs(register));
    return this.receiveByte();
  }

  /** Writes a register of the control and status space. */
  async stcs(register: number, value: number): Promise<void> {
    this.show({ kind: 'store-register', register, value });
    await this.send(updi.encodeStcs(register, value));
  }

  async key(key: updi.Key): Promise<void> {
    this.show({ kind: 'write-key' });
    await this.send(updi.keyHead);
    await this.send(updi.encodeKey(key.text));
  }

  /** The system information block. */
  async readSib(): Promise<Uint8Array> {
    await this.send(updi.readSib);
    return this.receive(updi.sibLength);
  }

  /** From now on the target answers after a short guard time, and without delays between bytes. */
  hurry(): void {
    this.#control = updi.shortGuardTime;
  }

  /** What is done is not acknowledged by the target: stores of a link that gathers. */
  async unacknowledged(work: () => Promise<void>): Promise<void> {
    await this.#setControl(this.#control | updi.noSignatures);
    await work();
    await this.#setControl(this.#control);
  }

  /** Sends an instruction, or data that belong to the last one. Of a link that gathers it waits for the next exchange. */
  async send(data: Uint8Array): Promise<void> {
    this.#emit(notice(words.bytesSent, { data }));
    this.#pending.push(data);
    if (this.#wire.manner.gathers) return;
    try {
      await this.flush();
    } catch (error) {
      // Whether anybody listens is seen by the answer.
      if (!(error instanceof TimeoutError) || this.#lost) throw error;
    }
  }

  /** Sends what waits and takes an answer of so many bytes. @throws ProtocolError, TimeoutError */
  async receive(length: number): Promise<Uint8Array> {
    const data = await this.#exchange(length);
    this.#emit(notice(words.bytesReceived, { data }));
    return data;
  }

  async receiveByte(): Promise<number> {
    const [byte = 0] = await this.receive(1);
    return byte;
  }

  /** Sends what waits and takes its echo. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) await this.#exchange(0);
  }

  /** Shows a step to those who want to see everything. */
  show(facts: UpdiStep): void {
    this.#emit(notice(step, facts));
  }

  async #sendDoubleBreak(): Promise<void> {
    this.show({ kind: 'double-break' });
    this.#pending = [];
    await this.#wire.sendDoubleBreak();
  }

  async #answers(): Promise<boolean> {
    this.#control = updi.interByteDelay;
    await this.stcs(updi.cs.controlB, updi.noCollisionDetection);
    await this.stcs(updi.cs.controlA, updi.interByteDelay);
    try {
      if ((await this.ldcs(updi.cs.statusA)) > 0) {
        this.show({ kind: 'link-ok' });
        return true;
      }
      this.show({ kind: 'link-wrong' });
    } catch (error) {
      if (!isFailedExchange(error)) throw error;
      this.show({ kind: 'link-unanswered' });
    }
    return false;
  }

  async #withoutRecovery(work: () => Promise<void>): Promise<void> {
    const before = this.#recovering;
    this.#recovering = true;
    try {
      await work();
    } finally {
      this.#recovering = before;
    }
  }

  /** A write of CTRLA that takes back the one just before it replaces it. */
  async #setControl(value: number): Promise<void> {
    const before = this.#pending.at(-1);
    const [sync, code] = updi.encodeStcs(updi.cs.controlA, 0);
    if (before?.length === 3 && before[0] === sync && before[1] === code) this.#pending.pop();
    await this.send(updi.encodeStcs(updi.cs.controlA, value));
  }

  /**
   * Sends what waits, takes its echo and the answer. Once in an exchange a garbled or missing answer is met with a double break
   * and the whole is said again.
   */
  async #exchange(length: number): Promise<Uint8Array> {
    if (this.#lost) throw new SilentLineError('target has fallen silent');
    const sent = concatBytes(this.#pending);
    const count = this.#pending.length;
    this.#pending = [];
    try {
      const answer = await this.#wire.exchange(sent, length, count);
      this.#failures = 0;
      this.#heard = true;
      return answer;
    } catch (error) {
      if (!isFailedExchange(error)) throw error;
      this.#lost = ++this.#failures > patience;
      if (this.#recovering || !this.#wire.manner.mends) throw error;
    }
    this.#recovering = true;
    this.#repeated++;
    try {
      await this.#wire.settle();
      await this.#sendDoubleBreak();
      if (!(await this.#answers())) throw new TimeoutError('target has fallen silent');
      return await this.#wire.exchange(sent, length, count);
    } catch (error) {
      this.#lost = true;
      throw error;
    } finally {
      this.#recovering = false;
    }
  }
}

function isFailedExchange(error: unknown): boolean {
  return error instanceof TimeoutError || error instanceof ProtocolError;
}
