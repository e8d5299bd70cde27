import { liesInSigrow } from '../../model/memory-order.ts';
import type { Memory, Part } from '../../model/part.ts';

/** What 8.x has for the names of memories: a bit for the kind, attributes, and of a single fuse its place among the fuses. */

const kinds =
  `eeprom flash application apptable boot fuses lock sigrow signature calibration tempsense sernum osccal16 osccal20
  osc16err osc20err bootrow userrow io sram sib`.split(/\s+/);
const otherNames: Readonly<Record<string, string>> = {
  lockbits: 'lock',
  prodsig: 'sigrow',
  usersig: 'userrow',
};

const fusePlaces: Readonly<Record<string, number>> = {
  ...{
    fuse: 0,
    lfuse: 0,
    hfuse: 1,
    efuse: 2,
    wdtcfg: 0,
    bodcfg: 1,
    osccfg: 2,
    pincfg: 3,
    tcd0cfg: 4,
    hwmoncfg: 4,
  },
  ...{ syscfg0: 5, syscfg1: 6, append: 7, codesize: 7, bootend: 8, bootsize: 8, pdicfg: 10 },
  ...{ fuse0: 0, fuse1: 1, fuse2: 2, fuse3: 3, fuse4: 4, fuse5: 5, fuse6: 6, fuse7: 7, fuse8: 8, fusea: 10 },
};

const firstKind = 4;
const attributes = { inFlash: 27, singleFuse: 28, userRow: 29, inSigrow: 30, readOnly: 31 } as const;

/** @returns 32 bits; 0 for a name that avrdude does not know */
export function memoryTypeBits(part: Part, memory: Memory): number {
  const { name } = memory;
  const fuse = fusePlaces[name];
  if (fuse !== undefined) return fuse | (1 << attributes.singleFuse);
  const kind = otherNames[name] ?? name;
  const at = kinds.indexOf(kind);
  if (at < 0) return 0;
  const liesThere = liesInSigrow(part, memory);
  return attributesOf(kind, at)
    .filter((bit) => bit !== attributes.inSigrow || liesThere)
    .reduce((sum, bit) => sum | (1 << bit), 1 << (firstKind + at));
}

function attributesOf(kind: string, at: number): readonly number[] {
  if (at >= kinds.indexOf('flash') && at <= kinds.indexOf('boot')) return [attributes.inFlash];
  if (at >= kinds.indexOf('sigrow') && at <= kinds.indexOf('osc20err'))
    return [attributes.inSigrow, attributes.readOnly];
  if (kind === 'bootrow' || kind === 'userrow') return [attributes.userRow];
  return kind === 'sib' ? [attributes.readOnly] : [];
}
