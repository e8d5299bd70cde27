/**
 * Takes out of a Linux executable what only debuggers read, the sections that are not loaded, and the gaps that the linker has
 * left for large pages. As `strip` does, for any processor, and everywhere in the same bytes. (System V ABI, chapters 4 and 5.)
 */

const allocated = 2n;

/**
 * Where the fields are, by the class of the file: 1 for 32 bits, 2 for 64. `segment`: a segment's place in the file and in memory,
 * its length in the file and what its places are alike by.
 */
const layouts = {
  1: {
    word: 4,
    phoff: 0x1c,
    shoff: 0x20,
    phentsize: 0x2a,
    shentsize: 0x2e,
    segment: [4, 8, 16, 28],
    flags: 8,
    offset: 16,
    size: 20,
    link: 24,
    info: 28,
  },
  2: {
    word: 8,
    phoff: 0x20,
    shoff: 0x28,
    phentsize: 0x36,
    shentsize: 0x3a,
    segment: [8, 16, 32, 48],
    flags: 8,
    offset: 24,
    size: 32,
    link: 40,
    info: 44,
  },
};

/** Sections whose `sh_info` is the number of another (SHT_RELA, SHT_REL). */
const relocations = [4, 9];
const load = 1;

/** @param {Buffer} file @returns {Buffer} the smaller file @throws if it is no little-endian ELF file */
export function stripElf(file) {
  const layout = layouts[file[4]];
  if (file.toString('latin1', 0, 4) !== '\x7fELF' || file[5] !== 1 || layout === undefined)
    throw new Error('not a little-endian ELF file');
  const read = (at) => (layout.word === 8 ? file.readBigUInt64LE(at) : BigInt(file.readUInt32LE(at)));
  const start = Number(read(layout.shoff));
  const entry = file.readUInt16LE(layout.shentsize);
  const count = file.readUInt16LE(layout.shentsize + 2);
  const names = file.readUInt16LE(layout.shentsize + 4);
  const sections = Array.from({ length: count }, (_, index) => {
    const at = start + index * entry;
    return {
      index,
      header: file.subarray(at, at + entry),
      type: file.readUInt32LE(at + 4),
      loaded: (read(at + layout.flags) & allocated) !== 0n,
      offset: Number(read(at + layout.offset)),
      size: Number(read(at + layout.size)),
    };
  });
  const segments = readSegments();
  const moved = compacted(segments);
  const kept = sections.filter(({ index, loaded }) => index === 0 || loaded || index === names);
  const image = Buffer.concat(moved.parts);
  const loadedEnd = image.length;
  const namesOf = sections[names];
  const nameBytes = file.subarray(namesOf.offset, namesOf.offset + namesOf.size);
  const padding = Buffer.alloc((8 - ((loadedEnd + nameBytes.length) % 8)) % 8);
  const numbers = new Map(kept.map(({ index }, now) => [index, now]));
  const headers = kept.map(({ index, header, type }) => {
    const renewed = Buffer.from(header);
    renewed.writeUInt32LE(numbers.get(header.readUInt32LE(layout.link)) ?? 0, layout.link);
    if (relocations.includes(type))
      renewed.writeUInt32LE(numbers.get(header.readUInt32LE(layout.info)) ?? 0, layout.info);
    const { offset } = sections[index];
    write(renewed, layout.offset, index === names ? loadedEnd : moved.place(offset));
    return renewed;
  });
  const stripped = Buffer.concat([image, nameBytes, padding, ...headers]);
  for (const { at, offset } of segments) write(stripped, at + layout.segment[0], moved.place(offset));
  write(stripped, layout.shoff, loadedEnd + nameBytes.length + padding.length);
  stripped.writeUInt16LE(kept.length, layout.shentsize + 2);
  stripped.writeUInt16LE(numbers.get(names), layout.shentsize + 4);
  return stripped;

  function readSegments() {
    const first = Number(read(layout.phoff));
    const length = file.readUInt16LE(layout.phentsize);
    return Array.from({ length: file.readUInt16LE(layout.phentsize + 2) }, (_, index) => {
      const at = first + index * length;
      const [offset, , size, alignment] = layout.segment.map((field) => Number(read(at + field)));
      return { at, loaded: file.readUInt32LE(at) === load, offset, size, alignment };
    });
  }

  /** Each loaded segment as near to the one before as its place in memory allows. */
  function compacted(all) {
    const parts = [];
    const moves = [];
    let end = 0;
    for (const { offset, size, alignment } of all.filter(({ loaded }) => loaded)) {
      const gap = (((offset - end) % alignment) + alignment) % alignment;
      parts.push(Buffer.alloc(gap), file.subarray(offset, offset + size));
      moves.push({ from: offset, to: end + gap });
      end += gap + size;
    }
    const place = (offset) => {
      const move = moves.findLast(({ from }) => from <= offset);
      return move === undefined ? offset : offset - move.from + move.to;
    };
    return { parts, place };
  }

  function write(bytes, at, value) {
    if (layout.word === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUInt32LE(value, at);
  }
}
