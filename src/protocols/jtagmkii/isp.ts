import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { commands, highVoltage } from '../stk500v2/commands.ts';
import type { BodyChannel } from '../stk500v2/frames.ts';
import { encodeIspPacket, responses } from './commands.ts';
import { notReceived, refused } from './isp-messages.ts';
import type { JtagMkiiLink } from './link.ts';

/** How long noise is waited for (ms). */
const drainTime = 250;

/** STK500v2 commands for the ISP connector of a JTAGICE mkII, each in a message of its own (AVR067, CMND_ISP_PACKET). */
export class IspPackets implements BodyChannel {
  /** The code that an answer begins with. */
  readonly overhead = 1;
  readonly #link: JtagMkiiLink;
  readonly #emit: Emit;

  constructor(link: JtagMkiiLink, emit: Emit) {
    this.#link = link;
    this.#emit = emit;
  }

  send(body: Uint8Array): Promise<void> {
    return this.#link.send(encodeIspPacket(body, answerLength(body)));
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    const message = await this.#receive(timeoutMs);
    const code = message[0] ?? 0;
    if (code === responses.spiData) return message.subarray(1);
    fail(
      this.#emit,
      notice(refused, { code }),
      new ProtocolError(`ISP packet is answered with 0x${code.toString(16)}`),
    );
  }

  drain(): Promise<void> {
    return this.#link.drain(drainTime);
  }

  async #receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#link.receive(timeoutMs);
    } catch (error) {
      if (error instanceof TimeoutError || error instanceof ProtocolError) this.#emit(notice(notReceived));
      throw error;
    }
  }
}

/** How long the answer to a command is, which the JTAGICE wants to know: the command, a status, and what it asks for. */
export function answerLength(body: Uint8Array): number {
  const [command = 0, first = 0, second = 0] = body;
  if (command >= highVoltageFirst && command <= highVoltageLast) return highVoltageLength(body);
  switch (command) {
    case commands.readFlashIsp:
    case commands.readEepromIsp:
      return 3 + first * 0x100 + second;
    case commands.spiMulti:
      return 3 + second;
    case commands.readFuseIsp:
    case commands.readLockIsp:
    case commands.readSignatureIsp:
    case commands.readOscillatorCalibrationIsp:
      return 4;
    case commands.getParameter:
    case commands.programFuseIsp:
    case commands.programLockIsp:
      return 3;
    default:
      return 2;
  }
}

/** Commands of the high-voltage modes; see `highVoltage`. */
const highVoltageFirst = 0x20;
const highVoltageLast = 0x3c;

function highVoltageLength([command = 0, first = 0, second = 0]: Uint8Array): number {
  const which = command & 0x0f;
  if (command === commands.setControlStack) return 2;
  if (which === highVoltage.readFlash || which === highVoltage.readEeprom) return 3 + first * 0x100 + second;
  const { readFuse, readLock, readSignature, readOscillatorCalibration } = highVoltage;
  return [readFuse, readLock, readSignature, readOscillatorCalibration].some((one) => one === which) ? 3 : 2;
}
