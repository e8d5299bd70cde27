import { ProtocolError, TimeoutError } from '../model/errors.ts';
import { type Emit, notice } from '../output/events.ts';
import type { SerialTransport } from '../transports/serial-transport.ts';
import * as updi from './updi.ts';
import * as words from './updi-messages.ts';

/** How long an answer, or the echo of what was sent, may take (ms); what is long to travel gets more. */
const answerTimeout = 1000;
/** The rate at which a break is long enough at any rate of the target, and the time between two. */
const breakBaudRate = 300;
const breakPause = 100;
/** How many exchanges may fail in a row before nothing more is waited for. */
const patience = 8;
/** What comes late after noise (ms). */
const noiseTime = 50;

/** What a link needs besides its line. */
export interface UpdiLinkSettings {
  /** Bits per second. */
  readonly baudRate: number;
  /**
   * Every instruction travels alone and is acknowledged, in the order in which avrdude sends them. Otherwise what is not
   * answered waits for the next instruction that is, and data are stored without acknowledgement.
   */
  readonly stepwise: boolean;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly emit: Emit;
  /** Called for every answer or echo that did not come. */
  readonly onSilence: () => void;
  /** Called when the line's rate has changed, which on some systems changes its control lines. */
  readonly onRateChange: () => Promise<void>;
}

/**
 * A conversation on the UPDI line. Both directions share one wire, so all that is sent comes back first: an echo that is not
 * what was sent means that somebody else talked, and the exchange is tried again after a double break.
 */
export class UpdiLink {
  /** How addresses travel; known when the system information block has been read. */
  addressBytes: updi.AddressBytes = 2;
  private readonly line: SerialTransport;
  private readonly settings: UpdiLinkSettings;
  private readonly emit: Emit;
  private pending: Uint8Array[] = [];
  /** CTRLA as it is outside of unacknowledged stores. */
  private control: number = updi.interByteDelay;
  /** The target has fallen silent for good: nothing more is waited for. */
  private lost = false;
  private failures = 0;
  private recovering = false;

  constructor(line: SerialTransport, settings: UpdiLinkSettings) {
    this.line = line;
    this.settings = settings;
    this.emit = settings.emit;
  }

  get stepwise(): boolean {
    return this.settings.stepwise;
  }

  /** Wakes the target's interface. */
  async wake(): Promise<void> {
    await this.send(Uint8Array.of(updi.breakCharacter));
    await this.tryToFlush();
  }

  /** Sends what waits; whether anybody hears it does not matter. @throws DisconnectedError */
  async tryToFlush(): Promise<void> {
    this.lost = false;
    await this.withoutRecovery(async () => {
      try {
        await this.flush();
      } catch (error) {
        if (!isFailedExchange(error)) throw error;
      }
    });
  }

  /** Sets the session up and looks whether the target answers; a double break is tried if not. @throws ProtocolError, TimeoutError */
  async initialize(): Promise<void> {
    await this.withoutRecovery(async () => {
      if (await this.answers()) return;
      this.say('datalink not active, resetting ...');
      await this.sendDoubleBreak();
      if (await this.answers()) return;
      this.say('restoring datalink failed');
      throw new ProtocolError('target does not answer');
    });
  }

  /** Reads a register of the control and status space. */
  async ldcs(register: number): Promise<number> {
    this.say(`LDCS from ${hex(register, 2)}`);
    await this.send(updi.encodeLdcs(register));
    return this.receiveByte();
  }

  /** Writes a register of the control and status space. */
  async stcs(register: number, value: number): Promise<void> {
    this.say(`STCS ${hex(value, 2)} to address ${hex(register, 2)}`);
    await this.send(updi.encodeStcs(register, value));
  }

  async key(key: updi.Key): Promise<void> {
    this.say('UPDI writing key');
    await this.send(updi.keyHead);
    await this.send(updi.encodeKey(key.text));
  }

  /** The system information block. */
  async readSib(): Promise<Uint8Array> {
    await this.send(updi.readSib);
    return this.receive(updi.sibLength);
  }

  async readByte(address: number): Promise<number> {
    this.say(`LD from ${hex(address, 6)}`);
    await this.send(updi.encodeLds(address, this.addressBytes));
    return this.receiveByte();
  }

  /** Stores a byte and waits until the target has acknowledged it. */
  async writeByte(address: number, value: number): Promise<void> {
    if (!this.stepwise) {
      await this.queueStore(address, Uint8Array.of(value), 1);
      return;
    }
    this.say(`ST to ${hex(address, 6)}`);
    await this.send(updi.encodeSts(address, this.addressBytes));
    await this.acknowledgement('data phase expected first ACK');
    await this.send(Uint8Array.of(value));
    await this.acknowledgement('data phase expected second ACK');
  }

