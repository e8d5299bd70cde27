import type { Line, Waiting } from './line.ts';

const MESSAGE_START = 0x1b;
const TOKEN = 0x0e;
/** The host may not pause longer than this within a message. */
const GAP_MS = 2000;
/** The largest message the firmware has room for. */
const LARGEST = 1024;

/** AVR067, "CRC": x^16 + x^12 + x^5 + 1, low bit first. */
function crc(bytes: readonly number[]): number {
  let value = 0xffff;
  for (const byte of bytes) {
    for (let i = 0; i < 8; i++) {
      const bit = (value ^ (byte >> i)) & 1;
      value = (value >> 1) ^ (bit ? 0x8408 : 0);
    }
  }
  return value;
}

/** The message format of the JTAGICE mkII (AVR067), from the programmer's side. */
export class IceFrames {
  private readonly line: Line;
  private sequence: readonly number[] = [0, 0];

  constructor(line: Line) {
    this.line = line;
  }

  /** The next message that is whole; broken ones are dropped, as the firmware does, and recorded. */
  *next(): Waiting<number[]> {
    const { line } = this;
    for (;;) {
      const start = yield* line.byte();
      if (start !== MESSAGE_START) {
        line.violation(`message start expected, 0x${start.toString(16)} came`);
        continue;
      }
      const head = yield* line.bytesWithin(7, GAP_MS);
      if (!head) {
        line.violation('a message broke off');
        continue;
      }
      const length = (head[2] ?? 0) | ((head[3] ?? 0) << 8) | ((head[4] ?? 0) << 16);
      if (head[6] !== TOKEN || head[5] !== 0 || length === 0 || length > LARGEST) {
        line.violation(`message of ${length} bytes, token 0x${head[6]?.toString(16)}`);
        continue;
      }
      const rest = yield* line.bytesWithin(length + 2, GAP_MS);
      if (!rest) {
        line.violation('a message broke off');
        continue;
      }
      const body = rest.slice(0, length);
      const sum = crc([MESSAGE_START, ...head, ...body]);
      if (rest[length] !== (sum & 0xff) || rest[length + 1] !== sum >> 8) {
        line.violation('wrong CRC');
        continue;
      }
      this.sequence = head.slice(0, 2);
      if (head[0] === 0xff && head[1] === 0xff) line.violation('a command numbered as an event');
      return body;
    }
  }

  /** Answers the message that came last. */
  answer(body: readonly number[]): void {
    const n = body.length;
    const bytes = [MESSAGE_START, ...this.sequence, n & 0xff, n >> 8, 0, 0, TOKEN, ...body];
    const sum = crc(bytes);
    this.line.put(...bytes, sum & 0xff, sum >> 8);
  }
}
