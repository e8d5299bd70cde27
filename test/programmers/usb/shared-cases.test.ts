import { describe, expect, test } from 'vitest';
import { usbasp } from '../../../src/programmers/usbasp/type.ts';
import { usbtiny } from '../../../src/programmers/usbtiny/type.ts';
import { flash } from '../parts.ts';
import { aloud, pages, started } from '../usb-bench.ts';

/** What a USBasp and a USBtiny have in common, and how each says it. */
const types = [
  {
    type: usbasp,
    kind: 'usbasp',
    slow: 'info: avrdude: target is slow; set SCK frequency to 32000 Hz\n',
  },
  {
    type: usbtiny,
    kind: 'usbtiny',
    slow: 'info: avrdude: target is slow; using SCK period of 50 usec\n',
  },
] as const;

describe.each(types)('$kind', ({ type, kind, slow }) => {
  const spec = { kind, part: 'm32u4' } as const;

  test.each(['stall-at=9', 'hang-at=9'])(
    '%s in the middle of writing: taken up again there',
    async (fault) => {
      const { board, programmer, said } = await started(type, { ...spec, faults: [fault] });
      const run = pages(12);
      const written: number[] = [];
      await programmer.pagedWrite!(flash, run, (index) => written.push(index));
      await programmer.close();
      for (const { address, data } of run)
        expect(board.chip.flash.slice(address, address + 128)).toEqual(data);
      expect(written).toEqual(run.map((_, index) => index));
      expect(board.violations).toEqual([]);
      expect(aloud(said)).toHaveLength(2);
    },
  );

  test('a slow target is found at a slower clock, which is named and kept', async () => {
    const { board, programmer, said } = await started(type, { ...spec, options: ['target-clock=128000'] });
    await programmer.chipErase();
    await programmer.close();
    expect(aloud(said)).toEqual([slow]);
    expect(board.chip.counts.chipErases).toBe(1);
  });
});
