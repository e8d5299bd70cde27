import { hex2, hex4 } from '../model/hex-text.ts';
import { defineMessage, more, said, unlessQuelled } from '../output/words.ts';

/** What comparing a memory with a file has to say, in each release's words. */

const inVerify71 = 'avr_verify() avr.c';
const inVerify82 = 'avr_verify_mem() avr.c';

export const verifyLongerThanMemory = defineMessage<{ memory: string; size: number; memorySize: number }>(
  'memory/verify-longer-than-memory',
  {
    '6.4': ({ memory, size, memorySize }) => [
      said('info', `WARNING: requested verification for ${size} bytes\n`),
      more('info', `${memory} memory region only contains ${memorySize} bytes\n`),
      more('info', `Only ${memorySize} bytes will be verified.\n`),
    ],
    '7.1': ({ memory, size, memorySize }) => [
      said('warning', `requested verification for ${size} bytes\n`, inVerify71),
      more('warning', `${memory} memory region only contains ${memorySize} bytes\n`),
      more('warning', `only ${memorySize} bytes will be verified\n`),
    ],
    '8.2': ({ memory, size, memorySize }) => [
      said('warning', `requested verification for ${size} bytes but\n`, inVerify82),
      more('warning', `${memory} memory region only contains ${memorySize} bytes;\n`),
      more('warning', `only ${memorySize} bytes will be verified\n`),
    ],
  },
);

/** A byte differs: the first of all, or a further one. */
export interface Mismatch {
  readonly memory: string;
  readonly first: boolean;
  readonly address: number;
  readonly device: number;
  readonly wanted: number;
}

export const mismatch = defineMessage<Mismatch>('memory/mismatch', {
  '6.4': ({ address, device, wanted }) => [
    said('info', `verification error, first mismatch at byte 0x${hex4(address)}\n`),
    more('info', `0x${hex2(device)} != 0x${hex2(wanted)}\n`),
  ],
  '7.1': (facts) => [
    ...(facts.first ? [said('warning', 'verification mismatch\n', inVerify71)] : []),
    more('error', `${difference(facts)} (error)\n`),
  ],
  '8.2': (facts) => [
    ...(facts.first ? [said('warning', `${facts.memory} verification mismatch\n`, inVerify82)] : []),
    more('error', `  ${difference(facts)} (error)\n`),
  ],
});

export const furtherMismatches = defineMessage('memory/further-mismatches', {
  '7.1': () => more('warning', 'suppressing further verification errors\n'),
  '8.2': () => more('warning', '  suppressing further verification errors\n'),
});

/** A byte differs where nothing can be written, as in a boot loader's own section. */
export const protectedMismatch = defineMessage<Mismatch & { inFlash: boolean }>('memory/protected-mismatch', {
  '7.1': (facts) => [
    ...(facts.first
      ? [unlessQuelled(said('warning', `verification mismatch${expected(facts.inFlash)}\n`, inVerify71))]
      : []),
    unlessQuelled(more('warning', `${difference(facts)} (read only location)\n`)),
  ],
  '8.2': (facts) => [
    ...(facts.first
      ? [
          unlessQuelled(
            said('warning', `${facts.memory} verification mismatch${expected(facts.inFlash)}\n`, inVerify82),
          ),
        ]
      : []),
    unlessQuelled(more('warning', `  ${difference(facts)} (read only location: ignored)\n`)),
  ],
});

export const furtherProtectedMismatches = defineMessage('memory/further-protected-mismatches', {
  '7.1': () => unlessQuelled(more('warning', 'suppressing further mismatches in read-only areas\n')),
  '8.2': () => unlessQuelled(more('warning', '  suppressing further mismatches in read-only areas\n')),
});

/** `blame`: the programmer gave unused bits as zero, or the user did. */
export const unusedBitsDiffer = defineMessage<{
  memory: string;
  device: number;
  wanted: number;
  blame: 'definition' | 'user';
}>('memory/unused-bits-differ', {
  '6.4': ({ memory, device, wanted, blame }) => [
    said('info', `WARNING: ignoring mismatch in unused bits of "${memory}"\n`),
    more(
      'info',
      `(0x${hex2(device)} != 0x${hex2(wanted)}). To prevent this warning ${
        blame === 'definition' ? 'fix the part' : 'set unused bits'
      }\n`,
    ),
    more(
      'info',
      blame === 'definition'
        ? 'or programmer definition in the config file.\n'
        : 'to 1 when writing (double check with your datasheet first).\n',
    ),
  ],
  '7.1': (facts) => [
    said(
      'warning',
      `ignoring mismatch in unused bits of ${facts.memory}\n`,
      facts.blame === 'definition' ? inVerify71 : `${inVerify71} #2`,
    ),
    ...advice(facts).map((line) => more('warning', line)),
  ],
  '8.2': (facts) => [
    said('debug', `ignoring mismatch in unused bits of ${facts.memory}\n`),
    ...advice(facts).map((text) => more('debug', text)),
  ],
});

function advice(facts: { device: number; wanted: number; blame: 'definition' | 'user' }): string[] {
  const bytes = `(device 0x${hex2(facts.device)} != input 0x${hex2(facts.wanted)})`;
  return facts.blame === 'definition'
    ? [`${bytes}; to prevent this warning fix\n`, 'the part or programmer definition in the config file\n']
    : [
        `${bytes}; to prevent this warning set\n`,
        'unused bits to 1 when writing (double check with datasheet)\n',
      ];
}

function difference({ address, device, wanted }: Mismatch): string {
  return `device 0x${hex2(device)} != input 0x${hex2(wanted)} at addr 0x${hex4(address)}`;
}

function expected(inFlash: boolean): string {
  return inFlash ? ' in r/o areas, expected for vectors and/or bootloader' : '';
}
