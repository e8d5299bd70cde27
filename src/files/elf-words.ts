import { defineMessage, type Words } from '../output/words.ts';

const where = 'elf2b() fileio.c';
const plain = (text: string): Words => ({ level: 'info', lead: 'program', text: `ERROR: ${text}` });
const error = (text: string): Words => ({ level: 'error', lead: 'program', text, where });

interface File {
  readonly file: string;
}

export const unmappedMemory = defineMessage<{ readonly memory: string }>({
  '6.4': ({ memory }) => plain(`Cannot handle "${memory}" memory region from ELF file\n`),
  '7.1': ({ memory }) => error(`cannot handle ${memory} memory region from ELF file\n`),
});

export const notElf = defineMessage<File>({
  '6.4': ({ file }) => plain(`Cannot use "${file}" as an ELF input file\n`),
  '7.1': ({ file }) => error(`cannot use ${file} as an ELF input file\n`),
});

/** avrdude names the byte order that the file has, not the one it wants. */
export const wrongClass = defineMessage<File & { readonly wanted: 'little' | 'big' }>({
  '6.4': ({ file, wanted }) =>
    plain(
      `ELF file "${file}" is not a 32-bit, ${wanted === 'big' ? 'little' : 'big'}-endian file that was expected\n`,
    ),
  '7.1': ({ file, wanted }) =>
    error(
      `ELF file ${file} is not a 32-bit, ${wanted === 'big' ? 'little' : 'big'}-endian file that was expected\n`,
    ),
});

export const brokenHeader = defineMessage<File & { readonly reason: string }>({
  '6.4': ({ file, reason }) => plain(`Error reading ehdr of "${file}": ${reason}\n`),
  '7.1': ({ file, reason }) => error(`unable to read ehdr of ${file}: ${reason}\n`),
});

export const notExecutable = defineMessage<File>({
  '6.4': ({ file }) => plain(`ELF file "${file}" is not an executable file\n`),
  '7.1': ({ file }) => error(`ELF file ${file} is not an executable file\n`),
});

export const wrongMachine = defineMessage<File & { readonly machine: string }>({
  '6.4': ({ file, machine }) => plain(`ELF file "${file}" is not for machine ${machine}\n`),
  '7.1': ({ file, machine }) => error(`ELF file ${file} is not for machine ${machine}\n`),
});

export const extendedSegments = defineMessage<File>({
  '6.4': ({ file }) =>
    plain(`ELF file "${file}" uses extended program header numbers which are not expected\n`),
  '7.1': ({ file }) =>
    error(`ELF file ${file} uses extended program header numbers which are not expected\n`),
});

export const brokenSegments = defineMessage<File & { readonly reason: string }>({
  '6.4': ({ file, reason }) => plain(`Error reading program header table of "${file}": ${reason}\n`),
  '7.1': ({ file, reason }) => error(`unable to read program header table of ${file}: ${reason}\n`),
});

export const brokenSection = defineMessage<{ readonly index: number; readonly reason: string }>({
  '6.4': ({ index, reason }) => plain(`Error reading section #${index} header: ${reason}\n`),
  '7.1': ({ index, reason }) => error(`unable to read section #${index} header: ${reason}\n`),
});

interface Segment {
  readonly index: number;
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly size: number;
}
const addresses = ({ virtualAddress, physicalAddress, size }: Segment) =>
  `p_vaddr 0x${virtualAddress.toString(16)}, p_paddr 0x${physicalAddress.toString(16)}, p_filesz ${size}\n`;
export const segmentConsidered = defineMessage<Segment>({
  '6.4': (segment) => ({
    level: 'notice2',
    lead: 'program',
    text: `Considering PT_LOAD program header entry #${segment.index}:\n    ${addresses(segment)}`,
  }),
  '7.1': (segment) => [
    {
      level: 'notice2',
      lead: 'program',
      where,
      text: `considering PT_LOAD program header entry #${segment.index}\n`,
    },
    { level: 'notice2', lead: 'indent', text: addresses(segment) },
  ],
  '8.2': (segment) => [
    {
      level: 'debug',
      lead: 'program',
      where,
      text: `considering PT_LOAD program header entry #${segment.index}\n`,
    },
    { level: 'debug', lead: 'indent', text: addresses(segment) },
  ],
});

