/**
 * Lays values out as a C compiler lays out a structure on x86-64 (System V ABI, 3.1.2): each at a multiple of its own size, lowest
 * byte first, and the whole a multiple of its most aligned member. What lies between is 0.
 */
export class RawStruct {
  readonly #bytes: number[] = [];
  #alignment = 1;

  /** `int`, `unsigned` and enumerations: four bytes each. */
  int(...values: readonly number[]): this {
    for (const value of values) this.#put(value, 4);
    return this;
  }

  /** `unsigned short`: two bytes. */
  short(value: number): this {
    return this.#put(value, 2);
  }

  /** `unsigned char`, alone or in arrays. */
  bytes(values: Iterable<number>): this {
    for (const value of values) this.#bytes.push(value & 0xff);
    return this;
  }

  /** An array of characters with its text and zeros behind; what does not fit with one zero is cut off. */
  text(text: string, size: number): this {
    const codes = Array.from(text, (letter) => letter.charCodeAt(0)).slice(0, size - 1);
    return this.bytes([...codes, ...new Array<number>(size - codes.length).fill(0)]);
  }

  /** Pointers, of which avrdude shows zeros instead of addresses: eight bytes each. */
  pointers(count: number): this {
    for (let i = 0; i < count; i++) {
      this.#align(8);
      this.bytes(new Array<number>(8).fill(0));
    }
    return this;
  }

  /** The bytes so far, with what is left of the last multiple. */
  end(): Uint8Array {
    this.#align(this.#alignment);
    return Uint8Array.from(this.#bytes);
  }

  #put(value: number, size: 2 | 4): this {
    this.#align(size);
    for (let i = 0; i < size; i++) this.#bytes.push((value >>> (8 * i)) & 0xff);
    return this;
  }

  #align(to: number): void {
    this.#alignment = Math.max(this.#alignment, to);
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }
}
