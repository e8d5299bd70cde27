import { hexByte } from '../../model/hex-text.ts';
import { defineMessage, said } from '../../output/words.ts';

/** What is said of a boot loader behind XBee radios. Words from xbee.c of the three releases. */

export const bitClockIgnored = defineMessage<{ id: string }>('xbee/bit-clock-ignored', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed; ignoring -B\n`,
      'xbee_open() xbee.c',
    ),
});

export const portInvalid = defineMessage('xbee/port-invalid', {
  '6.4': () => said('info', 'XBee: Bad port syntax: require "<xbee-address>@<serial-device>"\n'),
  '7.1': () =>
    said('error', 'XBee: bad port syntax, require <xbee-address>@<serial-device>\n', 'xbeedev_open() xbee.c'),
});

export const addressInvalid = defineMessage('xbee/address-invalid', {
  '6.4': () => said('info', 'XBee: Bad XBee address: require 16-character hexadecimal address"\n'),
  '7.1': () =>
    said(
      'error',
      'XBee: bad XBee address, require 16-character hexadecimal address\n',
      'xbeedev_open() xbee.c',
    ),
});

export const rateUsed = defineMessage<{ baudRate: number }>('xbee/rate-used', {
  '6.4': ({ baudRate }) => said('notice', `Baud ${baudRate}\n`),
  '7.1': ({ baudRate }) => said('notice', `baud ${baudRate}\n`, 'xbeedev_open() xbee.c'),
});

export const notDelivered = defineMessage('xbee/not-delivered', {
  '6.4': () =>
    said('info', 'xbee_getsync(): failed to deliver STK_GET_SYNC to the remote XBeeBoot bootloader\n'),
  '7.1': () =>
    said(
      'error',
      'unable to deliver STK_GET_SYNC to the remote XBeeBoot bootloader\n',
      'xbee_getsync() xbee.c',
    ),
});

export const noResponse = defineMessage('xbee/no-response', {
  '6.4': () =>
    said('info', 'xbee_getsync(): no response to STK_GET_SYNC from the remote XBeeBoot bootloader\n'),
  '7.1': () =>
    said(
      'error',
      'no response to STK_GET_SYNC from the remote XBeeBoot bootloader\n',
      'xbee_getsync() xbee.c',
    ),
});

export const notInSync = defineMessage<{ response: number; isInSync: boolean }>('xbee/not-in-sync', {
  '6.4': ({ response, isInSync }) =>
    said(
      'info',
      `xbee_getsync(): ${isInSync ? 'in sync, not OK' : 'not in sync'}: resp=${hexByte(response)}\n`,
    ),
  '7.1': ({ response, isInSync }) =>
    said(
      'error',
      `${isInSync ? 'in sync, not OK' : 'not in sync'}, resp=${hexByte(response)}\n`,
      'xbee_getsync() xbee.c',
    ),
});

export const pinInvalid = defineMessage<{ text: string }>('xbee/pin-invalid', {
  '6.4': ({ text }) => said('info', `xbee_parseextparms(): invalid xbeeresetpin '${text}'\n`),
  '7.1': ({ text }) => said('error', `invalid xbeeresetpin '${text}'\n`, 'xbee_parseextparms() xbee.c'),
  '8.2': ({ text }) => said('error', `invalid value in -x ${text}\n`, 'xbee_parseextparms() xbee.c'),
});
