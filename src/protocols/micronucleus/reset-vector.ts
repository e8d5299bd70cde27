/**
 * How an application starts under micronucleus 2 (its library, commandline/library/micronucleus_lib.c): word 0 leads to the boot
 * loader, and the application's own reset vector stands as a jump four bytes below that. Version 1 sees to it itself.
 */

const jmp = 0x940c;
const rjmp = 0xc000;
const rjmpMask = 0xf000;
const offsetMask = 0x0fff;
/** From here on a relative jump does not reach everything. */
const reach = 0x2000;

/** Where the application's reset vector goes, in bytes. */
export function userVectorAddress(loaderStart: number): number {
  return loaderStart - 4;
}

/** @returns the word address that a program's reset vector leads to; undefined if it is no jump */
export function resetTarget(page: Uint8Array): number | undefined {
  const first = (page[0] ?? 0xff) + (page[1] ?? 0xff) * 256;
  if (first === jmp) return (page[2] ?? 0xff) + (page[3] ?? 0xff) * 256;
  return (first & rjmpMask) === rjmp ? (first & offsetMask) + 1 : undefined;
}

/** The reset vector that leads to the boot loader. */
export function loaderVector(loaderStart: number): Uint8Array {
  return loaderStart > reach
    ? words(jmp, loaderStart / 2)
    : words(rjmp | ((loaderStart / 2 - 1) & offsetMask));
}

/** The jump to the application, for `userVectorAddress`. @param target word address */
export function userVector(loaderStart: number, target: number): Uint8Array {
  const address = userVectorAddress(loaderStart);
  return address > reach ? words(jmp, target) : words(rjmp | ((target - address / 2 - 1) & offsetMask));
}

function words(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, value >> 8]));
}
