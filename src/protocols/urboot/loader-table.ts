/**
 * What an urboot boot loader says of itself in the last six bytes of flash (urboot's documentation, "urprotocol"): pages that it
 * takes, vector that starts the application, a jump to its page writer or a return, capabilities, version.
 */
export interface LoaderTable {
  /** Pages of flash at its end; says nothing before version 7.5. */
  readonly pages: number;
  /** Number of the interrupt vector that starts the application, 0 if the hardware starts the loader; says nothing before 7.5. */
  readonly vector: number;
  /** The instruction in front of the capabilities: `rjmp` to the page writer, or `ret`. */
  readonly pageWriter: number;
  readonly capabilities: number;
  /** Major version times 8 and minor version: 0o77 is 7.7. */
  readonly version: number;
}

/** Bits of the capabilities; some mean other things in other versions. */
const bits = {
  eeprom: 0x40,
  protocol: 0x20,
  dual: 0x10,
  vector: 0x04,
  protects: 0x02,
  last: 0x01,
  first: 0x80,
};

const ret = 0x9508;

/** @param top the last six bytes of flash */
export function decodeTable(top: Uint8Array): LoaderTable {
  const [pages = 0, vector = 0, low = 0, high = 0, capabilities = 0, version = 0] = top;
  return { pages: pages & 0x7f, vector: vector & 0x7f, pageWriter: low | (high << 8), capabilities, version };
}

/** Whether the bytes can be those of an urboot of version 7.2 to 12.7, rather than of some other program. */
export function isUrboot({ version, pageWriter }: LoaderTable): boolean {
  return version >= 0o72 && version <= 0o147 && (isReturn(pageWriter) || (pageWriter & 0xf000) === 0xc000);
}

/** Whether size and vector are told and plausible. */
export function tellsPlace(table: LoaderTable, pageSize: number, vectors: number): boolean {
  const size = table.pages * pageSize;
  if (table.version < 0o75 || size < 64 || size > 2048 || table.vector > vectors) return false;
  if (isReturn(table.pageWriter)) return true;
  const distance = (((table.pageWriter & 0xfff) ^ 0x800) - 0x800) * 2 + 2 - 4;
  return distance >= -size && distance < -6;
}

export function accessesEeprom({ capabilities }: LoaderTable): boolean {
  return (capabilities & bits.eeprom) !== 0;
}

/** Who patches the vectors of an application: 0 nobody, 1 the host, 2 and 3 the loader (which 8.0 and later never does). */
export function vectorLevel({ version, capabilities, vector }: LoaderTable): number {
  return version <= 0o77 ? (capabilities >> 2) & 3 : vector > 0 ? 1 : 0;
}

/** Version and capabilities as avrdude shows them, `u7.7 -eu-hPr-c`. */
export function describeTable(table: LoaderTable): string {
  const { version, capabilities, pageWriter } = table;
  const has = (bit: number, letter: string, otherwise = '-') => (capabilities & bit ? letter : otherwise);
  const pair = (shift: number) => (capabilities >> shift) & 3;
  const late = version >= 0o77;
  const writes = late ? !isReturn(pageWriter) : (capabilities & bits.first) !== 0;
  const speaks = version > 0o77 ? has(bits.protocol, 'U') : has(bits.protocol, 'u', 's');
  const boots = version >= 0o76 ? speaks + has(bits.dual, 'd') : `-${'-fdD'[pair(4)]}`;
  const vectors = 'hjvV'[version > 0o77 ? pair(2) & 1 : pair(2)];
  const rest = late
    ? `${has(bits.protects, 'P', 'p')}r${has(bits.first, 'a')}${has(bits.last, 'c')}`
    : `${has(bits.protects, 'p')}${has(bits.last, 'r')}-.`;
  return `u${version >> 3}.${version & 7} ${writes ? 'w' : '-'}${has(bits.eeprom, 'e')}${boots}${vectors}${rest}`;
}

function isReturn(word: number): boolean {
  return word === ret;
}
