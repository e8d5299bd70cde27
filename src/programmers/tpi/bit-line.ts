import { ProtocolError } from '../../model/errors.ts';
import { type BitFrameFault, findFrame, frameBits } from '../../protocols/tpi/bit-frames.ts';
import type { TpiRequest } from '../../protocols/tpi/target.ts';

/** A board that drives TPIDATA and TPICLK, one clock for a bit. */
export interface BitLine {
  /**
   * Sends bits and keeps those that come in where asked to; the line stays high where nothing is sent.
   * @returns one for each bit that was to be kept
   */
  shift(row: readonly LineBit[]): Promise<readonly boolean[]>;
}

/** A bit that is sent (`keep` false), or one during which the target drives the line. */
export interface LineBit {
  readonly level: 0 | 1;
  readonly keep: boolean;
}

/** Idle bits that select the interface. */
export const wakeUp: readonly LineBit[] = Array<LineBit>(16).fill({ level: 1, keep: false });

/** Bits in which the answer to a byte is looked for: four idle ones at most in front. */
const windowLength = 16;
const latestStart = 3;
const listening: readonly LineBit[] = Array<LineBit>(windowLength).fill({ level: 1, keep: true });

/**
 * Carries TPI requests over a line, all in one row.
 * @param broken says what is wrong with an answer
 * @throws ProtocolError for an answer that cannot be made out
 */
export async function exchangeFrames(
  line: BitLine,
  requests: readonly TpiRequest[],
  broken: (fault: BitFrameFault, bits: readonly boolean[]) => void,
): Promise<Uint8Array> {
  const row: LineBit[] = [];
  for (const { bytes, replyLength } of requests) {
    for (const byte of bytes) for (const level of frameBits(byte)) row.push({ level, keep: false });
    for (let reply = 0; reply < replyLength; reply++) row.push(...listening);
  }
  const came = await line.shift(row);
  return Uint8Array.from({ length: came.length / windowLength }, (_, reply) => {
    const bits = came.slice(reply * windowLength, (reply + 1) * windowLength);
    const found = findFrame(bits, latestStart);
    if (typeof found === 'number') return found;
    broken(found, bits);
    throw new ProtocolError(`TPI answer: ${found}`);
  });
}
