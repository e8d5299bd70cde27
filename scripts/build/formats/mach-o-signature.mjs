/**
 * The signature without which macOS on Apple's processors starts nothing: ad hoc, it says only that the file is whole. A list of
 * SHA-256 sums, one a page, behind the last segment (`mach-o/loader.h`; `osfmk/kern/cs_blobs.h` of Apple's kernel sources).
 */
import { createHash } from 'node:crypto';

const codeSignature = 0x1d;
const segment64 = 0x19;
const headerSize = 32;
const commandSize = 16;
const pageBits = 12;
const hashSize = 32;
const directoryHead = 88;
const superBlobHead = 20;

/** Rounds up. @param {number} value @param {number} to a power of two */
const aligned = (value, to) => Math.ceil(value / to) * to;

/** The load commands of a 64-bit file for this kind of machine. @throws for another file */
function commandsOf(file) {
  if (file.readUInt32LE(0) !== 0xfeedfacf) throw new Error('not a 64-bit Mach-O file');
  const commands = [];
  for (let i = 0, at = headerSize; i < file.readUInt32LE(16); i++) {
    commands.push({ type: file.readUInt32LE(at), at, size: file.readUInt32LE(at + 4) });
    at += file.readUInt32LE(at + 4);
  }
  return commands;
}

/** A segment: where its fields are, and what they say. */
function segment(file, name) {
  const found = commandsOf(file).find(
    ({ type, at }) => type === segment64 && file.toString('latin1', at + 8, at + 24).split('\0')[0] === name,
  );
  if (found === undefined) throw new Error(`the file has no ${name}`);
  const offset = Number(file.readBigUInt64LE(found.at + 40));
  const size = Number(file.readBigUInt64LE(found.at + 48));
  return { at: found.at, offset, size };
}

/** Sets how far the last segment goes: in memory, in whole pages. */
function endLinkEdit(file, end) {
  const { at, offset } = segment(file, '__LINKEDIT');
  file.writeBigUInt64LE(BigInt(aligned(end - offset, 0x4000)), at + 32);
  file.writeBigUInt64LE(BigInt(end - offset), at + 48);
}

/** @param {Buffer} file @returns {Buffer} the same without a signature */
export function unsigned(file) {
  const commands = commandsOf(file);
  const signature = commands.find(({ type }) => type === codeSignature);
  if (signature === undefined) return file;
  if (signature !== commands.at(-1)) throw new Error('the signature is not the last of the load commands');
  const end = file.readUInt32LE(signature.at + 8);
  const bare = Buffer.from(file.subarray(0, end));
  bare.fill(0, signature.at, signature.at + signature.size);
  bare.writeUInt32LE(commands.length - 1, 16);
  bare.writeUInt32LE(file.readUInt32LE(20) - signature.size, 20);
  endLinkEdit(bare, end);
  return bare;
}

/**
 * @param {Buffer} file
 * @param {string} identifier what the system calls the program
 * @returns {Buffer} the same with an ad-hoc signature of ours
 * @throws if there is no room for one more load command
 */
export function signAdHoc(file, identifier) {
  const bare = unsigned(file);
  const limit = aligned(bare.length, 16);
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(limit / (1 << pageBits));
  const size = aligned(superBlobHead + directoryHead + name.length + pages * hashSize, 16);
  const signed = Buffer.concat([bare, Buffer.alloc(limit - bare.length + size)]);
  addCommand(signed, limit, size);
  endLinkEdit(signed, limit + size);
  signatureOf(signed.subarray(0, limit), name, segment(signed, '__TEXT')).copy(signed, limit);
  return signed;
}

function addCommand(file, offset, size) {
  const commands = commandsOf(file);
  const last = commands.at(-1);
  const at = last.at + last.size;
  if (file.subarray(at, at + commandSize).some((byte) => byte !== 0))
    throw new Error('there is no room for a signature');
  file.writeUInt32LE(commands.length + 1, 16);
  file.writeUInt32LE(file.readUInt32LE(20) + commandSize, 20);
  [codeSignature, commandSize, offset, size].forEach((value, index) => {
    file.writeUInt32LE(value, at + 4 * index);
  });
}

/** The blob: one directory of hashes. Its numbers are big-endian. */
function signatureOf(code, name, text) {
  const hashes = [];
  for (let at = 0; at < code.length; at += 1 << pageBits)
    hashes.push(
      createHash('sha256')
        .update(code.subarray(at, at + (1 << pageBits)))
        .digest(),
    );
  const directory = Buffer.alloc(directoryHead);
  const length = directoryHead + name.length + hashes.length * hashSize;
  const version = 0x20400;
  const adHoc = 2;
  [
    0xfade0c02,
    length,
    version,
    adHoc,
    directoryHead + name.length,
    directoryHead,
    0,
    hashes.length,
    code.length,
  ].forEach((value, index) => {
    directory.writeUInt32BE(value, 4 * index);
  });
  const sha256 = 2;
  directory.set([hashSize, sha256, 0, pageBits], 36);
  // The program's own code, for the kernel's rights of the main binary.
  directory.writeBigUInt64BE(BigInt(text.offset), 64);
  directory.writeBigUInt64BE(BigInt(text.size), 72);
  directory.writeBigUInt64BE(1n, 80);
  const head = Buffer.alloc(superBlobHead);
  [0xfade0cc0, superBlobHead + length, 1, 0, superBlobHead].forEach((value, index) => {
    head.writeUInt32BE(value, 4 * index);
  });
  return Buffer.concat([head, directory, name, ...hashes]);
}
