/** Parts with UPDI that the simulators know: memory map and sizes from the data sheets ("Memories", "NVMCTRL"). */
export interface UpdiPart {
  readonly name: string;
  readonly signature: readonly [number, number, number];
  readonly sib: string;
  /** Version of the memory controller. */
  readonly version: 0 | 2 | 3;
  readonly flash: { readonly base: number; readonly size: number; readonly page: number };
  readonly eeprom: { readonly size: number; readonly page: number };
  readonly userRow: { readonly base: number; readonly size: number };
  readonly fuses: { readonly base: number; readonly factory: readonly number[] };
  readonly lock: { readonly base: number; readonly open: readonly number[] };
}

export const EEPROM_BASE = 0x1400;
export const SIGNATURE_BASE = 0x1100;
export const NVMCTRL_BASE = 0x1000;

type Geometry = Pick<UpdiPart, 'name' | 'signature' | 'flash' | 'eeprom'> & { readonly row: number };

function version0(sib: string, { row, ...part }: Geometry): UpdiPart {
  return {
    ...part,
    sib,
    version: 0,
    userRow: { base: 0x1300, size: row },
    fuses: { base: 0x1280, factory: [0x00, 0x00, 0x02, 0xff, 0x00, 0xc4, 0x07, 0x00, 0x00] },
    lock: { base: 0x128a, open: [0xc5] },
  };
}

function later(version: 2 | 3, sib: string, { row, ...part }: Geometry): UpdiPart {
  return {
    ...part,
    sib,
    version,
    userRow: { base: 0x1080, size: row },
    fuses: { base: 0x1050, factory: [0x00, 0x00, 0x00, 0xff, 0xff, 0xc0, 0x07, 0x00, 0x00] },
    lock: { base: 0x1040, open: [0x5c, 0xc5, 0xc5, 0x5c] },
  };
}

const TINY = 'tinyAVR P:0D:0-3M2 (01.59B14.0)';
const MEGA = 'megaAVR P:0D:1-3M2 (01.59B14.0)';
const D_FAMILY = 'AVR     P:2D:1-3M2 (A7.KV001.0)';
const E_FAMILY = 'AVR     P:3D:1-3M2 (B1.KV003.0)';

const PARTS: readonly UpdiPart[] = [
  version0(TINY, {
    name: 't1614',
    signature: [0x1e, 0x94, 0x22],
    flash: { base: 0x8000, size: 0x4000, page: 64 },
    eeprom: { size: 256, page: 32 },
    row: 32,
  }),
  version0(TINY, {
    name: 't1616',
    signature: [0x1e, 0x94, 0x21],
    flash: { base: 0x8000, size: 0x4000, page: 64 },
    eeprom: { size: 256, page: 32 },
    row: 32,
  }),
  version0(TINY, {
    name: 't3216',
    signature: [0x1e, 0x95, 0x21],
    flash: { base: 0x8000, size: 0x8000, page: 128 },
    eeprom: { size: 256, page: 64 },
    row: 64,
  }),
  version0(MEGA, {
    name: 'm4809',
    signature: [0x1e, 0x96, 0x51],
    flash: { base: 0x4000, size: 0xc000, page: 128 },
    eeprom: { size: 256, page: 64 },
    row: 64,
  }),
  later(2, D_FAMILY, {
    name: 'avr128da48',
    signature: [0x1e, 0x97, 0x08],
    flash: { base: 0x800000, size: 0x20000, page: 512 },
    eeprom: { size: 512, page: 1 },
    row: 32,
  }),
  later(3, E_FAMILY, {
    name: 'avr64ea48',
    signature: [0x1e, 0x96, 0x1e],
    flash: { base: 0x800000, size: 0x10000, page: 128 },
    eeprom: { size: 512, page: 8 },
    row: 64,
  }),
];

/** @returns undefined for a part without UPDI, or one that is not known */
export function updiPart(name: string): UpdiPart | undefined {
  return PARTS.find((part) => part.name === name);
}
