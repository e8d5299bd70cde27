import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codecFor } from '../../src/files/codecs.ts';
import type { DecodeContext } from '../../src/files/decoding.ts';
import { imageOf } from '../../src/files/image-of.ts';
import type { FormatLetter } from '../../src/model/update.ts';
import { releaseIds } from '../../src/releases/all.ts';
import { behaviourOf, memory, part } from './fixtures.ts';

const size = 0x30000;
const flash = memory('flash', size);
const runs = { numRuns: 60 };

/** Runs of bytes with gaps between them, over the borders of 64 KiB. */
const sparse = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 0x9000 }),
      data: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => {
    const data = new Uint8Array(size).fill(0xff);
    const known = new Uint8Array(size);
    const segments = [];
    let at = 0;
    for (const piece of pieces) {
      const address = at + piece.gap - 1;
      at = address + piece.data.length;
      if (at > size) break;
      data.set(piece.data, address);
      known.fill(1, address, at);
      segments.push({ address, length: piece.data.length });
    }
    return { data, known, segments };
  });

function context(release: (typeof releaseIds)[number], more: Partial<DecodeContext> = {}): DecodeContext {
  const { files } = behaviourOf(release);
  return {
    file: 'f',
    part: part([flash]),
    memory: flash,
    behaviour: files,
    limit: files.layout === 'address-space' ? 0x870000 : size,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
    ...more,
  };
}

test.each(releaseIds.flatMap((release) => (['i', 'I', 's'] as const).map((format) => ({ release, format }))))(
  'what $format of $release writes, it reads',
  ({ release, format }) => {
    const codec = codecFor(format, behaviourOf(release).files);
    fc.assert(
      fc.property(sparse, fc.constantFrom(0, 0x80000000), ({ data, known, segments }, offset) => {
        const { behaviour } = context(release);
        const text = codec?.encode?.({ data, segments, offset, behaviour, label: () => 'name' });
        const decoding = codec?.decode?.(Buffer.from(text as string, 'latin1'), context(release, { offset }));
        if (decoding?.kind !== 'contents') throw new Error('unusable');
        const { image, outside, overlap } = imageOf(decoding.chunks, 0, size);
        expect(Buffer.compare(image.data, data)).toBe(0);
        expect(Buffer.compare(image.known, known)).toBe(0);
        expect({ outside, overlap, events: decoding.events }).toEqual({
          outside: 0,
          overlap: undefined,
          events: [],
        });
      }),
      runs,
    );
  },
);

const plain = fc.uint8Array({ minLength: 1, maxLength: 300 });

test.each<FormatLetter>(['r', 'h', 'd', 'o', 'b', 'R'])('what %s of 8.2 writes, it reads', (format) => {
  const { behaviour } = context('8.2');
  const codec = codecFor(format, behaviour);
  fc.assert(
    fc.property(plain, (data) => {
      const segments = [{ address: 0, length: data.length }];
      const encoded = codec?.encode?.({ data, segments, offset: 0, behaviour, label: () => undefined });
      const bytes = Uint8Array.from(
        typeof encoded === 'string' ? Buffer.from(encoded, 'latin1') : (encoded ?? []),
      );
      const decoding = codec?.decode?.(bytes, context('8.2'));
      expect(decoding).toEqual({
        kind: 'contents',
        events: [],
        chunks: [{ address: 0, data }],
        end: data.length,
      });
    }),
    runs,
  );
});

test.each(releaseIds)('immediate data of %s in every base', (release) => {
  const decode = codecFor('m', behaviourOf(release).files)?.decode;
  const item = fc
    .integer({ min: 0, max: 255 })
    .chain((byte) =>
      fc
        .constantFrom(`${byte}`, `0x${byte.toString(16)}`, `0b${byte.toString(2)}`, `0${byte.toString(8)}`)
        .map((text) => ({ byte, text })),
    );
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(',', ' ', ', '),
      (items, separator) => {
        const file = items.map(({ text }) => text).join(separator);
        const data = Uint8Array.from(items, ({ byte }) => byte);
        expect(decode?.(new Uint8Array(0), context(release, { file }))).toMatchObject({
          kind: 'contents',
          events: [],
          end: data.length,
        });
        const decoding = decode?.(new Uint8Array(0), context(release, { file }));
        expect(
          decoding?.kind === 'contents' && Buffer.from(decoding.chunks[0]?.data ?? []).equals(data),
        ).toBe(true);
      },
    ),
    runs,
  );
});
