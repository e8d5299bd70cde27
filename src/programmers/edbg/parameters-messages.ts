import { defineMessage, more, said } from '../../output/words.ts';

/** What avrdude says of the `-x` parameters of a JTAGICE3 or its kin (`jtag3.c`, `stk500v2.c`). */

const parse = 'jtag3_parseextparms';
const where = `${parse}() jtag3.c`;

export const chainInvalid = defineMessage<{ text: string }>('edbg/chain-invalid', {
  '6.4': (p) => said('info', `${parse}(): invalid JTAG chain '${p.text}'\n`),
  '7.1': (p) => said('error', `invalid JTAG chain '${p.text}'\n`, where),
  '8.2': (p) => said('error', `invalid JTAG chain in -x ${p.text}\n`, where),
});

export const chainParsed = defineMessage<{ chain: Uint8Array }>('edbg/chain-parsed', {
  '6.4': (p) => [
    said('notice2', `${parse}(): JTAG chain parsed as:\n`, where),
    more('notice2', ` ${chainText(p.chain)}\n`),
  ],
  '7.1': (p) => [
    said('notice2', `${parse}(): JTAG chain parsed as:\n`, where),
    more('notice2', `${chainText(p.chain)}\n`),
  ],
});

function chainText([before = 0, after = 0, bitsBefore = 0, bitsAfter = 0]: Uint8Array): string {
  return `${before} units before, ${after} units after, ${bitsBefore} bits before, ${bitsAfter} bits after`;
}

export const noHighVoltage = defineMessage('edbg/no-high-voltage-at-all', {
  '6.4': () => said('info', 'programmer does not support high voltage UPDI programming\n'),
  '7.1': () => said('error', 'programmer does not support high voltage UPDI programming\n', where),
});

export const highVoltageAssigned = defineMessage<{ text: string }>('edbg/high-voltage-assigned', {
  '6.4': (p) => said('info', `invalid assignment in -x ${p.text}; use -x hvupdi\n`),
  '7.1': (p) => said('error', `invalid assignment in -x ${p.text}; use -x hvupdi\n`, where),
});

export const invalidValue = defineMessage<{ text: string }>('edbg/invalid-value', {
  '6.4': (p) => said('info', `invalid value in -x ${p.text}\n`),
  '7.1': (p) => said('error', `invalid value in -x ${p.text}\n`, where),
});

/** @param usage what to write */
export const invalidSetting = defineMessage<{ text: string; usage: string }>('edbg/invalid-setting', {
  '6.4': (p) => said('info', `invalid setting in -x ${p.text}; use ${p.usage}\n`),
  '7.1': (p) => said('error', `invalid setting in -x ${p.text}; use ${p.usage}\n`, where),
});

export const reservedBitsSet = defineMessage<{ value: number }>('edbg/reserved-bits-set', {
  '6.4': (p) =>
    said('info', `setting -x suffer=0x${hex(p.value)} so that reserved bits 3..6 are set\n`, where),
});

const hex = (value: number): string => value.toString(16).padStart(2, '0');
