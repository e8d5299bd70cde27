import type { ControlRequest } from '../../transports/usb-transport.ts';

/**
 * FTDI's vendor requests, as far as pins are driven through its chips (AN_232B-04, AN_108, AN_135; the numbers are those that libftdi
 * and Linux's ftdi_sio use). All concern one interface, which the low byte of the index names, counted from 1; 0 on chips that have
 * but one.
 */

const toDevice = 0x40;
const numbers = { reset: 0x00, baudRate: 0x03, latencyTimer: 0x09, bitMode: 0x0b } as const;

/** What a chip does with the bytes that it is sent. */
export const bitModes = { reset: 0x00, mpsse: 0x02, synchronousBitBang: 0x04 } as const;
export type BitMode = keyof typeof bitModes;

/** What is forgotten. */
const resets = { all: 0, received: 1, toSend: 2 } as const;

/** How long a request may take, in milliseconds. */
const timeoutMs = 1000;

/** A request without data. */
export type PlainRequest = ControlRequest;

/** @param index of the interface, see above */
export function encodeReset(what: keyof typeof resets, index: number): PlainRequest {
  return plain(numbers.reset, resets[what], index);
}

/** @param outputs pins that are driven, in bit-bang mode: bit 0 is the first of the low byte */
export function encodeBitMode(mode: BitMode, outputs: number, index: number): PlainRequest {
  return plain(numbers.bitMode, (bitModes[mode] << 8) | outputs, index);
}

/** @param milliseconds 1 to 255, after which a packet is sent that is not full */
export function encodeLatencyTimer(milliseconds: number, index: number): PlainRequest {
  return plain(numbers.latencyTimer, milliseconds, index);
}

/** Eighths of the divisor by their code in its top bits. */
const fractions = [0, 3, 2, 4, 1, 5, 6, 7] as const;

/** How many samples a bit of the serial clock has, on all chips that have no faster clock. */
const baseClock = 3_000_000;

/** @param rate bits per second, of the serial clock by which bit-bang mode is timed, too */
export function encodeBaudRate(rate: number, index: number): PlainRequest {
  const { divisor, high } = divisorOf(rate);
  return plain(numbers.baudRate, divisor, (high << 8) | index);
}

/** @returns the 17 bits of the divisor: the low 16, and the rest */
function divisorOf(rate: number): { readonly divisor: number; readonly high: number } {
  const eighths = Math.min(0x1ffff, Math.max(8, Math.round((8 * baseClock) / rate)));
  // 1 and 1.5 have codes of their own, and nothing lies between them.
  if (eighths < 12) return { divisor: 0, high: 0 };
  if (eighths < 16) return { divisor: 1, high: 0 };
  const code = fractions.indexOf((eighths & 7) as (typeof fractions)[number]);
  const encoded = (eighths >> 3) | (code << 14);
  return { divisor: encoded & 0xffff, high: encoded >> 16 };
}

function plain(request: number, value: number, index: number): PlainRequest {
  return { requestType: toDevice, request, value, index, data: new Uint8Array(0), timeoutMs };
}

/** A kind of FTDI chip, told by its release number (bcdDevice). */
export interface FtdiChip {
  readonly name: 'AM' | 'BM' | '2232C' | 'R' | '2232H' | '4232H' | '232H' | '230X';
  /** Pins of an MPSSE engine; 0 without one. */
  readonly mpssePins: number;
  /** Whether its engine can be clocked by 60 MHz instead of 12. */
  readonly highSpeed: boolean;
  readonly interfaces: number;
}

const chips: Readonly<Record<number, FtdiChip>> = {
  2: { name: 'AM', mpssePins: 0, highSpeed: false, interfaces: 1 },
  4: { name: 'BM', mpssePins: 0, highSpeed: false, interfaces: 1 },
  5: { name: '2232C', mpssePins: 12, highSpeed: false, interfaces: 2 },
  6: { name: 'R', mpssePins: 0, highSpeed: false, interfaces: 1 },
  7: { name: '2232H', mpssePins: 16, highSpeed: true, interfaces: 2 },
  8: { name: '4232H', mpssePins: 8, highSpeed: true, interfaces: 4 },
  9: { name: '232H', mpssePins: 16, highSpeed: true, interfaces: 1 },
  16: { name: '230X', mpssePins: 0, highSpeed: false, interfaces: 1 },
};

/** @param release bcdDevice @returns undefined for one that is not known */
export function ftdiChip(release: number): FtdiChip | undefined {
  return chips[release >> 8];
}

/** Bytes of a bulk packet. */
export function packetSizeOf(chip: FtdiChip | undefined): number {
  return chip?.highSpeed ? 512 : 64;
}

/** @param number of the interface, from 0 @returns its bulk endpoints, with their direction bit */
export function endpointsOf(number: number): { readonly out: number; readonly in: number } {
  return { out: 0x02 + 2 * number, in: 0x81 + 2 * number };
}
