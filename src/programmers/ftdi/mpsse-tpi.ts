import { ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import * as mpsse from '../../protocols/ftdi/mpsse.ts';
import { findFrame, frameBits } from '../../protocols/tpi/bit-frames.ts';
import { guardTimes } from '../../protocols/tpi/instructions.ts';
import type { TpiRequest } from '../../protocols/tpi/target.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { TpiBoard } from '../tpi/tpi-programmer.ts';
import { MpsseBoard } from './mpsse-board.ts';
import * as say from './mpsse-tpi-messages.ts';

/** RESET low; high for as long as a target may take to start; low until it can be spoken to, in milliseconds. */
const waits = { first: 20, running: 2 * 128, settled: 20 } as const;
/** Bytes in which an answer is looked for: two idle bits of the guard time, two more, and the frame. */
const window = 3;
const latestStart = 11;

/** An FTDI chip's MPSSE engine with its data lines tied together at TPIDATA. */
export class MpsseTpi extends MpsseBoard implements TpiBoard {
  readonly guardTime = guardTimes.twoBits;
  readonly #context: ProgrammerContext;

  constructor(context: ProgrammerContext) {
    super(context, 'isp');
    this.#context = context;
  }

  chosen(): void {
    this.#context.emit(notice(say.chosen));
  }

  left(): void {
    this.#context.emit(notice(say.left));
  }

  async wake(): Promise<void> {
    const { emit, clock } = this.#context;
    emit(notice(say.resetting));
    await this.set({ vcc: true, reset: false, sck: false, sdo: true });
    await clock.sleep(waits.first);
    await this.set({ reset: true });
    await clock.sleep(waits.running);
    await this.set({ reset: false });
    await clock.sleep(waits.settled);
    emit(notice(say.clocking));
    await this.carryOut([mpsse.sendBytesLsbFirst(Uint8Array.of(0xff, 0xff))]);
  }

  async exchangeTpi(requests: readonly TpiRequest[]): Promise<Uint8Array> {
    const parts = requests.flatMap(({ bytes, replyLength }) => [
      mpsse.sendBytesLsbFirst(Uint8Array.from(Array.from(bytes, paddedFrame).flat())),
      ...Array.from({ length: replyLength }, () => mpsse.receiveBytesLsbFirst(window)),
    ]);
    const answer = await this.carryOut(parts);
    return Uint8Array.from({ length: answer.length / window }, (_, reply) => {
      const bits = bitsOf(answer.subarray(reply * window, (reply + 1) * window));
      const found = findFrame(bits, latestStart);
      if (typeof found === 'number') return found;
      throw new ProtocolError(`TPI answer: ${found}`);
    });
  }
}

/** A frame behind four idle bits, as two bytes that are sent least significant bit first. */
function paddedFrame(byte: number): readonly number[] {
  const frame = frameBits(byte).reduce<number>((sum, bit, at) => sum | (bit << (at + 4)), 0x000f);
  return [frame & 0xff, frame >> 8];
}

function bitsOf(bytes: Uint8Array): readonly boolean[] {
  return Array.from({ length: 8 * bytes.length }, (_, at) => (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) === 1);
}
