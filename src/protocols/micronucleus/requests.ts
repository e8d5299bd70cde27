import type { ControlRequest } from '../../transports/usb-transport.ts';

/**
 * Requests of micronucleus, the boot loader of Digispark boards (https://github.com/micronucleus/micronucleus, firmware/main.c of v1.11
 * and v2.6). All go to the device; the version is that of its descriptor.
 */
const code = { info: 0, transfer: 1, erase: 2, program: 3, start: 4 } as const;
const toDevice = 0x40;
const fromDevice = 0xc0;

/** A request without its deadline. */
export type MicronucleusRequest = Omit<ControlRequest, 'timeoutMs' | 'ends'>;

/** What a boot loader says of itself. */
export interface LoaderInfo {
  /** Bytes of flash that an application may have. */
  readonly flashSize: number;
  readonly pageSize: number;
  /** From a page until the device answers again, in milliseconds. */
  readonly writeMs: number;
  /** From the erase until it answers again, in milliseconds. */
  readonly eraseMs: number;
  /** Where the boot loader begins. */
  readonly start: number;
  /** The signature's second and third byte; version 1 does not tell them. */
  readonly signature: readonly [number, number];
}

/** How long an information block is, by major version. */
export const infoLength = (major: number): number => (major >= 2 ? 6 : 4);

export function encodeInfo(major: number): MicronucleusRequest {
  return out(code.info, 0, 0, { requestType: fromDevice, data: infoLength(major) });
}

/** @param block as long as `infoLength` says */
export function decodeInfo(major: number, block: Uint8Array): LoaderInfo {
  const [high = 0, low = 0, pageSize = 0, times = 0, second = 0, third = 0] = block;
  const flashSize = high * 256 + low;
  const pages = pageSize === 0 ? 0 : Math.ceil(flashSize / pageSize);
  // Version 2 adds two milliseconds of its own, and erases four pages at once where bit 7 is set.
  const writeMs = (times & 0x7f) + (major >= 2 ? 2 : 0);
  const eraseMs = writeMs * pages;
  const signature = major >= 2 ? ([second, third] as const) : usualSignature(flashSize, pageSize);
  return {
    ...{ flashSize, pageSize, writeMs, signature, start: pages * pageSize },
    eraseMs: major >= 2 && (times & 0x80) !== 0 ? Math.floor(eraseMs / 4) : eraseMs,
  };
}

/** The chip that version 1 most likely runs on, as micronucleus' own tool guesses it. */
function usualSignature(flashSize: number, pageSize: number): readonly [number, number] {
  if (pageSize === 128) return [0x94, 0x87];
  if (pageSize === 64) return flashSize > 4096 ? [0x93, 0x0b] : [0x92, 0x06];
  return pageSize === 16 ? [0x93, 0x15] : [0, 0];
}

export function encodeErase(): MicronucleusRequest {
  return out(code.erase);
}

export function encodeStart(): MicronucleusRequest {
  return out(code.start);
}

/** A page, as the requests that carry it: in version 1 one with all of its bytes, in version 2 one for every four. */
export function encodePage(major: number, address: number, page: Uint8Array): readonly MicronucleusRequest[] {
  if (major < 2) return [out(code.transfer, page.length, address, { data: page })];
  const requests = [out(code.transfer, page.length, address)];
  for (let at = 0; at < page.length; at += 4)
    requests.push(out(code.program, word(page, at), word(page, at + 2)));
  return requests;
}

function out(
  request: number,
  value = 0,
  index = 0,
  rest: Partial<MicronucleusRequest> = {},
): MicronucleusRequest {
  return { requestType: toDevice, request, value, index, data: new Uint8Array(0), ...rest };
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0xff) + (bytes[at + 1] ?? 0xff) * 256;
}
