/**
 * Requests of a device in DFU mode (USB Device Class Specification for Device Firmware Upgrade 1.1, 3 and 6; Atmel's loaders follow
 * its first edition, doc7618). All are class requests to interface 0.
 */
export const dfuRequests = {
  DNLOAD: 1,
  UPLOAD: 2,
  GETSTATUS: 3,
  CLRSTATUS: 4,
  ABORT: 6,
} as const;
export type DfuRequest = keyof typeof dfuRequests;

/** bmRequestType: class, interface; bit 7 is added for what brings an answer. */
export const toInterface = 0x21;

/** Bytes of the answer to GETSTATUS. */
export const statusLength = 6;

/** What the device says of itself. */
export interface DfuStatus {
  /** bStatus: 0 is OK. */
  readonly status: number;
  /** bwPollTimeout: when to ask again, in milliseconds. */
  readonly pollMs: number;
  /** bState. */
  readonly state: number;
  /** iString. */
  readonly string: number;
}

/** Values of bStatus that are looked at. */
export const dfuOk = 0;
export const dfuErrWrite = 3;
/** Values of bState that are looked at. */
export const dfuErrorState = 10;

/** @param answer six bytes */
export function decodeStatus(answer: Uint8Array): DfuStatus {
  const [status = 0, low = 0, middle = 0, high = 0, state = 0, string = 0] = answer;
  return { status, pollMs: low | (middle << 8) | (high << 16), state, string };
}
