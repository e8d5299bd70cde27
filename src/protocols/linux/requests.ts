/** How Linux numbers ioctl(2) requests on the platforms that there are builds for (asm-generic/ioctl.h). */

const directions = { none: 0, write: 1, read: 2, both: 3 } as const;

/**
 * @param direction as the program sees it: `write` hands the argument over, `read` has it filled in
 * @param size of the argument, bytes
 */
export function request(direction: keyof typeof directions, type: number, number: number, size = 0): number {
  return ((directions[direction] << 30) | (size << 16) | (type << 8) | number) >>> 0;
}
