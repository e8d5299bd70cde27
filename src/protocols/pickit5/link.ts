import { AvrdudeError, DisconnectedError, ProtocolError, TargetError } from '../../model/errors.ts';
import { LockedError } from '../../model/locked-error.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { libusb0Result, urbText } from '../usb/errno.ts';
import { lockedError, silentError } from './errors.ts';
import * as frames from './frames.ts';
import * as say from './messages.ts';

/** How long a script may take, in milliseconds; and how long the tool, to tell what it is. */
const scriptTimeout = 10_000;
const firmwareTimeout = 5_000;

/** What libusb 0.1 had to say last before any transfer: no driver had the device. */
const nothingNew = 'could not detach kernel driver from interface 0: No data available';

/** Has a PICkit 5 or one of its kin run scripts. */
export class Pickit5Link {
  readonly #transport: UsbTransport;
  readonly #emit: Emit;
  /** Whether the target is programmed over UPDI. */
  readonly #updi: boolean;
  #gone = false;

  constructor(transport: UsbTransport, emit: Emit, updi: boolean) {
    this.#transport = transport;
    this.#emit = emit;
    this.#updi = updi;
  }

  /** What the tool is. @throws TransportError, ProtocolError after saying so */
  async firmware(): Promise<frames.Firmware> {
    await this.#send(frames.askFirmware);
    let answer: Uint8Array;
    try {
      answer = await this.#receive(firmwareTimeout);
    } catch (error) {
      this.#emit(notice(say.firmwareUnread));
      throw error;
    }
    const firmware = frames.decodeFirmware(answer);
    if (firmware) return firmware;
    fail(
      this.#emit,
      notice(say.firmwareUnknown),
      new ProtocolError('no answer to the question for the firmware'),
    );
  }

  /**
   * Runs a script.
   * @returns what it has put into its answer
   * @throws TransportError, ProtocolError, TargetError, LockedError, after saying so
   */
  async run(script: frames.Script): Promise<Uint8Array> {
    await this.#send(frames.encodeScript('script', script));
    return this.#answer();
  }

  /** Runs a script that reads. @throws as `run` */
  async upload(script: frames.Script, length: number): Promise<Uint8Array> {
    await this.#send(frames.encodeScript('upload', script, length));
    try {
      await this.#answer();
    } catch (error) {
      await this.#abort('upload', error);
      throw error;
    }
    const data = await this.#receiveData(length);
    await this.#done();
    return data;
  }

  /** Runs a script that writes. @throws as `run` */
  async download(script: frames.Script, data: Uint8Array): Promise<void> {
    await this.#send(frames.encodeScript('download', script, data.length));
    await this.#answer();
    try {
      await this.#transport.bulkOut(frames.endpoints.dataOut, data, scriptTimeout);
    } catch (error) {
      this.#emit(notice(say.dataNotSent, this.#unsent(error, data.length)));
      this.#emit(notice(say.dataFailed));
      await this.#abort('download', error);
      throw error;
    }
    await this.#check();
    try {
      await this.#done();
    } catch (error) {
      this.#emit(notice(say.doneUnsaid));
      throw error;
    }
  }

  /** What the tool still has to say is dropped. */
  async settle(): Promise<void> {
    await this.#transport.configure().catch(() => undefined);
  }

  async #check(): Promise<void> {
    await this.#send(frames.askErrors);
    const status = frames.decodeStatus(await this.#receive(scriptTimeout));
    if (status?.startsWith(frames.noErrors)) return;
    this.#emit(notice(say.statusBad));
    const error = new ProtocolError(`the tool's status is ${status}`);
    await this.#abort('download', error);
    throw error;
  }

  async #done(): Promise<void> {
    try {
      await this.#send(frames.scriptDone);
    } catch (error) {
      this.#emit(notice(say.doneFailed));
      throw error;
    }
    await this.#answer();
  }

  /** Ends an upload or download that has failed; that this fails, too, is only said. */
  async #abort(way: 'upload' | 'download', because: unknown): Promise<void> {
    if (!(because instanceof AvrdudeError)) return;
    try {
      await this.#done();
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      this.#emit(notice(say.notAborted, { way }));
    }
  }

  async #answer(): Promise<Uint8Array> {
    let received: Uint8Array;
    try {
      received = await this.#receive(scriptTimeout);
    } catch (error) {
      this.#emit(notice(say.readFailed));
      throw error;
    }
    const { type, error, data } = frames.decodeAnswer(received);
    if (type !== frames.answerType)
      fail(
        this.#emit,
        notice(say.unexpectedAnswer, { type }),
        new ProtocolError(`${type} is no type of an answer`),
      );
    if (error === 0) return data;
    if (error === lockedError) throw new LockedError('the target is locked');
    if (error === silentError)
      fail(
        this.#emit,
        notice(say.silentTarget, { updi: this.#updi }),
        new TargetError('the target does not answer'),
      );
    fail(this.#emit, notice(say.scriptError, { error }), new TargetError(`script error ${error}`));
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += frames.answerLength) {
      const packet = bytes.subarray(at, at + frames.answerLength);
      try {
        await this.#transport.bulkOut(frames.endpoints.out, packet, scriptTimeout);
      } catch (error) {
        this.#emit(notice(say.notSent, this.#unsent(error, packet.length)));
        throw error;
      }
    }
  }

  async #receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#transport.bulkIn(frames.endpoints.in, frames.answerLength, timeoutMs);
    } catch (error) {
      this.#gone ||= error instanceof DisconnectedError;
      throw error;
    }
  }

  async #receiveData(length: number): Promise<Uint8Array> {
    const data = new Uint8Array(length);
    try {
      for (let at = 0; at < length; ) {
        const room = Math.ceil((length - at) / frames.answerLength) * frames.answerLength;
        const piece = await this.#transport.bulkIn(frames.endpoints.dataIn, room, scriptTimeout);
        if (piece.length === 0) throw new ProtocolError('the tool gives fewer data than it should');
        data.set(piece.subarray(0, length - at), at);
        at += piece.length;
      }
      return data;
    } catch (error) {
      this.#gone ||= error instanceof DisconnectedError;
      this.#emit(notice(say.uploadFailed));
      await this.#abort('upload', error);
      throw error;
    }
  }

  /** What libusb 0.1 says of it: to it a transfer that has begun and is then broken off has moved nothing, without an error. */
  #unsent(error: unknown, length: number): say.Unsent {
    const before = this.#gone;
    this.#gone ||= error instanceof DisconnectedError;
    if (this.#gone && before) return { result: libusb0Result(error), length, reason: urbText(error) };
    const isTimeout = libusb0Result(error) === -110;
    return { result: isTimeout ? -110 : 0, length, reason: nothingNew };
  }
}
