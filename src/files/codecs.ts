import { concatBytes } from '../model/bytes.ts';
import type { FileBehaviour } from '../model/release.ts';
import type { FormatLetter } from '../model/update.ts';
import { decodeImmediateItems, decodeNumberList } from './data-items-decode.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import { decodeElf } from './elf-decode.ts';
import type { EncodeRequest } from './encoding.ts';
import { decodeByteValues } from './immediate-decode.ts';
import { decodeIntelHex } from './intel-hex-decode.ts';
import { encodeIntelHex } from './intel-hex-encode.ts';
import { encodeNumberList, type NumberBase } from './number-list-encode.ts';
import { decodeRaw } from './raw-decode.ts';
import { decodeSRecords } from './s-record-decode.ts';
import { encodeSRecords } from './s-record-encode.ts';

/** A file format: pure functions from bytes to contents and back. */
export interface Codec {
  /** Whether it has addresses of its own, which may point to any memory in files of 8.x. */
  readonly addressed: boolean;
  /** Reading it needs data items (8.x). */
  readonly decodesItems?: boolean;
  /** What the release writes but cannot read has no decoder. */
  readonly decode?: ((bytes: Uint8Array, context: DecodeContext) => Decoding) | undefined;
  readonly encode?: (request: EncodeRequest) => string | Uint8Array;
}

/** A format of the release in force; number lists can be read since 8.x. */
export function codecFor(format: FormatLetter, behaviour: FileBehaviour): Codec | undefined {
  const codec = codecs[format];
  if (!codec?.decodesItems || behaviour.dataItems === 'mixed') return codec;
  return { ...codec, decode: undefined };
}

/** Every format that `-U` can name, but detection. */
export const codecs: Readonly<Partial<Record<FormatLetter, Codec>>> = {
  i: { addressed: true, decode: decodeIntelHex, encode: (request) => encodeIntelHex(request, false) },
  I: { addressed: true, decode: decodeIntelHex, encode: (request) => encodeIntelHex(request, true) },
  s: { addressed: true, decode: decodeSRecords, encode: encodeSRecords },
  e: { addressed: false, decode: decodeElf },
  r: { addressed: false, decode: decodeRaw, encode: encodeRaw },
  m: { addressed: false, decode: decodeImmediate },
  h: numberList(16),
  d: numberList(10),
  o: numberList(8),
  b: numberList(2),
  R: numberList('roman'),
};

/** Bytes without addresses: segments stand one behind the other. */
function encodeRaw({ data, segments }: EncodeRequest): Uint8Array {
  return concatBytes(segments.map(({ address, length }) => data.subarray(address, address + length)));
}

function numberList(base: NumberBase): Codec {
  return {
    addressed: false,
    decodesItems: true,
    decode: decodeNumberList,
    encode: (request) => encodeNumberList(request, base),
  };
}

function decodeImmediate(_bytes: Uint8Array, context: DecodeContext): Decoding {
  return context.behaviour.dataItems === 'mixed'
    ? decodeImmediateItems(context.file, context)
    : decodeByteValues(context.file, context);
}
