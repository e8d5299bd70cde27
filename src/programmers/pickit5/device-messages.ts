import { defineMessage, more, raw, said, type Words } from '../../output/words.ts';
import { tells } from '../../protocols/pickit5/messages.ts';

/** What is said while a PICkit 5 or one of its kin is looked for. Words from pickit5.c of avrdude 8.2. */

const open = 'pickit5_open';

export const opening = tells<{ port: string }>(
  'opening',
  'debug',
  open,
  ({ port }) => `pickit5_open("${port}")\n`,
);

export const portInvalid = tells<{ port: string }>(
  'port-invalid',
  'error',
  open,
  ({ port }) => `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>][:<serno>]\n`,
);

export const idsOverwritten = tells<{ vendorId: number; productId: number }>(
  'ids-overwritten',
  'notice',
  open,
  ({ vendorId, productId }) =>
    `overwriting VID:PID to ${vendorId.toString(16).padStart(4, '0')}:${productId.toString(16).padStart(4, '0')}\n`,
);

export const serialAbsent = tells<{ serial: string }>(
  'serial-absent',
  'error',
  open,
  ({ serial }) => `no device found matching the specified serial number ${serial}`,
);

export const notFound = tells<{ vendor: string; products: readonly string[] }>(
  'not-found',
  'error',
  open,
  ({ vendor, products }) => `no device found matching VID ${vendor} and PID list: ${products.join(', ')}`,
);

const lines = (first: string, ...rest: readonly string[]): readonly Words[] => [
  said('error', `${first}\n`, `${open}() pickit5.c`),
  ...rest.map((line) => more('error', `${line}\n`)),
];

/** Neither in MPLAB mode nor in AVR mode. */
export const noneOfFamily = defineMessage('pickit5/none-of-family', {
  '6.4': () =>
    lines(
      'no device found matching VID 0x04d8 and PID list: 0x9036, 0x9012, 0x9018',
      'nor VID 0x03eb with PID list: 0x2177, 0x2180',
    ),
});

interface AvrMode {
  readonly product: string;
  readonly id: string;
  /** What `-c` says behind the tool's name. */
  readonly suffix: string;
  readonly part: string;
  readonly port: string;
}

export const avrMode = defineMessage<AvrMode>('pickit5/avr-mode', {
  '6.4': ({ product, id, suffix, part, port }) => {
    const command = `$ avrdude -c ${id}${suffix} -p ${part} -P ${port}`;
    return [
      raw('error', '\n'),
      ...lines(
        `${product} in AVR mode detected; to switch into MPLAB mode try`,
        `${command} -x mode=mplab`,
        'or use the programmer in AVR mode with the following command:',
        command,
      ),
    ];
  },
});

export const basicMode = defineMessage<{ mode: string; doing: string }>('pickit5/basic-mode', {
  '6.4': ({ mode, doing }) =>
    lines(
      `PICkit Basic in ${mode} mode detected;`,
      `please use a Microchip tool to ${doing}`,
      'in order to use the programmer with avrdude',
    ),
});
