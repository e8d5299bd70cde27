/** A zip archive that is the same whenever and wherever it is made (PKWARE's APPNOTE, version 2.0). */
import { crc32, deflateRawSync } from 'node:zlib';

const unix = 3;
const deflated = 8;

/**
 * @param {readonly { name: string, bytes: Buffer, mode: number }[]} files in their order
 * @param {number} time of all of them, seconds since 1970
 * @param {number} level how hard to try to make them small, from 0 to 9
 * @returns {Buffer}
 */
export function zip(files, time, level) {
  const stamp = dosTime(new Date(time * 1000));
  const parts = [];
  const directory = [];
  let at = 0;
  for (const { name, bytes, mode } of files) {
    const packed = deflateRawSync(bytes, { level });
    const path = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(deflated, 4);
    facts.writeUInt32LE(stamp, 6);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const more = Buffer.alloc(14);
    more.writeUInt32LE((0o100000 | mode) * 0x10000, 6);
    more.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.of(20, unix), facts, more, path);
    const local = [Buffer.from('PK\x03\x04'), facts, path, packed];
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

/** Date and time as MS-DOS keeps them, in halves of a second's double. */
function dosTime(date) {
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const clock = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x10000 + clock;
}