  /** Reads bytes that follow each other. @param length 1 to 256, twice as many by units of 2 */
  async read(address: number, length: number, unit: updi.Unit = 1): Promise<Uint8Array> {
    this.say(`reading ${length} bytes from ${hex(address, 6)}`);
    if (this.stepwise) await this.setPointer(address);
    else {
      await this.setControl(this.control | updi.noSignatures);
      await this.send(updi.encodeStPointer(address, this.addressBytes));
      await this.setControl(this.control);
    }
    const times = length / unit;
    if (times > 1) {
      this.say(`repeat ${times}`);
      await this.send(updi.encodeRepeat(times));
    }
    this.say(`LD${8 * unit} from ptr++`);
    await this.send(updi.encodeLdIncrement(unit));
    return this.receive(length);
  }

  /** Stores bytes that follow each other. @param data at most 256 bytes, 512 by units of 2 */
  async write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    if (!this.stepwise) await this.queueStore(address, data, unit);
    else if (unit === 2) await this.writeWords(address, data);
    else await this.writeBytes(address, data);
  }

  /** From now on the target answers after a short guard time, and without delays between bytes. */
  hurry(): void {
    this.control = updi.shortGuardTime;
  }

  /** Sends what waits and takes its echo. */
  async flush(): Promise<void> {
    if (this.pending.length > 0) await this.exchange(0);
  }

  /** Two breaks, slow enough for a target at any rate. */
  async sendDoubleBreak(): Promise<void> {
    this.say('sending double break');
    this.pending = [];
    await this.line.setBaudRate(breakBaudRate);
    await this.settings.onRateChange();
    for (const pause of [breakPause, 0]) {
      await this.line.write(Uint8Array.of(updi.breakCharacter));
      await this.takeIfAny(1);
      if (pause > 0) await this.settings.sleep(pause);
    }
    await this.line.drain(0);
    await this.line.setBaudRate(this.settings.baudRate);
    await this.settings.onRateChange();
    await this.line.drain(0);
  }

  /** Shows a step to those who want to see everything. */
  say(text: string): void {
    this.emit(notice(words.step, { text }));
  }

  private async answers(): Promise<boolean> {
    this.control = updi.interByteDelay;
    await this.stcs(updi.cs.controlB, updi.noCollisionDetection);
    await this.stcs(updi.cs.controlA, updi.interByteDelay);
    try {
      if ((await this.ldcs(updi.cs.statusA)) > 0) {
        this.say('UDPI init OK');
        return true;
      }
      this.say('UDPI not OK - reinitialisation required');
    } catch (error) {
      if (!isFailedExchange(error)) throw error;
      this.say('check failed');
    }
    return false;
  }

  private async withoutRecovery(work: () => Promise<void>): Promise<void> {
    const before = this.recovering;
    this.recovering = true;
    try {
      await work();
    } finally {
      this.recovering = before;
    }
  }

  private async setPointer(address: number): Promise<void> {
    this.say(`ST_PTR to ${hex(address, 6)}`);
    await this.send(updi.encodeStPointer(address, this.addressBytes));
    await this.acknowledgement('ST_PTR expected ACK');
  }

  private async writeBytes(address: number, data: Uint8Array): Promise<void> {
    if (data.length <= 2) {
      for (const [i, byte] of data.entries()) await this.writeByte(address + i, byte);
      return;
    }
    await this.setPointer(address);
    this.say(`repeat ${data.length}`);
    await this.send(updi.encodeRepeat(data.length));
    this.say('ST8 to *ptr++');
    await this.send(Buffer.concat([updi.encodeStIncrement(1), data.subarray(0, 1)]));
    await this.acknowledgement('ACK was expected but not received');
    for (const byte of data.subarray(1)) {
      await this.send(Uint8Array.of(byte));
      await this.acknowledgement('data ACK was expected but not received');
    }
  }

  private async writeWords(address: number, data: Uint8Array): Promise<void> {
    if (data.length === 2) {
      this.say(`ST16 to ${hex(address, 6)}`);
      await this.send(updi.encodeSts(address, this.addressBytes, 2));
      await this.acknowledgement('data phase expected first ACK');
      await this.send(data);
      await this.acknowledgement('data phase expected second ACK');
      return;
    }
    await this.setPointer(address);
    const length = data.length.toString(16).toUpperCase().padStart(3, '0');
    this.say(`ST16 to *ptr++ with RSD, data length: 0x${length} in blocks of: -1`);
    this.hurry();
    await this.send(
      Buffer.concat([
        updi.encodeStcs(updi.cs.controlA, this.control | updi.noSignatures),
        updi.encodeRepeat(data.length / 2),
        updi.encodeStIncrement(2),
        data,
        updi.encodeStcs(updi.cs.controlA, this.control),
      ]),
    );
  }

  private async queueStore(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    await this.setControl(this.control | updi.noSignatures);
    if (data.length === unit) await this.send(updi.encodeSts(address, this.addressBytes, unit));
    else {
      await this.send(updi.encodeStPointer(address, this.addressBytes));
      await this.send(updi.encodeRepeat(data.length / unit));
      await this.send(updi.encodeStIncrement(unit));
    }
    await this.send(data);
    await this.setControl(this.control);
  }

  /** A write of CTRLA that takes back the one just before it replaces it. */
  private async setControl(value: number): Promise<void> {
    const before = this.pending.at(-1);
    const [sync, code] = updi.encodeStcs(updi.cs.controlA, 0);
    if (before?.length === 3 && before[0] === sync && before[1] === code) this.pending.pop();
    await this.send(updi.encodeStcs(updi.cs.controlA, value));
  }

  private async send(data: Uint8Array): Promise<void> {
    this.emit(notice(words.bytesSent, { data }));
    this.pending.push(data);
    if (!this.stepwise) return;
    try {
      await this.flush();
    } catch (error) {
      // Whether anybody listens is seen by the answer.
      if (!isSilence(error) || this.lost) throw error;
    }
  }

  private async receive(length: number): Promise<Uint8Array> {
    const data = await this.exchange(length);
    this.emit(notice(words.bytesReceived, { data }));
    return data;
  }

  private async receiveByte(): Promise<number> {
    const [byte = 0] = await this.receive(1);
    return byte;
  }

  private async acknowledgement(complaint: string): Promise<void> {
    if ((await this.receiveByte()) === updi.ack) return;
    this.say(
      complaint.startsWith('ST') || complaint.startsWith('data phase') ? `UPDI ${complaint}` : complaint,
    );
    throw new ProtocolError('target does not acknowledge');
  }

  /**
   * Sends what waits, takes its echo and the answer. Once in an exchange a garbled or missing answer is met with a double break
   * and the whole is said again.
   */
  private async exchange(length: number): Promise<Uint8Array> {
    if (this.lost) throw new TimeoutError('target has fallen silent');
    const sent = Buffer.concat(this.pending);
    const count = this.pending.length;
    this.pending = [];
    try {
      const answer = await this.once(sent, length, count);
      this.failures = 0;
      return answer;
    } catch (error) {
      if (!isFailedExchange(error)) throw error;
      this.lost = ++this.failures > patience;
      if (this.recovering || this.stepwise) throw error;
    }
    this.recovering = true;
    try {
      await this.line.drain(noiseTime);
      await this.sendDoubleBreak();
      if (!(await this.answers())) throw new TimeoutError('target has fallen silent');
      return await this.once(sent, length, count);
    } catch (error) {
      this.lost = true;
      throw error;
    } finally {
      this.recovering = false;
    }
  }

  private async once(sent: Uint8Array, length: number, count: number): Promise<Uint8Array> {
    const travels = ((sent.length + length) * 12 * 1000) / this.settings.baudRate;
    if (sent.length > 0) await this.line.write(sent);
    let got: Uint8Array;
    try {
      got = await this.line.read(sent.length + length, answerTimeout + 2 * travels);
    } catch (error) {
      if (error instanceof TimeoutError) this.saySilence(error.received.length, sent.length, length, count);
      throw error;
    }
    if (this.stepwise || sent.every((byte, i) => got[i] === byte)) return got.subarray(sent.length);
    await this.line.drain(noiseTime);
    throw new ProtocolError('echo differs from what was sent');
  }

  private saySilence(received: number, sent: number, length: number, count: number): void {
    const unheard = sent > received ? count : 0;
    for (let i = 0; i < unheard + (length > 0 ? 1 : 0); i++) this.settings.onSilence();
    if (length > 0) this.emit(notice(words.nothingReceived));
  }

  private async takeIfAny(length: number): Promise<void> {
    try {
      await this.line.read(length, answerTimeout);
    } catch (error) {
      if (!isSilence(error)) throw error;
      this.settings.onSilence();
    }
  }
}

function isSilence(error: unknown): boolean {
  return error instanceof TimeoutError;
}

function isFailedExchange(error: unknown): boolean {
  return error instanceof TimeoutError || error instanceof ProtocolError;
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}
