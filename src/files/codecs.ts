import type { FormatLetter } from '../model/update.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import type { EncodeRequest } from './encoding.ts';
import { decodeByteValues } from './immediate-decode.ts';
import { decodeIntelHex } from './intel-hex-decode.ts';
import { encodeIntelHex } from './intel-hex-encode.ts';
import { encodeNumberList } from './number-list-encode.ts';
import { decodeRaw } from './raw-decode.ts';
import { decodeSRecords } from './s-record-decode.ts';
import { encodeSRecords } from './s-record-encode.ts';

/** A file format: pure functions from bytes to contents and back. */
export interface Codec {
  /** Whether it has addresses of its own, which may point to any memory in files of 8.x. */
  readonly addressed: boolean;
  readonly decode?: (bytes: Uint8Array, context: DecodeContext) => Decoding;
  readonly encode?: (request: EncodeRequest) => string | Uint8Array;
}

/** Every format that `-U` can name, but detection. */
export const codecs: Readonly<Partial<Record<FormatLetter, Codec>>> = {
  i: { addressed: true, decode: decodeIntelHex, encode: (request) => encodeIntelHex(request, false) },
  I: { addressed: true, decode: decodeIntelHex, encode: (request) => encodeIntelHex(request, true) },
  s: { addressed: true, decode: decodeSRecords, encode: encodeSRecords },
  r: { addressed: false, decode: decodeRaw, encode: encodeRaw },
  m: { addressed: false, decode: (_bytes, context) => decodeByteValues(context.file, context) },
  h: { addressed: false, encode: (request) => encodeNumberList(request, 16) },
  d: { addressed: false, encode: (request) => encodeNumberList(request, 10) },
  o: { addressed: false, encode: (request) => encodeNumberList(request, 8) },
  b: { addressed: false, encode: (request) => encodeNumberList(request, 2) },
};

/** Bytes without addresses: segments stand one behind the other. */
function encodeRaw({ data, segments }: EncodeRequest): Uint8Array {
  return Buffer.concat(segments.map(({ address, length }) => data.subarray(address, address + length)));
}
