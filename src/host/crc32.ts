interface NativeZlib {
  crc32(bytes: Uint8Array, start: number): number;
}

/** CRC-32 by zlib: by Node's native part of it where that can be had, since the module around it loads every kind of stream first. */
export function crc32(bytes: Uint8Array): number {
  const { binding } = process as { binding?: (name: 'zlib') => Partial<NativeZlib> };
  const native = binding?.('zlib').crc32;
  return native ? native(bytes, 0) : process.getBuiltinModule('node:zlib').crc32(bytes);
}