interface Section {
  readonly name: string;
  readonly address: number;
  readonly size: number;
}
export const sectionFound = defineMessage<Section>({
  '6.4': ({ name, address, size }) => ({
    level: 'notice2',
    lead: 'program',
    text: `Found section "${name}", LMA 0x${address.toString(16)}, sh_size ${size}\n`,
  }),
  '7.1': ({ name, address, size }) => ({
    level: 'notice2',
    lead: 'program',
    where,
    text: `found section ${name}, LMA 0x${address.toString(16)}, sh_size ${size}\n`,
  }),
  '8.2': ({ name, address, size }) => ({
    level: 'debug',
    lead: 'program',
    where,
    text: `found section ${name}, LMA 0x${address.toString(16)}, sh_size ${size}\n`,
  }),
});

export const sectionSkipped = defineMessage<{ readonly name: string; readonly memory: string }>({
  '6.4': ({ memory }) => ({
    level: 'notice2',
    text: `    => skipping, inappropriate for "${memory}" memory region\n`,
  }),
  '7.1': ({ name, memory }) => ({
    level: 'notice2',
    lead: 'indent',
    text: `skipping ${name} (inappropriate for ${memory})\n`,
  }),
  '8.2': ({ name, memory }) => ({
    level: 'debug',
    lead: 'program',
    where,
    text: `skipping ${name} (inappropriate for ${memory})\n`,
  }),
});

interface Misfit extends Section {
  readonly memory: string;
  readonly memorySize: number;
}
export const sectionTooLarge = defineMessage<Misfit>({
  '6.4': ({ name, memory, address, size, memorySize }) =>
    plain(
      `section "${name}" does not fit into "${memory}" memory:\n    0x${address.toString(16)} + ${size} > ${memorySize}\n`,
    ),
  '7.1': ({ name, memory, size, memorySize }) =>
    error(`section ${name} of size ${size} does not fit into ${memory} of size ${memorySize}\n`),
});

const hex4 = (value: number) => `0x${(value >>> 0).toString(16).padStart(4, '0')}`;
/** `address` counts from the memory's start. 6.4 would write beyond the memory. */
export const sectionOutside = defineMessage<Misfit>({
  '6.4': ({ name, memory, address, size, memorySize }) =>
    plain(
      `section "${name}" does not fit into "${memory}" memory:\n    0x${address.toString(16)} + ${size} > ${memorySize}\n`,
    ),
  '7.1': ({ name, memory, address, size, memorySize }) =>
    error(
      `section ${name} [${hex4(address)}, ${hex4(address + size - 1)}] does not fit into ${memory} [0, ${hex4(memorySize - 1)}]\n`,
    ),
});

export const byteMissing = defineMessage<{ readonly offset: number }>({
  '6.4': ({ offset }) => plain(`ELF file section does not contain byte at offset ${offset}\n`),
  '7.1': ({ offset }) => error(`ELF file section does not contain byte at offset ${offset}\n`),
});

export const byteExtracted = defineMessage<{ readonly offset: number }>({
  '6.4': ({ offset }) => ({ level: 'notice2', text: `    Extracting one byte from file offset ${offset}\n` }),
  '7.1': ({ offset }) => ({
    level: 'notice2',
    lead: 'indent',
    text: `extracting one byte from file offset ${offset}\n`,
  }),
  '8.2': ({ offset }) => ({
    level: 'debug',
    lead: 'program',
    where,
    text: `extracting one byte from file offset ${offset}\n`,
  }),
});

export const sectionCopied = defineMessage<{ readonly address: number; readonly size: number }>({
  '6.4': ({ address, size }) => ({
    level: 'debug',
    text: `    Writing ${size} bytes to mem offset 0x${address.toString(16)}\n`,
  }),
  '7.1': ({ address, size }) => ({
    level: 'debug',
    lead: 'indent',
    text: `writing ${size} bytes to mem offset 0x${address.toString(16)}\n`,
  }),
  '8.2': ({ address, size }) => ({
    level: 'debug',
    lead: 'program',
    where,
    text: `writing ${size} bytes to mem offset 0x${address.toString(16)}\n`,
  }),
});
