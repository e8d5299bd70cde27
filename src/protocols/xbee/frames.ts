/**
 * Frames of XBee radios in API mode 2, with escapes (Digi, "XBee/XBee-PRO S2C Zigbee RF Module User Guide", "API frames"), and the
 * packets of XBeeBoot that they carry (github.com/davidplasma/XBeeBoot).
 */

const delimiter = 0x7e;
const escapeMark = 0x7d;
const escaped: readonly number[] = [delimiter, escapeMark, 0x11, 0x13];
const escapeMask = 0x20;

export const frameTypes = {
  localCommand: 0x08,
  transmit: 0x10,
  remoteCommand: 0x17,
  createSourceRoute: 0x21,
  localResponse: 0x88,
  transmitStatus: 0x8b,
  receive: 0x90,
  remoteResponse: 0x97,
  routeRecord: 0xa1,
} as const;

/** Kinds of XBeeBoot's packets, and what requests are about. */
export const packetTypes = { acknowledge: 0, request: 1 } as const;
export const applicationTypes = { deliver: 23, reply: 24 } as const;

/** The longest frame that is listened to. */
const longestFrame = 253;

/** @param body the type of the frame and all that follows */
export function encodeFrame(body: readonly number[]): Uint8Array {
  const checksum = 0xff - (body.reduce((sum, byte) => sum + byte, 0) & 0xff);
  const bytes: number[] = [delimiter];
  for (const byte of [body.length >> 8, body.length & 0xff, ...body, checksum]) {
    if (escaped.includes(byte)) bytes.push(escapeMark, byte ^ escapeMask);
    else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** Finds frames in a stream of bytes. One that begins anew, is too long or has a wrong checksum is dropped. */
export class FrameReader {
  #bytes: number[] | undefined;
  #isEscaped = false;

  /** Takes the next byte. @returns the body of a frame that it completes */
  take(byte: number): Uint8Array | undefined {
    if (byte === delimiter) {
      this.#bytes = [];
      this.#isEscaped = false;
      return undefined;
    }
    if (!this.#bytes) return undefined;
    if (!this.#isEscaped && byte === escapeMark) {
      this.#isEscaped = true;
      return undefined;
    }
    this.#bytes.push(this.#isEscaped ? byte ^ escapeMask : byte);
    this.#isEscaped = false;
    return this.#completed(this.#bytes);
  }

  #completed(bytes: readonly number[]): Uint8Array | undefined {
    const [high = 0, low = 0] = bytes;
    const length = (high << 8) | low;
    if (bytes.length >= 2 && length > longestFrame) this.#bytes = undefined;
    if (bytes.length < 2 || bytes.length < length + 3) return undefined;
    this.#bytes = undefined;
    const body = bytes.slice(2, 2 + length);
    const sum = [...body, bytes[2 + length] ?? 0].reduce((total, byte) => total + byte, 0);
    return (sum & 0xff) === 0xff ? Uint8Array.from(body) : undefined;
  }
}

/** The number that follows another: all but 0, which stands for none. */
export function following(sequence: number): number {
  return (sequence + 1) & 0xff || 1;
}
