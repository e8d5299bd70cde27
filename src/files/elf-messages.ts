import { defineMessage, more, raw, said, type Words } from '../output/words.ts';

const where = 'elf2b() fileio.c';
const plain = (text: string): Words => said('info', `ERROR: ${text}`);
const error = (text: string): Words => said('error', text, where);

interface File {
  readonly file: string;
}

export const unmappedMemory = defineMessage<{ readonly memory: string }>('files/unmapped-memory', {
  '6.4': ({ memory }) => plain(`Cannot handle "${memory}" memory region from ELF file\n`),
  '7.1': ({ memory }) => error(`cannot handle ${memory} memory region from ELF file\n`),
});

export const notElf = defineMessage<File>('files/not-elf', {
  '6.4': ({ file }) => plain(`Cannot use "${file}" as an ELF input file\n`),
  '7.1': ({ file }) => error(`cannot use ${file} as an ELF input file\n`),
});

/** avrdude names the byte order that the file has, not the one it wants. */
export const wrongClass = defineMessage<File & { readonly wanted: 'little' | 'big' }>('files/wrong-class', {
  '6.4': ({ file, wanted }) =>
    plain(
      `ELF file "${file}" is not a 32-bit, ${wanted === 'big' ? 'little' : 'big'}-endian file that was expected\n`,
    ),
  '7.1': ({ file, wanted }) =>
    error(
      `ELF file ${file} is not a 32-bit, ${wanted === 'big' ? 'little' : 'big'}-endian file that was expected\n`,
    ),
});

export const notExecutable = defineMessage<File>('files/not-executable', {
  '6.4': ({ file }) => plain(`ELF file "${file}" is not an executable file\n`),
  '7.1': ({ file }) => error(`ELF file ${file} is not an executable file\n`),
});

export const wrongMachine = defineMessage<File & { readonly machine: string }>('files/wrong-machine', {
  '6.4': ({ file, machine }) => plain(`ELF file "${file}" is not for machine ${machine}\n`),
  '7.1': ({ file, machine }) => error(`ELF file ${file} is not for machine ${machine}\n`),
});

export const extendedSegments = defineMessage<File>('files/extended-segments', {
  '6.4': ({ file }) =>
    plain(`ELF file "${file}" uses extended program header numbers which are not expected\n`),
  '7.1': ({ file }) =>
    error(`ELF file ${file} uses extended program header numbers which are not expected\n`),
});

export const brokenSegments = defineMessage<File & { readonly reason: string }>('files/broken-segments', {
  '6.4': ({ file, reason }) => plain(`Error reading program header table of "${file}": ${reason}\n`),
  '7.1': ({ file, reason }) => error(`unable to read program header table of ${file}: ${reason}\n`),
});

export const brokenSection = defineMessage<{ readonly index: number; readonly reason: string }>(
  'files/broken-section',
  {
    '6.4': ({ index, reason }) => plain(`Error reading section #${index} header: ${reason}\n`),
    '7.1': ({ index, reason }) => error(`unable to read section #${index} header: ${reason}\n`),
  },
);

interface Segment {
  readonly index: number;
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly size: number;
}
const addresses = ({ virtualAddress, physicalAddress, size }: Segment) =>
  `p_vaddr 0x${virtualAddress.toString(16)}, p_paddr 0x${physicalAddress.toString(16)}, p_filesz ${size}\n`;
export const segmentConsidered = defineMessage<Segment>('files/segment-considered', {
  '6.4': (segment) =>
    said('notice2', `Considering PT_LOAD program header entry #${segment.index}:\n    ${addresses(segment)}`),
  '7.1': (segment) => [
    said('notice2', `considering PT_LOAD program header entry #${segment.index}\n`, where),
    more('notice2', addresses(segment)),
  ],
  '8.2': (segment) => [
    said('debug', `considering PT_LOAD program header entry #${segment.index}\n`, where),
    more('debug', addresses(segment)),
  ],
});

interface Section {
  readonly name: string;
  readonly address: number;
  readonly size: number;
}
export const sectionFound = defineMessage<Section>('files/section-found', {
  '6.4': ({ name, address, size }) =>
    said('notice2', `Found section "${name}", LMA 0x${address.toString(16)}, sh_size ${size}\n`),
  '7.1': ({ name, address, size }) =>
    said('notice2', `found section ${name}, LMA 0x${address.toString(16)}, sh_size ${size}\n`, where),
  '8.2': ({ name, address, size }) =>
    said('debug', `found section ${name}, LMA 0x${address.toString(16)}, sh_size ${size}\n`, where),
});

export const sectionSkipped = defineMessage<{ readonly name: string; readonly memory: string }>(
  'files/section-skipped',
  {
    '6.4': ({ memory }) => raw('notice2', `    => skipping, inappropriate for "${memory}" memory region\n`),
    '7.1': ({ name, memory }) => more('notice2', `skipping ${name} (inappropriate for ${memory})\n`),
    '8.2': ({ name, memory }) => said('debug', `skipping ${name} (inappropriate for ${memory})\n`, where),
  },
);

interface Misfit extends Section {
  readonly memory: string;
  readonly memorySize: number;
}
export const sectionTooLarge = defineMessage<Misfit>('files/section-too-large', {
  '6.4': ({ name, memory, address, size, memorySize }) =>
    plain(
      `section "${name}" does not fit into "${memory}" memory:\n    0x${address.toString(16)} + ${size} > ${memorySize}\n`,
    ),
  '7.1': ({ name, memory, size, memorySize }) =>
    error(`section ${name} of size ${size} does not fit into ${memory} of size ${memorySize}\n`),
});

const hex4 = (value: number) => `0x${(value >>> 0).toString(16).padStart(4, '0')}`;
/** `address` counts from the memory's start. 6.4 would write beyond the memory. */
export const sectionOutside = defineMessage<Misfit>('files/section-outside', {
  '6.4': ({ name, memory, address, size, memorySize }) =>
    plain(
      `section "${name}" does not fit into "${memory}" memory:\n    0x${address.toString(16)} + ${size} > ${memorySize}\n`,
    ),
  '7.1': ({ name, memory, address, size, memorySize }) =>
    error(
      `section ${name} [${hex4(address)}, ${hex4(address + size - 1)}] does not fit into ${memory} [0, ${hex4(memorySize - 1)}]\n`,
    ),
});

export const byteMissing = defineMessage<{ readonly offset: number }>('files/byte-missing', {
  '6.4': ({ offset }) => plain(`ELF file section does not contain byte at offset ${offset}\n`),
  '7.1': ({ offset }) => error(`ELF file section does not contain byte at offset ${offset}\n`),
});

export const byteExtracted = defineMessage<{ readonly offset: number }>('files/byte-extracted', {
  '6.4': ({ offset }) => raw('notice2', `    Extracting one byte from file offset ${offset}\n`),
  '7.1': ({ offset }) => more('notice2', `extracting one byte from file offset ${offset}\n`),
  '8.2': ({ offset }) => said('debug', `extracting one byte from file offset ${offset}\n`, where),
});

export const sectionCopied = defineMessage<{ readonly address: number; readonly size: number }>(
  'files/section-copied',
  {
    '6.4': ({ address, size }) =>
      raw('debug', `    Writing ${size} bytes to mem offset 0x${address.toString(16)}\n`),
    '7.1': ({ address, size }) =>
      more('debug', `writing ${size} bytes to mem offset 0x${address.toString(16)}\n`),
    '8.2': ({ address, size }) =>
      said('debug', `writing ${size} bytes to mem offset 0x${address.toString(16)}\n`, where),
  },
);
