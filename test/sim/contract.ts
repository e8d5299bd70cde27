/**
 * How a simulated device is asked for in the contract of its programmer type (`test/programmers/contract`). A simulator's file exports
 * its rows as `contract`, and they are found there.
 */
export interface Contracted {
  /** Of `src/programmers/registry.ts`. */
  readonly type: string;
  /** As `-c` names it. */
  readonly id: string;
  readonly part: string;
  /** What is plugged in, as `kinds.ts` or `usb-device.ts` calls it. */
  readonly kind: string;
  readonly on: 'serial' | 'usb' | 'devices';
  /** Of the simulated device. */
  readonly options?: readonly string[];
}
