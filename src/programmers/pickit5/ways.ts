import type { Part, ProgMode } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';

/** A way of programming, as the tool's scripts are sorted by. */
export type Way = 'updi' | 'isp' | 'dw' | 'jtag' | 'xmega-jtag' | 'tpi' | 'pdi';

const modes: readonly (readonly [ProgMode, Way])[] = [
  ['debugWIRE', 'dw'],
  ['ISP', 'isp'],
  ['JTAG', 'jtag'],
  ['XMEGAJTAG', 'xmega-jtag'],
  ['UPDI', 'updi'],
  ['TPI', 'tpi'],
  ['PDI', 'pdi'],
];

/** What a way is like. */
export interface WayFacts {
  /** The section that its scripts are in. */
  readonly section: string;
  /** Hertz, unless something else is asked for. With debugWIRE, that of ISP: its own is the target's affair. */
  readonly clock: number;
  /** Bytes of flash that are moved by one script. */
  readonly block: number;
}

export const ways: Readonly<Record<Way, WayFacts>> = {
  updi: { section: 'updi', clock: 200_000, block: 1024 },
  isp: { section: 'isp', clock: 125_000, block: 1024 },
  dw: { section: 'dw', clock: 125_000, block: 1024 },
  jtag: { section: 'jtag', clock: 500_000, block: 512 },
  'xmega-jtag': { section: 'jtag', clock: 500_000, block: 1024 },
  tpi: { section: 'tpi', clock: 125_000, block: 256 },
  pdi: { section: 'pdi', clock: 500_000, block: 1024 },
};

/** By which way that both know the part is programmed; undefined if there is none. */
export function wayOf(entry: ProgrammerEntry, part: Part): Way | undefined {
  return modes.find(([mode]) => entry.progModes.includes(mode) && part.progModes.includes(mode))?.[1];
}
