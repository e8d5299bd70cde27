import { defineMessage, more, said, type Words } from '../../output/words.ts';
import { info, since7 } from '../../protocols/jtagmkii/frames-messages.ts';
import { responseName, unansweredText } from '../../protocols/jtagmkii/messages.ts';
import { functionOf, type Operation } from '../../protocols/jtagmkii/operation-messages.ts';

/** What avrdude says of an AVR32 behind a JTAGICE mkII (`jtagmkII.c` of the three releases). */

const hex = (value: number, digits = 0): string => (value >>> 0).toString(16).padStart(digits, '0');
const remarked = (level: 'notice' | 'notice2', func: string, text: string): Words =>
  said(level, `${func}${text}\n`, `${func}() jtagmkII.c`);

/** Why the target is stopped, as avrdude's flags. */
export const stopping = defineMessage<{ flags: number }>('jtagmkii/avr32-stopping', {
  '6.4': (p) => remarked('notice', 'jtagmkII_reset32', `(${hex(p.flags, 2)})`),
});

export const resetting = defineMessage<{ value: number }>('jtagmkii/avr32-resetting', {
  '6.4': (p) => remarked('notice', 'jtagmkII_avr32_reset', `(${hex(p.value, 2)})`),
});

/** What came out of a register was not what it should have been. */
export const unexpectedScan = defineMessage<{ scan: 'Get_IR' | 'Get_XXX'; expected: number; got: number }>(
  'jtagmkii/avr32-unexpected-scan',
  {
    '6.4': (p) =>
      remarked(
        'notice',
        'jtagmkII_avr32_reset',
        `(): ${p.scan}, expecting ${hex(p.expected, 2)} but got ${hex(p.got, 2)}`,
      ),
  },
);

export const erasing = defineMessage('jtagmkii/avr32-erasing', {
  '6.4': () => remarked('notice', 'jtagmkII_chip_erase32', '()'),
});

export const closing = defineMessage('jtagmkii/avr32-closing', {
  '6.4': () => remarked('notice2', 'jtagmkII_close32', '()'),
});

const initialising = 'jtagmkII_initialize32';

export const chainNotSet = defineMessage('jtagmkii/avr32-chain-not-set', {
  '6.4': () => info('jtagmkII_initialize(): Failed to setup JTAG chain'),
  '7.1': () => since7(initialising, 'unable to setup JTAG chain'),
});

export const unanswered = defineMessage<{ status: number }>('jtagmkii/avr32-unanswered', {
  '6.4': (p) => [{ level: 'notice2', text: '\n' }, info(`${initialising}(): ${unansweredText(p.status)}`)],
  '7.1': (p) => [{ level: 'notice2', text: '\n' }, since7(initialising, unansweredText(p.status))],
});

/** Another chip than was named, or none. */
export const signatureDiffers = defineMessage<{ part: string; signature: Uint8Array; forced: boolean }>(
  'jtagmkii/avr32-signature-differs',
  {
    '6.4': ({ part, signature, forced }) => [
      info(`Expected signature for ${part} is ${plainHex(signature)}`),
      ...(forced ? [] : [more('info', 'Double check chip, or use -F to override this check.\n')]),
    ],
    '7.1': ({ part, signature, forced }) => {
      const text = `expected signature for ${part} is ${plainHex(signature)}`;
      if (forced) return since7(initialising, text, 'warning');
      return [
        since7(initialising, text),
        more('error', 'double check chip or use -F to override this check\n'),
      ];
    },
    '8.2': ({ part, signature, forced }) => {
      const text = `expected signature for ${part} is${Array.from(signature, (byte) => ` ${hex(byte, 2).toUpperCase()}`).join('')}`;
      if (forced) return since7(initialising, text, 'warning');
      return [
        since7(initialising, `${text};`),
        more('error', 'double check chip or use -F to carry on regardless\n'),
      ];
    },
  },
);

function plainHex(signature: Uint8Array): string {
  return Array.from(signature, (byte) => hex(byte, 2).toUpperCase()).join(' ');
}

/** A block of the bus is refused. */
export const blockRefused = defineMessage<{ operation: Operation; code: number }>(
  'jtagmkii/avr32-block-refused',
  {
    '6.4': (p) => info(`${functionOf(p.operation)}(): ${refusal(p.code)}`),
    '7.1': (p) => since7(functionOf(p.operation), refusal(p.code)),
  },
);

function refusal(code: number): string {
  return `bad response to write memory command: ${responseName(code)}`;
}
