/** The parts the simulators know: sizes, factory fuses and codes from the data sheets ("Memory Programming"). */

export type FuseName = 'lfuse' | 'hfuse' | 'efuse';

/** A bit of a fuse byte. */
export interface FuseBit {
  readonly fuse: FuseName;
  readonly bit: number;
}

/** What a data sheet says about one part. Sizes in bytes. */
export interface PartFacts {
  readonly name: string;
  readonly signature: readonly [number, number, number];
  readonly flash: number;
  readonly flashPage: number;
  readonly eeprom: number;
  readonly eepromPage: number;
  /** Has the instructions "load" and "write EEPROM page". */
  readonly eepromPaged: boolean;
  /** Factory values. */
  readonly fuses: Readonly<Partial<Record<FuseName, number>>>;
  /** Implemented bits where not all are; the others read as one. */
  readonly implemented: Readonly<Partial<Record<FuseName, number>>>;
  readonly calibrationBytes: number;
  /** Flash beyond 128 KiB: needs "load extended address". */
  readonly extendedAddress: boolean;
  readonly eesave: FuseBit;
  readonly spien: FuseBit;
  /** Device code of AVR910 programmers; 0 where the note has none. */
  readonly avr910Code: number;
  /** Size of the boot section the boot loader kinds live in. */
  readonly bootSection: number;
  /** Optiboot is told of addresses in bytes (optiboot_x, optiboot_dx), not in words. */
  readonly addressedByBytes: boolean;
}

interface Row {
  sig: number;
  flash: number;
  page: number;
  ee: number;
  eepage?: number;
  fuses: readonly number[];
  efuseBits?: number;
  cal?: number;
  code?: number;
  boot?: number;
}

const NAMES: readonly FuseName[] = ['lfuse', 'hfuse', 'efuse'];

function part(name: string, row: Row, more: Partial<PartFacts> = {}): PartFacts {
  const fuses: Partial<Record<FuseName, number>> = {};
  row.fuses.forEach((value, i) => {
    fuses[NAMES[i]!] = value;
  });
  return {
    name,
    signature: [(row.sig >> 16) & 0xff, (row.sig >> 8) & 0xff, row.sig & 0xff],
    flash: row.flash,
    flashPage: row.page,
    eeprom: row.ee,
    eepromPage: row.eepage ?? 4,
    eepromPaged: true,
    fuses,
    implemented: row.efuseBits === undefined ? {} : { efuse: row.efuseBits },
    calibrationBytes: row.cal ?? 1,
    extendedAddress: row.flash > 0x20000,
    eesave: { fuse: 'hfuse', bit: 3 },
    spien: { fuse: 'hfuse', bit: 5 },
    avr910Code: row.code ?? 0x43,
    bootSection: row.boot ?? 4096,
    addressedByBytes: false,
    ...more,
  };
}

const K = 1024;
const usb = [0x5e, 0x99, 0xf3];
const u2 = [0x5e, 0xd9, 0xf4];
const mega32 = { flash: 32 * K, page: 128, ee: K, fuses: [0xe1, 0x99], cal: 4, code: 0x72 };
const mega328 = {
  flash: 32 * K,
  page: 128,
  ee: K,
  fuses: [0x62, 0xd9, 0xff],
  efuseBits: 7,
  code: 0,
  boot: 512,
};
/** Their fuses cannot be reached from a boot loader, and are of no matter here. */
const xmega = { fuses: [] };
/** Parts with UPDI, as a boot loader in them sees them. */
const updi = (row: Omit<Row, 'fuses' | 'boot'>): [Row, Partial<PartFacts>] => [
  { ...row, fuses: [], boot: 512 },
  { addressedByBytes: true },
];
const tiny = { page: 64, fuses: [0x62, 0xdf, 0xff], efuseBits: 1, code: 0x20, boot: 0 };

