import { defineMessage } from '../output/words.ts';

/** What moving a memory has to say, in each release's words. */

export const pageSkipped = defineMessage<{ operation: 'read' | 'write'; page: number }>({
  '6.4': ({ operation, page }) => ({
    level: 'debug',
    lead: 'program',
    text: `avr_${operation}(): skipping page ${page}: no interesting data\n`,
  }),
  '7.1': ({ operation, page }) => ({
    level: 'debug',
    lead: 'program',
    text: `avr_${operation}_mem(): skipping page ${page}: no interesting data\n`,
  }),
});

export const byteUnreadable = defineMessage<{ memory: string; address: number; supported: boolean }>({
  '6.4': ({ memory, address, supported }) => ({
    level: 'info',
    text:
      `avr_read(): error reading address 0x${hex4(address)}\n` +
      `    read operation ${supported ? 'failed' : 'not supported'} for memory "${memory}"\n`,
  }),
  '7.1': ({ memory, address, supported }) => {
    const said = { level: 'error', lead: 'program', where: 'avr_read_mem() avr.c' } as const;
    return [
      { ...said, text: `unable to read byte at address 0x${hex4(address)}\n` },
      { ...said, text: `read operation ${supported ? 'failed' : 'not supported'} for memory ${memory}\n` },
    ];
  },
});

export const byteFailed = defineMessage<{ address: number }>({
  '6.4': () => ({ level: 'info', text: ' ***failed;  \n' }),
  '7.1': () => ({ level: 'error', text: ' ***failed;\n' }),
  '8.2': ({ address }) => ({ level: 'error', text: ` *** failed at address 0x${hex4(address)}\n` }),
});

export const pageFailed = defineMessage<{ page: number; from: number; to: number }>({
  '6.4': ({ page, from, to }) => ({
    level: 'info',
    text: ` *** page ${page} (addresses 0x${hex4(from)} - 0x${hex4(to)}) failed to write\n\n`,
  }),
  '7.1': ({ page, from, to }) => ({
    level: 'error',
    text: ` *** page ${page} (addresses 0x${hex4(from)} - 0x${hex4(to)}) failed to write\n\n`,
  }),
});

export const imageLargerThanMemory = defineMessage<{ size: number; memorySize: number }>({
  '6.4': ({ size, memorySize }) => [
    {
      level: 'info',
      lead: 'program',
      text: `WARNING: ${size} bytes requested, but memory region is only ${memorySize}bytes\n`,
    },
    { level: 'info', lead: 'indent', text: `Only ${memorySize} bytes will actually be written\n` },
  ],
  '7.1': ({ size, memorySize }) => [
    {
      level: 'warning',
      lead: 'program',
      where: 'avr_write_mem() avr.c',
      text: `${size} bytes requested, but memory region is only ${memorySize} bytes\n`,
    },
    { level: 'warning', lead: 'indent', text: `only ${memorySize} bytes will actually be written\n` },
  ],
});

export const verifyLongerThanMemory = defineMessage<{ memory: string; size: number; memorySize: number }>({
  '6.4': ({ memory, size, memorySize }) => [
    { level: 'info', lead: 'program', text: `WARNING: requested verification for ${size} bytes\n` },
    { level: 'info', lead: 'indent', text: `${memory} memory region only contains ${memorySize} bytes\n` },
    { level: 'info', lead: 'indent', text: `Only ${memorySize} bytes will be verified.\n` },
  ],
});

export const firstMismatch = defineMessage<{ address: number; device: number; wanted: number }>({
  '6.4': ({ address, device, wanted }) => [
    {
      level: 'info',
      lead: 'program',
      text: `verification error, first mismatch at byte 0x${hex4(address)}\n`,
    },
    { level: 'info', lead: 'indent', text: `0x${hex2(device)} != 0x${hex2(wanted)}\n` },
  ],
});

/** `blame`: the programmer gave unused bits as zero, or the user did. */
export const unusedBitsDiffer = defineMessage<{
  memory: string;
  device: number;
  wanted: number;
  blame: 'definition' | 'user';
}>({
  '6.4': ({ memory, device, wanted, blame }) => [
    { level: 'info', lead: 'program', text: `WARNING: ignoring mismatch in unused bits of "${memory}"\n` },
    {
      level: 'info',
      lead: 'indent',
      text: `(0x${hex2(device)} != 0x${hex2(wanted)}). To prevent this warning ${
        blame === 'definition' ? 'fix the part' : 'set unused bits'
      }\n`,
    },
    {
      level: 'info',
      lead: 'indent',
      text:
        blame === 'definition'
          ? 'or programmer definition in the config file.\n'
          : 'to 1 when writing (double check with your datasheet first).\n',
    },
  ],
});

function hex2(value: number): string {
  return value.toString(16).padStart(2, '0');
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
