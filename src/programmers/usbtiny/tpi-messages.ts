import { defineMessage } from '../../output/words.ts';
import type { FrameFault } from '../../protocols/tpi/frame.ts';

/** What a USBtiny has to say of parts with TPI. 6.4 says most of it without its name in front. */

const where = (name: string): string => `${name}() usbtiny.c`;
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');

/** The line is about to be looked at. */
export const linkChecked = defineMessage('usbtiny/link-checked', {
  '6.4': () => ({ level: 'notice2', text: 'doing MOSI-MISO link check\n' }),
  '7.1': () => ({ level: 'notice2', text: 'doing SDO-SDI link check\n' }),
  '8.2': () => ({ level: 'debug', text: 'doing SDO-SDI link check\n' }),
});

/** What was sent did not come back. */
export const notLinked = defineMessage<{ received: Uint8Array }>('usbtiny/not-linked', {
  '6.4': ({ received }) => ({
    level: 'error',
    text:
      `MOSI->MISO check failed (got ${hex(received)})\n` +
      '\tPlease verify that MISO is connected directly to TPIDATA and\n' +
      '\tMOSI is connected to TPIDATA through a 1kOhm resistor.\n',
  }),
  '7.1': ({ received }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_initialize'),
    text:
      `SDO->SDI check failed (got ${hex(received)})\n` +
      '\tplease verify that SDI is connected directly to TPIDATA and\n' +
      '\tSDO is connected to TPIDATA through a 1kOhm resistor\n',
  }),
});

export const noTpiMode = defineMessage('usbtiny/no-tpi-mode', {
  '6.4': () => ({ level: 'error', text: 'Unable to switch chip into TPI mode\n' }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_initialize'),
    text: 'unable to switch chip into TPI mode\n',
  }),
});

export const frameBroken = defineMessage<{ fault: FrameFault }>('usbtiny/frame-broken', {
  '6.4': ({ fault }) => ({ level: 'error', text: `usbtiny_tpi_txrx: ${faults[fault]}\n` }),
  '7.1': ({ fault }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_tpi_txrx'),
    text: `${faults[fault]}\n`,
  }),
});

const faults: Readonly<Record<FrameFault, string>> = {
  parity: 'parity bit is wrong',
  'stop-bits': 'stop bits not received correctly',
};
