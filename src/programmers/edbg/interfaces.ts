import type { Part, ProgMode } from '../../model/part.ts';
import * as ice from '../../protocols/edbg/commands.ts';

/** A way from a tool to its target. */
export interface TargetInterface {
  /** As avrdude calls it. */
  readonly name: 'JTAG' | 'debugWire' | 'PDI' | 'UPDI';
  /** One of `connections`. */
  readonly connection: number;
  /** Modes of parts that it reaches. */
  readonly modes: readonly ProgMode[];
  /** The parameter that holds its clock for a part; undefined if it has none. */
  clockFor(part: Part): ice.Parameter | undefined;
  /** Whether the target is halted in a mode of its own while its memories are reached. */
  readonly hasProgrammingMode: boolean;
  /** Whether it goes on in a scan chain. */
  readonly isChained: boolean;
  /** What `ExtendedDeeds.types` calls it: not every release that takes `-x` over JTAG takes it over the others. */
  readonly extendedAs?: 'jtag3_dw' | 'jtag3_pdi' | 'jtag3_updi';
}

const jtagModes: readonly ProgMode[] = ['JTAG', 'JTAGmkI', 'XMEGAJTAG', 'AVR32JTAG'];

export const jtag: TargetInterface = {
  name: 'JTAG',
  connection: ice.connections.jtag,
  modes: jtagModes,
  clockFor: (part) =>
    part.progModes.includes('PDI') ? ice.parameters.clockXmegaJtag : ice.parameters.clockMegaProgramming,
  hasProgrammingMode: true,
  isChained: true,
};

export const debugWire: TargetInterface = {
  name: 'debugWire',
  connection: ice.connections.debugWire,
  modes: ['debugWIRE'],
  clockFor: () => undefined,
  hasProgrammingMode: false,
  isChained: false,
  extendedAs: 'jtag3_dw',
};

export const pdi: TargetInterface = {
  name: 'PDI',
  connection: ice.connections.pdi,
  modes: ['PDI'],
  clockFor: () => ice.parameters.clockPdi,
  hasProgrammingMode: true,
  isChained: false,
  extendedAs: 'jtag3_pdi',
};

export const updi: TargetInterface = {
  name: 'UPDI',
  connection: ice.connections.updi,
  modes: ['UPDI'],
  clockFor: () => ice.parameters.clockPdi,
  hasProgrammingMode: true,
  isChained: false,
  extendedAs: 'jtag3_updi',
};

/** Which family of parts a tool has to do with. */
export type Family = 'tiny' | 'mega' | 'xmega' | 'updi';

/** avrdude counts every part with debugWIRE as a small one. */
export function familyOf({ progModes }: Pick<Part, 'progModes'>): Family {
  if (progModes.includes('PDI')) return 'xmega';
  if (progModes.includes('UPDI')) return 'updi';
  return progModes.includes('debugWIRE') ? 'tiny' : 'mega';
}

/** Whether a part has other memories than a classic one. */
export function isClassic(part: Pick<Part, 'progModes'>): boolean {
  const family = familyOf(part);
  return family === 'tiny' || family === 'mega';
}
