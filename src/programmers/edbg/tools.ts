import type { ProgrammerEntry } from '../../model/programmer-entry.ts';

/** What a tool with these product ids is on the bus. */
export interface Tool {
  readonly vendorId: number;
  readonly productId: number;
  readonly name: string;
  /** HID reports, or frames on bulk endpoints. */
  readonly line: 'reports' | 'bulk';
  /** avrdude looks for its endpoints in the wrong place where it tries a silent tool a second time. */
  readonly missedAgain: boolean;
}

const atmel = 0x03eb;

const tool = (
  productId: number,
  name: string,
  more: Partial<Pick<Tool, 'line' | 'missedAgain'>> = {},
): Tool => ({ vendorId: atmel, productId, name, line: 'reports', missedAgain: false, ...more });

/** Every tool that speaks the JTAGICE3's command set. */
export const tools: readonly Tool[] = [
  tool(0x2110, 'JTAGICE3', { line: 'bulk' }),
  tool(0x2140, 'JTAGICE3'),
  tool(0x2141, 'Atmel-ICE'),
  tool(0x2144, 'Power Debugger'),
  tool(0x2111, 'Xplained Pro'),
  tool(0x2145, 'Xplained Mini'),
  tool(0x2175, 'Curiosity Nano', { missedAgain: true }),
  tool(0x2177, 'PICkit 4'),
  tool(0x2180, 'MPLAB Snap'),
];

/** @returns the tool with these ids; one that the configuration alone knows talks in reports as most do */
export function toolWith(vendorId: number, productId: number): Tool {
  const known = tools.find((one) => one.vendorId === vendorId && one.productId === productId);
  return known ?? { ...tool(productId, 'EDBG'), vendorId };
}

/** What an entry's programmer has that others have not. The configuration does not say it; its ids begin so. */
export interface Traits {
  /** CMSIS-DAP is told of connecting and disconnecting, which the first mEDBG complained about. */
  readonly connects: boolean;
  /** It measures voltages and currents of its own. */
  readonly measures: boolean;
  /** It has a mode for MPLAB, in which it is another device with these product ids. */
  readonly otherMode: OtherMode | undefined;
}

/** The same tool with other firmware. */
export interface OtherMode {
  readonly name: string;
  readonly old: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly bootLoaderId: number;
}

const microchip = 0x04d8;
const usualTraits: Traits = { connects: true, measures: false, otherMode: undefined };

const traits: readonly (readonly [beginning: string, of: Partial<Traits>])[] = [
  ['xplainedmini', { connects: false }],
  ['powerdebugger', { measures: true }],
  [
    'pickit4',
    {
      otherMode: {
        ...{ name: 'PICkit 4', old: 'PICkit4' },
        ...{ vendorId: microchip, productId: 0x9012, bootLoaderId: 0x9017 },
      },
    },
  ],
  [
    'snap',
    {
      otherMode: {
        ...{ name: 'MPLAB SNAP', old: 'MPLAB SNAP' },
        ...{ vendorId: microchip, productId: 0x9018, bootLoaderId: 0x9019 },
      },
    },
  ],
];

export function traitsOf({ ids }: Pick<ProgrammerEntry, 'ids'>): Traits {
  const found = traits.filter(([beginning]) => ids.some((id) => id.startsWith(beginning)));
  return Object.assign({}, usualTraits, ...found.map(([, of]) => of));
}
