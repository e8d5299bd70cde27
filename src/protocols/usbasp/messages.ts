import { hex2 as hex } from '../../model/hex-text.ts';
import { defineMessage } from '../../output/words.ts';
import { libusb0Text, libusb1Text } from '../usb/errno.ts';
import type { UsbaspRequest } from './requests.ts';

const bytes = (data: Uint8Array): string => Array.from(data, (byte) => `[${hex(byte)}] `).join('');

/** A request is about to go out. */
export const sent = defineMessage<UsbaspRequest>('usbasp/sent', {
  '6.4': ({ function: name, argument, data }) => {
    const list = argument.map((byte) => `0x${hex(byte)}`).join(', ');
    const call = {
      level: 'trace',
      lead: 'program',
      text: `usbasp_transmit("USBASP_FUNC_${name}", ${list})\n`,
    } as const;
    if (typeof data === 'number') return call;
    return [call, { level: 'trace', lead: 'indent', text: ` => ${bytes(data)}\n` }];
  },
});

/** Its answer has come. */
export const received = defineMessage<{ answer: Uint8Array }>('usbasp/received', {
  '6.4': ({ answer }) => ({ level: 'trace', lead: 'indent', text: `<= ${bytes(answer)}\n` }),
});

/** The transfer failed. */
export const transferFailed = defineMessage<{ error: unknown }>('usbasp/transfer-failed', {
  '6.4': ({ error }) => ({
    level: 'info',
    lead: 'program',
    text: `error: usbasp_transmit: ${libusb1Text(error)}\n`,
  }),
  '7.1': ({ error }) => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_transmit() usbasp.c',
    text: `error sending control message: ${libusb0Text(error)}\n`,
  }),
  '8.2': ({ error }) => ({
    level: 'ext-error',
    lead: 'program',
    where: 'usbasp_transmit() usbasp.c',
    text: `${libusb1Text(error)}\n`,
  }),
});
