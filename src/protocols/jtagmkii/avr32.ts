import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as words from './avr32-messages.ts';
import { commands, responses } from './commands.ts';
import { answerTimeout, type JtagMkiiLink, statusOf } from './link.ts';

/**
 * How a JTAGICE mkII reaches an AVR32 UC3: scans of its JTAG port, and the service access bus behind that, with words and blocks.
 * AVR067 has none of it; this is avrdude's experience. Numbers have their high byte first.
 */

/** JTAG instructions (AT32UC3A data sheet, "JTAG and boundary scan"). */
export const jtagInstructions = { identify: 0x01, reset: 0x0c, eraseChip: 0x0f, memoryWord: 0x11 } as const;

/** What is on the service access bus (AT32UC3A data sheet, "SAB address map"). */
export const slaves = { debugger: 0x01, bus: 0x05, service: 0x06 } as const;
/** One of `slaves`. */
export type Slave = (typeof slaves)[keyof typeof slaves];

/** Bytes of a block. */
export const blockLength = 256;
/** How long a word of the bus may take (ms; avrdude's). */
const wordTimeout = 256;

/** CMND for a scan of the instruction register; the answer has what came out. */
export function encodeChooseInstruction(instruction: number): Uint8Array {
  return Uint8Array.of(commands.chooseInstruction, instruction);
}

/** @param bits to be shifted through the register that has been chosen @param data of the length that avrdude gives for so many */
export function encodeShiftBits(bits: number, data: Uint8Array): Uint8Array {
  return Uint8Array.of(commands.shiftBits, bits, ...data);
}

export function encodeReadWord(slave: Slave, address: number): Uint8Array {
  return Uint8Array.of(commands.readWord, slave, ...bigEndian(address));
}

export function encodeWriteWord(slave: Slave, address: number, value: number): Uint8Array {
  return Uint8Array.of(commands.writeWord, slave, ...bigEndian(address), ...bigEndian(value));
}

/** A block of the bus. The answer has its bytes. */
export function encodeReadBlock(address: number): Uint8Array {
  return Uint8Array.of(commands.readBlock, blockLength / 4, slaves.bus, ...bigEndian(address));
}

/** @param data a block; what it lacks is 0xff */
export function encodeWriteBlock(address: number, data: Uint8Array): Uint8Array {
  const message = new Uint8Array(10 + blockLength).fill(0xff);
  message.set([commands.writeBlock, blockLength / 4, 0, 0, 0, slaves.bus, ...bigEndian(address)]);
  message.set(data, 10);
  return message;
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** An exchange of the port has failed, which has been said. */
export class PortFailure extends ProtocolError {}

/** The JTAG port of an AVR32 behind a JTAGICE mkII. */
export class Avr32Port {
  readonly #link: JtagMkiiLink;
  readonly #emit: Emit;

  constructor(link: JtagMkiiLink, emit: Emit) {
    this.#link = link;
    this.#emit = emit;
  }

  /** Sends a message. @returns the answer, whatever it is. @throws TimeoutError, ProtocolError, DisconnectedError */
  async exchange(message: Uint8Array, timeout: number = answerTimeout): Promise<Uint8Array> {
    await this.#link.send(message);
    return this.#link.receive(timeout);
  }

  /** @returns a word of the bus. @throws PortFailure after saying so */
  async readWord(slave: Slave, address: number): Promise<number> {
    const message = encodeReadWord(slave, address);
    const answer = await this.#wordAnswer(message, (status) =>
      notice(words.wordNotRead, { status, message }),
    );
    if (answer[0] !== responses.scanned)
      fail(
        this.#emit,
        notice(words.wordNotRead, { status: answer.length, message, answer }),
        new PortFailure(`word at 0x${address.toString(16)} is not read`),
      );
    if (answer.length !== 5)
      fail(
        this.#emit,
        notice(words.wrongLength, { length: answer.length }),
        new PortFailure(`word at 0x${address.toString(16)} has ${answer.length - 1} bytes`),
      );
    const value = new DataView(answer.buffer, answer.byteOffset).getUint32(1);
    this.#emit(notice(words.wordRead, { address, value }));
    return value;
  }

  /** Writes a word of the bus. @throws PortFailure after saying so */
  async writeWord(slave: Slave, address: number, value: number): Promise<void> {
    const message = encodeWriteWord(slave, address, value);
    const answer = await this.#wordAnswer(message, (status) => notice(words.wordNotWritten, { status }));
    if (answer[0] !== responses.ok)
      fail(
        this.#emit,
        notice(words.wordNotWritten, { status: answer.length }),
        new PortFailure(`word at 0x${address.toString(16)} is not written`),
      );
    this.#emit(notice(words.wordWritten, { address, value }));
  }

  async #wordAnswer(
    message: Uint8Array,
    lost: (status: number) => ReturnType<typeof notice>,
  ): Promise<Uint8Array> {
    try {
      return await this.exchange(message, wordTimeout);
    } catch (error) {
      if (!(error instanceof TimeoutError || error instanceof ProtocolError)) throw error;
      const said = lost(statusOf(error));
      fail(this.#emit, said, new PortFailure('a word of the bus is not answered', -1, { cause: error }));
    }
  }
}
