/** What is known of a memory's contents: from a file, from a device, or both. */
export interface MemoryImage {
  /** As long as the memory; 0xff where nothing is known. */
  readonly data: Uint8Array;
  /** 1 where a byte has been set, 0 where it has not. */
  readonly known: Uint8Array;
}

/** @param size bytes */
export function blankImage(size: number): MemoryImage {
  return { data: new Uint8Array(size).fill(0xff), known: new Uint8Array(size) };
}

/** @returns one more than the highest known address; 0 if nothing is known */
export function extent(image: MemoryImage): number {
  return image.known.lastIndexOf(1) + 1;
}

/** @returns whether any byte in [address, address + length) is known */
export function touches(image: MemoryImage, address: number, length: number): boolean {
  return image.known.subarray(address, address + length).includes(1);
}
