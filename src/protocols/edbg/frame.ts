/** Frames of the JTAGICE3 and its kin: a token, a number and the request or answer (DS50002630, "AVR communication protocol"). */

const token = 0x0e;
/** The number after this one is 0; this one events have. */
export const lastSequence = 0xffff;

/** @param sequence 0 to 0xfffe */
export function encodeFrame(sequence: number, request: Uint8Array): Uint8Array {
  return Uint8Array.of(token, 0, sequence & 0xff, sequence >> 8, ...request);
}

export interface AnswerFrame {
  readonly sequence: number;
  readonly answer: Uint8Array;
}

/** @returns undefined for what is too short to be a frame */
export function decodeFrame(frame: Uint8Array): AnswerFrame | undefined {
  if (frame.length < 3) return undefined;
  const [, low = 0, high = 0] = frame;
  return { sequence: low + high * 0x100, answer: frame.subarray(3) };
}

/** Bytes of a frame in front of the answer. */
export const answerHead = 3;

/** Carries frames to a tool and back. */
export interface FrameChannel {
  /** Bytes of the longest frame that the tool can be sent. */
  readonly longest: number;
  /** What frames travel in. */
  readonly kind: 'reports' | 'bulk';
  /** How many exchanges each way an answer of so many bytes takes. */
  exchangesFor(length: number): number;
  /**
   * Sends a frame and gives the next one that comes.
   * @throws TransportError, ProtocolError after saying so
   */
  exchange(frame: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  /** The next frame that comes, where one came that was not the answer. @throws as `exchange` */
  receive(timeoutMs: number): Promise<Uint8Array>;
}
