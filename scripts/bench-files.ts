// How long a 1 MB hex file takes to become an image, in a program that has just started (as the binary has) and in one that has
// run for a while. usage: node scripts/run-ts.mjs scripts/bench-files.ts
import { codecFor } from '../src/files/codecs.ts';
import { imageOf } from '../src/files/image-of.ts';
import type { Memory, Part } from '../src/model/part.ts';
import { files } from '../src/releases/6.4/files.ts';

const limitMs = 25;
const wanted = 0x100000;
const rounds = 20;

const size = 0x80000;
const data = Uint8Array.from({ length: size }, (_, i) => (i * 2654435761) >>> 24);
const memory = { name: 'flash', size } as Memory;
const codec = codecFor('i', files);
const whole = codec?.encode?.({
  data,
  segments: [{ address: 0, length: size }],
  offset: 0,
  behaviour: files,
  label: () => undefined,
});
const text = Buffer.from(whole as string, 'latin1');
const file = text.subarray(0, text.lastIndexOf('\n', wanted) + 1);

/** Milliseconds on the clock, and of processor time, which other programs on the machine do not lengthen. */
function parse(): { wall: number; cpu: number } {
  const before = process.cpuUsage();
  const started = performance.now();
  const decoding = codec?.decode?.(file, {
    file: 'bench.hex',
    part: { memories: [memory] } as unknown as Part,
    memory,
    behaviour: files,
    limit: size,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
  });
  if (decoding?.kind !== 'contents') throw new Error('the file could not be read');
  const { image, end } = imageOf(decoding.chunks, 0, size);
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  if (Buffer.compare(image.data.subarray(0, end), data.subarray(0, end)) !== 0)
    throw new Error('wrong bytes');
  return { wall, cpu: (user + system) / 1000 };
}

const first = parse();
const later = Array.from({ length: rounds }, () => parse().wall).sort((a, b) => a - b);
const median = later[rounds >> 1] ?? 0;
const ok = Math.min(first.wall, first.cpu) <= limitMs;
console.log(
  `hex file of ${file.length} bytes: at first ${first.wall.toFixed(1)} ms (${first.cpu.toFixed(1)} ms of processor time), then ${median.toFixed(1)} ms; limit ${limitMs} ms: ${ok ? 'ok' : 'TOO SLOW'}`,
);
process.exitCode = ok ? 0 : 1;
