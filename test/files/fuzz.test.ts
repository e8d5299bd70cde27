import { expect, test } from 'vitest';
import { codecs } from '../../src/files/codecs.ts';
import type { DecodeContext } from '../../src/files/decoding.ts';
import { detectFormat } from '../../src/files/detect.ts';
import { imageOf } from '../../src/files/image-of.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { FormatLetter } from '../../src/model/update.ts';
import { buildElf } from './elf-builder.ts';
import { behaviourOf, bytes, memory, part } from './fixtures.ts';

/** How many damaged files are read, and in how long at most. */
const inputs = 102_000;
const limitMs = 60_000;

const flash = memory('flash', 0x400, { pageSize: 64 });
const eeprom = memory('eeprom', 0x100);
const lfuse = memory('lfuse', 1);
const memories = [flash, eeprom, lfuse];
const chip = part(memories);

const data = Uint8Array.from({ length: 100 }, (_, i) => (i * 37) & 0xff);
const segments = [
  { address: 0, length: 40 },
  { address: 50, length: 50 },
];

function encoded(format: FormatLetter): Uint8Array {
  const text = codecs[format]?.encode?.({
    data,
    segments,
    offset: 0,
    behaviour: behaviourOf('8.2').files,
    label: () => 'x',
  });
  return typeof text === 'string' ? bytes(text) : Uint8Array.from(text ?? []);
}

const seeds: [FormatLetter, Uint8Array][] = [
  ...(['i', 'I', 's', 'r', 'h', 'd', 'o', 'b'] as const).map((format): [FormatLetter, Uint8Array] => [
    format,
    encoded(format),
  ]),
  [
    'i',
    bytes(
      ':020000040084F6\n:03000000 1E9587C3\n:020000021000EC\n:10FFF00000112233445566778899AABBCCDDEEFF09\n',
    ),
  ],
  ['h', bytes('0x12 "text\\n\\x41" \'c\' 1.5f 2d -7 0b1010UL MCMXC # note\n077 08 1e300 ,,\n')],
  [
    'e',
    buildElf([
      { name: '.text', address: 0, data },
      { name: '.eeprom', address: 0x810000, data: data.subarray(0, 9) },
      { name: '.fuse', address: 0x820000, data: data.subarray(0, 3) },
    ]),
  ],
];

/** xorshift32: the same damage in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const interesting = [0, 0x0a, 0x0d, 0x20, 0x22, 0x27, 0x2c, 0x3a, 0x53, 0x5c, 0x7f, 0x80, 0xfe, 0xff];

/** One to four injuries: a byte changed, a piece cut out, repeated or inserted, the end cut off. */
function damage(whole: Uint8Array, random: (below: number) => number): Uint8Array {
  let file: Uint8Array = Uint8Array.from(whole);
  for (let count = 1 + random(4); count > 0 && file.length > 0; count--) {
    const at = random(file.length);
    const length = 1 + random(Math.min(40, file.length - at));
    const piece = file.slice(at, at + length);
    switch (random(7)) {
      case 0:
        file[at] = random(256);
        break;
      case 1:
        file[at] = interesting[random(interesting.length)] as number;
        break;
      case 2:
        file[at] = (file[at] as number) ^ (1 << random(8));
        break;
      case 3:
        file = Buffer.concat([file.subarray(0, at), file.subarray(at + length)]);
        break;
      case 4:
        file = Buffer.concat([file.subarray(0, at), piece, file.subarray(at)]);
        break;
      case 5:
        file = file.slice(0, at);
        break;
      default:
        piece.fill(interesting[random(interesting.length)] as number);
        file.set(piece, at);
    }
  }
  return file;
}

test.each<ReleaseId>(['6.4', '7.1', '8.2'])(
  '%s takes every damaged file calmly',
  { timeout: 4 * limitMs },
  (release) => {
    const { files } = behaviourOf(release);
    const random = generator(0x2545f491);
    const started = process.cpuUsage().user;
    const outcomes = { contents: 0, unusable: 0 };
    for (let i = 0; i < inputs / 3; i++) {
      const [format, seed] = seeds[i % seeds.length] as [FormatLetter, Uint8Array];
      const file = damage(seed, random);
      const target = memories[random(memories.length)] as (typeof memories)[number];
      const context: DecodeContext = {
        file: 'f',
        part: chip,
        memory: target,
        behaviour: files,
        limit: files.layout === 'address-space' && codecs[format]?.addressed ? 0x870000 : target.size,
        offset: random(8) === 0 ? 0x100 : 0,
        tolerant: format === 'I',
        force: random(4) === 0,
        detail: false,
      };
      detectFormat(file, files.detection);
      const decoding = codecs[format]?.decode?.(file, context);
      outcomes[decoding?.kind ?? 'unusable']++;
      if (decoding?.kind !== 'contents') continue;
      const { image, end } = imageOf(decoding.chunks, 0, target.size);
      if (image.data.length !== target.size || end > target.size) throw new Error('image out of bounds');
      if (context.limit === target.size && decoding.end > target.size)
        throw new Error(`end ${decoding.end} of ${format}`);
    }
    // Processor time: what else runs on the machine does not count.
    const perInput = (process.cpuUsage().user - started) / 1000 / (inputs / 3);
    expect(perInput).toBeLessThan((3 * limitMs) / inputs);
    expect(outcomes.contents).toBeGreaterThan(1000);
    expect(outcomes.unusable).toBeGreaterThan(1000);
  },
);
