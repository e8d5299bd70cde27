import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of an AVR-Doper that cannot be opened (`ser_avrdoper.c` of the three releases). */

function system(func: string, text: string): Words {
  return { level: 'ext-error', lead: 'program', text: `${text}\n`, where: `${func}() ser_avrdoper.c` };
}

export const notFound = defineMessage('stk500v2/not-found', {
  '6.4': () => [
    { level: 'info', lead: 'program', text: 'usbOpenDevice(): No device found\n' },
    { level: 'info', lead: 'program', text: 'avrdoper_open(): Device not found.\n' },
  ],
  '7.1': () => [system('usbOpenDevice', 'no device found'), system('avrdoper_open', 'Device not found')],
  '8.2': () => [system('usbOpenDevice', 'no device found'), system('avrdoper_open', 'USB device not found')],
});
