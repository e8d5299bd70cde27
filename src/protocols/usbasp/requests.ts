/**
 * The vendor requests of the USBasp firmware (https://www.fischl.de/usbasp/, `firmware/usbasp.h` and `main.c`). A request
 * carries four bytes in wValue and wIndex, and up to some 250 bytes of data one way.
 */

export const usbaspFunctions = {
  CONNECT: 1,
  DISCONNECT: 2,
  TRANSMIT: 3,
  READFLASH: 4,
  ENABLEPROG: 5,
  WRITEFLASH: 6,
  READEEPROM: 7,
  WRITEEEPROM: 8,
  SETLONGADDRESS: 9,
  SETISPSCK: 10,
  TPI_CONNECT: 11,
  TPI_DISCONNECT: 12,
  TPI_RAWREAD: 13,
  TPI_RAWWRITE: 14,
  TPI_READBLOCK: 15,
  TPI_WRITEBLOCK: 16,
  GETCAPABILITIES: 127,
} as const;
export type UsbaspFunction = keyof typeof usbaspFunctions;

/** One request: the function, its four bytes of argument, and what is sent or how much is read. */
export interface UsbaspRequest {
  readonly function: UsbaspFunction;
  readonly argument: readonly [number, number, number, number];
  readonly data: Uint8Array | number;
}

/** The largest block that every firmware since 2005 takes, in bytes. */
export const largestBlock = 200;

/** Below this SCK a block of `largestBlock` bytes would outlast the deadline of its transfer; blocks are a tenth then. */
const slowSckHertz = 10_000;

/** @param sckHertz 0 if the firmware chose it */
export function blockSize(sckHertz: number): number {
  return sckHertz > 0 && sckHertz < slowSckHertz ? largestBlock / 10 : largestBlock;
}

/** A request that has no argument and is answered with up to four bytes. */
export function encodePlain(name: UsbaspFunction): UsbaspRequest {
  return { function: name, argument: [0, 0, 0, 0], data: 4 };
}

/** @param instruction four bytes to go out over SPI; as many come back */
export function encodeTransmit(instruction: Uint8Array): UsbaspRequest {
  const [a = 0, b = 0, c = 0, d = 0] = instruction;
  return { function: 'TRANSMIT', argument: [a, b, c, d], data: 4 };
}

/** @param option an `id` of `sckOptions`; 0 lets the firmware (its jumper) choose */
export function encodeSetSck(option: number): UsbaspRequest {
  return { function: 'SETISPSCK', argument: [option, 0, 0, 0], data: 4 };
}

/** The 32-bit byte address of the next block. From then until CONNECT the firmware ignores the addresses in block requests. */
export function encodeSetLongAddress(address: number): UsbaspRequest {
  return {
    function: 'SETLONGADDRESS',
    argument: [address & 0xff, (address >> 8) & 0xff, (address >> 16) & 0xff, (address >>> 24) & 0xff],
    data: 4,
  };
}

/** @param address byte address, of which 16 bits travel */
export function encodeReadBlock(
  name: 'READFLASH' | 'READEEPROM',
  address: number,
  length: number,
): UsbaspRequest {
  return { function: name, argument: [address & 0xff, (address >> 8) & 0xff, 0, 0], data: length };
}

/**
 * @param block.pageSize bytes, up to 4095: the firmware writes a page whenever it has that many
 * @param block.first whether the firmware starts counting a page here
 */
export function encodeWriteBlock(
  name: 'WRITEFLASH' | 'WRITEEEPROM',
  block: { address: number; pageSize: number; first: boolean; data: Uint8Array },
): UsbaspRequest {
  const { address, pageSize } = block;
  const flags = (block.first ? 1 : 0) + ((pageSize & 0xf00) >> 4);
  return {
    function: name,
    argument: [address & 0xff, (address >> 8) & 0xff, pageSize & 0xff, flags],
    data: block.data,
  };
}

/** @param delay half a bit in units of 1/1.5 MHz, 1 to 2047 */
export function encodeTpiConnect(delay: number): UsbaspRequest {
  return { function: 'TPI_CONNECT', argument: [delay & 0xff, delay >> 8, 0, 0], data: 4 };
}

export function encodeTpiWrite(byte: number): UsbaspRequest {
  return { function: 'TPI_RAWWRITE', argument: [byte, 0, 0, 0], data: 4 };
}

/** @param pointer address in the data space */
export function encodeTpiBlock(pointer: number, data: Uint8Array | number): UsbaspRequest {
  return {
    function: typeof data === 'number' ? 'TPI_READBLOCK' : 'TPI_WRITEBLOCK',
    argument: [pointer & 0xff, (pointer >> 8) & 0xff, 0, 0],
    data,
  };
}

export interface Capabilities {
  readonly tpi: boolean;
  /** SCK of 3 MHz, in the UsbAsp-flash firmware. */
  readonly sck3Mhz: boolean;
}

/** @param answer to GETCAPABILITIES; old firmware gives none */
export function decodeCapabilities(answer: Uint8Array): Capabilities {
  if (answer.length !== 4) return { tpi: false, sck3Mhz: false };
  return { tpi: ((answer[0] ?? 0) & 1) !== 0, sck3Mhz: ((answer[3] ?? 0) & 1) !== 0 };
}

export interface SckOption {
  readonly id: number;
  readonly hertz: number;
}

/** The clocks the firmware knows, fastest first. The first needs a capability. */
export const sckOptions: readonly SckOption[] = [
  { id: 13, hertz: 3_000_000 },
  { id: 12, hertz: 1_500_000 },
  { id: 11, hertz: 750_000 },
  { id: 10, hertz: 375_000 },
  { id: 9, hertz: 187_500 },
  { id: 8, hertz: 93_750 },
  { id: 7, hertz: 32_000 },
  { id: 6, hertz: 16_000 },
  { id: 5, hertz: 8_000 },
  { id: 4, hertz: 4_000 },
  { id: 3, hertz: 2_000 },
  { id: 2, hertz: 1_000 },
  { id: 1, hertz: 500 },
];

/**
 * The fastest clock that is not above the one asked for.
 *
 * @param hertz whole; one less than an option still counts as that option, for periods that were rounded
 * @returns undefined (the firmware chooses, 0 Hz) below 499 Hz
 */
export function chooseSck(hertz: number, capabilities: Capabilities): SckOption | undefined {
  return offered(capabilities).find((option, index) => hertz >= option.hertz - (index === 0 ? 0 : 1));
}

/** The clocks below the given one that are worth trying for a slow target, fastest first. */
export function slowerSck(hertz: number): readonly SckOption[] {
  return sckOptions.filter((option) => option.hertz < hertz && option.hertz >= 2_000);
}

function offered(capabilities: Capabilities): readonly SckOption[] {
  return capabilities.sck3Mhz ? sckOptions : sckOptions.slice(1);
}
