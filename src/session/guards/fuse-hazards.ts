import type { Part } from '../../model/part.ts';
import { type FuseProperty, fuseProperties } from '../../terminal/facts/fuse-properties.ts';

/** How a fuse value can shut a programmer out. */
export type Hazard = 'spi-off' | 'reset-off' | 'debugwire-on' | 'external-clock' | 'jtag-off' | 'updi-off';

/** A fuse byte is dangerous if its bits under `mask` are `value`. */
export interface HazardousField {
  readonly fuse: string;
  readonly mask: number;
  readonly value: number;
  readonly hazard: Hazard;
}

/** The dangerous fields of a part's fuses; none if its fuses are not known. */
export async function fuseHazards(part: Part): Promise<readonly HazardousField[]> {
  const properties = (await fuseProperties(part)) ?? [];
  return properties.flatMap(hazardsOfProperty).sort((a, b) => a.mask - b.mask || a.value - b.value);
}

/** One mask and value that tell the dangerous values of a property from the others, or one for each value. */
function hazardsOfProperty(property: FuseProperty): readonly HazardousField[] {
  const fuse = property.memory.split('/', 1)[0] ?? '';
  const shift = Math.log2(property.mask & -property.mask);
  const values = property.values.map(({ label, value }) => ({
    bits: value << shift,
    hazard: hazardOf(property, label),
  }));
  return [...new Set(values.map(({ hazard }) => hazard))].flatMap((hazard) => {
    const [first, ...more] = values.filter((one) => one.hazard === hazard);
    if (hazard === undefined || first === undefined) return [];
    const common = more.reduce((mask, { bits }) => mask & ~(bits ^ first.bits), property.mask);
    const value = first.bits & common;
    const told = values.every((one) => one.hazard === hazard || (one.bits & common) !== value);
    if (told) return [{ fuse, mask: common, value, hazard }];
    return [first, ...more].map(({ bits }) => ({ fuse, mask: property.mask, value: bits, hazard }));
  });
}

/** The danger of a value, by the names that avrdude 8.2 gives to properties and values; undefined if there is none. */
function hazardOf({ name, values }: FuseProperty, label: string): Hazard | undefined {
  switch (name) {
    case 'spien':
      return label === 'isp_disabled' ? 'spi-off' : undefined;
    case 'dwen':
      return label === 'dw_enabled' ? 'debugwire-on' : undefined;
    case 'jtagen':
      return label === 'jtag_disabled' ? 'jtag-off' : undefined;
    case 'rstdisbl':
      return label.startsWith('gpio') ? 'reset-off' : undefined;
    case 'updipincfg':
      return label === 'gpio' ? 'updi-off' : undefined;
    case 'rstpincfg':
      // One pin for both, on some parts.
      return label === 'gpio' && values.some((one) => one.label === 'updi') ? 'updi-off' : undefined;
    default:
      return name.endsWith('cksel') && label.includes('extclk') && !label.startsWith('pllclk')
        ? 'external-clock'
        : undefined;
  }
}
