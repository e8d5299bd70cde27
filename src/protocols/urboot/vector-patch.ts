/**
 * Jumps at the beginning of flash. A vector boot loader lives at the end of flash without the hardware's help: the reset vector
 * jumps to it, and an interrupt vector that the application does not use jumps to the application.
 */

/** Bytes of a vector: a relative jump on parts of up to 8 KiB, an absolute one on larger parts. */
export function vectorSize(flashSize: number): 2 | 4 {
  return flashSize <= 8192 ? 2 : 4;
}

/** Where the jump at an address leads, in bytes; undefined if there is none. */
export function jumpTarget(code: Uint8Array, at: number, flashSize: number): number | undefined {
  const word = (code[at] ?? 0) | ((code[at + 1] ?? 0) << 8);
  if ((word & 0xfe0e) === 0x940c && vectorSize(flashSize) === 4) {
    const low = (code[at + 2] ?? 0) | ((code[at + 3] ?? 0) << 8);
    return ((((word & 0x1f0) >> 3) | (word & 1)) * 0x10000 + low) * 2;
  }
  if ((word & 0xf000) !== 0xc000) return undefined;
  const distance = (((word & 0xfff) ^ 0x800) - 0x800) * 2;
  return (((at + distance + 2) % flashSize) + flashSize) % flashSize;
}

/** The jump from one byte address to another, as long as a vector. */
export function encodeJump(from: number, to: number, flashSize: number): Uint8Array {
  if (vectorSize(flashSize) === 2) {
    const word = 0xc000 | (((to - from - 2) >> 1) & 0xfff);
    return Uint8Array.of(word & 0xff, word >> 8);
  }
  const word = to >> 1;
  const high = word >> 16;
  const opcode = 0x940c | ((high >> 1) << 4) | (high & 1);
  return Uint8Array.of(opcode & 0xff, opcode >> 8, word & 0xff, (word >> 8) & 0xff);
}

/**
 * The jump from reset to a loader at the end of flash. Where flash is a power of two, a relative jump backwards wraps round to
 * it; that is what loaders that protect the reset vector put there themselves.
 *
 * @param signed whether the half of the vector that such a jump leaves free on a large part says `ur`
 */
export function encodeResetJump(loaderStart: number, flashSize: number, signed = false): Uint8Array {
  const size = vectorSize(flashSize);
  const near = loaderStart <= 4096 || loaderStart >= flashSize - 4094;
  const wraps = (flashSize & (flashSize - 1)) === 0 && near;
  if (size === 4 && !wraps) return encodeJump(0, loaderStart, flashSize);
  const word = 0xc000 | (((loaderStart - flashSize - 2) >> 1) & 0xfff);
  return Uint8Array.of(word & 0xff, word >> 8, ...(signed && size === 4 ? [0x75, 0x72] : []));
}

/** Whether the bytes can be a vector table: a jump in each place. */
export function isVectorTable(code: Uint8Array, vectors: number, flashSize: number): boolean {
  const size = vectorSize(flashSize);
  for (let at = 0; at < vectors * size; at += size) {
    if (jumpTarget(code, at, flashSize) === undefined) return false;
  }
  return code.length >= vectors * size;
}
