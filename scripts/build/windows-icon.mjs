/** The icon: a chip from above, with its legs and the mark at pin 1. Drawn here, so that no picture has to be kept. */
import { crc32, deflateSync } from 'node:zlib';

/** The sizes that Windows wants, pixels a side. */
export const iconSizes = [16, 32, 48, 256];

const colours = {
  body: [0x2b, 0x2f, 0x36, 0xff],
  leg: [0xb8, 0xbc, 0xc4, 0xff],
  mark: [0x6c, 0xd4, 0x9a, 0xff],
};
const clear = [0, 0, 0, 0];

/** What is at a place of the picture, which measures 16 by 16. */
function colourAt(x, y) {
  if (Math.hypot(x - 5.5, y - 4) <= 1.1) return colours.mark;
  if (x >= 3.5 && x < 12.5 && y >= 1 && y < 15) return colours.body;
  const legs = (x >= 1 && x < 3.5) || (x >= 12.5 && x < 15);
  return legs && y >= 2 && y < 14 && (y - 2) % 3 >= 0.5 && (y - 2) % 3 < 2.5 ? colours.leg : clear;
}

/**
 * @param {number} size pixels a side
 * @returns {Buffer} a PNG file, which icons may hold since Windows Vista
 */
export function icon(size) {
  const rows = [];
  for (let row = 0; row < size; row++) {
    rows.push(0);
    for (let column = 0; column < size; column++)
      rows.push(...colourAt(((column + 0.5) * 16) / size, ((row + 0.5) * 16) / size));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
