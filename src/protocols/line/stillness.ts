import type { SerialTransport } from '../../transports/serial-transport.ts';

/** Milliseconds: longer than a USB adapter keeps bytes together before it hands them over (FTDI's chips: 16 ms). */
const adapterTime = 20;
/** A line that babbles is listened to for so many times as long as a silent one. */
const patience = 8;

/** How long a line must bring nothing for nothing to be on its way: ten bytes' time (ms). @param baudRate bits per second, ten for a byte */
export function stillnessAt(baudRate: number): number {
  return Math.max(adapterTime, (10 * 10 * 1000) / baudRate);
}

/** How long an answer that is thrown away is waited for (ms). */
export interface AnswerTimes {
  /** After it. */
  readonly still: number;
  /** In all, if nothing comes, or something else. */
  readonly silent: number;
}

/**
 * Throws away what comes: this answer and nothing else, which ends it as soon as the line is still, or whatever comes until there was
 * silence for long.
 * @returns how many bytes came, and whether they were the answer
 */
export async function drainAnswer(
  line: Pick<SerialTransport, 'drain'>,
  answer: readonly number[],
  { still, silent }: AnswerTimes,
): Promise<{ readonly heard: number; readonly isAnswer: boolean }> {
  const seen: number[] = [];
  const isAnswer = (): boolean =>
    seen.length === answer.length && answer.every((byte, i) => seen[i] === byte);
  let heard = 0;
  let silence = 0;
  for (let rounds = (patience * silent) / still; rounds > 0 && silence < silent; rounds--) {
    const wait = Math.min(still, silent - silence);
    const count = await line.drain(wait, undefined, (data) => seen.push(...data));
    heard += count;
    silence = count > 0 ? wait : silence + wait;
    if (count > 0 && isAnswer()) break;
  }
  return { heard, isAnswer: isAnswer() };
}