/** By the id avrdude.conf gives the part. */
export const PARTS: ReadonlyMap<string, PartFacts> = new Map(
  [
    part('m32u4', { sig: 0x1e9587, flash: 32 * K, page: 128, ee: K, fuses: usb, efuseBits: 15 }),
    part('m16u4', { sig: 0x1e9488, flash: 16 * K, page: 128, ee: 512, fuses: usb, efuseBits: 15 }),
    part('m8u2', { sig: 0x1e9389, flash: 8 * K, page: 128, ee: 512, fuses: u2, efuseBits: 15 }),
    part('m16u2', { sig: 0x1e9489, flash: 16 * K, page: 128, ee: 512, fuses: u2, efuseBits: 15 }),
    part('usb1286', {
      ...{ sig: 0x1e9782, flash: 128 * K, page: 256, ee: 4096, eepage: 8, fuses: usb },
      ...{ efuseBits: 15, boot: 8192 },
    }),
    part('usb646', {
      ...{ sig: 0x1e9682, flash: 64 * K, page: 256, ee: 2048, eepage: 8, fuses: usb },
      ...{ efuseBits: 15, boot: 8192 },
    }),
    part('m32u2', { sig: 0x1e958a, flash: 32 * K, page: 128, ee: K, fuses: u2, efuseBits: 15 }),
    part('usb82', { sig: 0x1e9382, flash: 8 * K, page: 128, ee: 512, fuses: u2, efuseBits: 15 }),
    part('usb162', { sig: 0x1e9482, flash: 16 * K, page: 128, ee: 512, fuses: u2, efuseBits: 15 }),
    part('x128a1u', { sig: 0x1e974c, flash: 136 * K, page: 512, ee: 2048, ...xmega, boot: 8192 }),
    part('x128a3u', { sig: 0x1e9742, flash: 136 * K, page: 512, ee: 2048, ...xmega, boot: 8192 }),
    part('x128a4u', { sig: 0x1e9746, flash: 136 * K, page: 256, ee: 2048, ...xmega, boot: 8192 }),
    part('x64a4u', { sig: 0x1e9646, flash: 68 * K, page: 256, ee: 2048, ...xmega }),
    part('x32a4u', { sig: 0x1e9541, flash: 36 * K, page: 256, ee: 1024, ...xmega }),
    part('m32', { sig: 0x1e9502, ...mega32 }),
    part('m32a', { sig: 0x1e9502, ...mega32 }),
    part('m16', {
      ...{ sig: 0x1e9403, flash: 16 * K, page: 128, ee: 512, fuses: [0xe1, 0x99] },
      ...{ cal: 4, code: 0x74, boot: 2048 },
    }),
    part(
      'm8',
      {
        ...{ sig: 0x1e9307, flash: 8 * K, page: 64, ee: 512, fuses: [0xe1, 0xd9] },
        ...{ cal: 4, code: 0x76, boot: 2048 },
      },
      { eepromPaged: false },
    ),
    part('m328p', { sig: 0x1e950f, ...mega328 }),
    part('m328', { sig: 0x1e9514, ...mega328 }),
    part('m168', {
      ...{ sig: 0x1e9406, flash: 16 * K, page: 128, ee: 512, fuses: [0x62, 0xdf, 0xf9] },
      ...{ efuseBits: 7, code: 0, boot: 2048 },
    }),
    part('m88', {
      ...{ sig: 0x1e930a, flash: 8 * K, page: 64, ee: 512, fuses: [0x62, 0xdf, 0xf9] },
      ...{ efuseBits: 7, code: 0, boot: 2048 },
    }),
    part('m2560', {
      ...{ sig: 0x1e9801, flash: 256 * K, page: 256, ee: 4096, eepage: 8, fuses: [0x62, 0x99, 0xff] },
      ...{ efuseBits: 7, boot: 8192 },
    }),
    part('m1284p', {
      ...{ sig: 0x1e9705, flash: 128 * K, page: 256, ee: 4096, eepage: 8, fuses: [0x62, 0x99, 0xff] },
      ...{ efuseBits: 7, code: 0x74, boot: 1024 },
    }),
    part('m644p', {
      ...{ sig: 0x1e960a, flash: 64 * K, page: 256, ee: 2048, eepage: 8, fuses: [0x62, 0x99, 0xff] },
      ...{ efuseBits: 7, code: 0x74, boot: 1024 },
    }),
    part('t1616', ...updi({ sig: 0x1e9421, flash: 16 * K, page: 64, ee: 256, eepage: 32 })),
    part('avr128da48', ...updi({ sig: 0x1e9708, flash: 128 * K, page: 512, ee: 512, eepage: 1 })),
    part('t85', { sig: 0x1e930b, flash: 8 * K, ee: 512, ...tiny }),
    part('t45', { sig: 0x1e9206, flash: 4 * K, ee: 256, ...tiny }),
    part(
      't2313',
      {
        ...{ sig: 0x1e910a, flash: 2 * K, page: 32, ee: 128, fuses: [0x64, 0xdf, 0xff] },
        ...{ efuseBits: 1, cal: 2, code: 0x5e, boot: 0 },
      },
      { eesave: { fuse: 'hfuse', bit: 6 } },
    ),
    part(
      't13',
      { sig: 0x1e9007, flash: K, page: 32, ee: 64, fuses: [0x6a, 0xff], cal: 2, code: 0, boot: 0 },
      {
        implemented: { hfuse: 0x1f },
        eesave: { fuse: 'lfuse', bit: 6 },
        spien: { fuse: 'lfuse', bit: 7 },
      },
    ),
  ].map((p) => [p.name, p]),
);

const FULL_NAMES: Readonly<Record<string, string>> = {
  atmega32u4: 'm32u4',
  atmega16u4: 'm16u4',
  at90usb1286: 'usb1286',
  at90usb646: 'usb646',
  atmega32: 'm32',
  atmega328p: 'm328p',
  atmega168: 'm168',
  atmega2560: 'm2560',
  atmega1284p: 'm1284p',
  attiny85: 't85',
  attiny13: 't13',
};

/** @throws RangeError naming the parts there are */
export function partFacts(name: string): PartFacts {
  const id = name.toLowerCase();
  const facts = PARTS.get(FULL_NAMES[id] ?? id);
  if (!facts) throw new RangeError(`unknown part ${name}; known: ${[...PARTS.keys()].sort().join(' ')}`);
  return facts;
}
