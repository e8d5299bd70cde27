import type { DecodeContext, Decoding } from './decoding.ts';

/** Takes a file as the memory's contents from address 0 on; what is longer than the memory is left out. */
export function decodeRaw(bytes: Uint8Array, { memory, file }: DecodeContext): Decoding {
  const data = bytes.subarray(0, memory.size);
  const surplus = bytes.length > memory.size;
  return {
    kind: 'contents',
    events: surplus
      ? [
          {
            kind: 'hint',
            name: 'files/raw-too-long',
            text: `${file} is longer than the ${memory.size} bytes of ${memory.name}; what is beyond them is not used.`,
          },
        ]
      : [],
    chunks: [{ address: 0, data }],
    end: data.length,
  };
}
