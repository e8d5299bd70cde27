import { defineMessage, more, raw, said } from '../../output/words.ts';
import type { SignOn } from './commands.ts';
import { info, remark, since7 } from './frames-messages.ts';
import { announcement, responseName, unansweredText } from './messages.ts';

/** What avrdude says of signing on to a JTAGICE mkII (`jtagmkII_getsync` of the three releases). */

export const signingOn = remark('jtagmkii/signing-on', 'debug', 'jtagmkII_getsync', '()');

export const signOnAnnounced = defineMessage<{ attempt: number; of: number }>('jtagmkii/sign-on-announced', {
  '6.4': () => announcement('jtagmkII_getsync(): Sending sign-on command', 'jtagmkII_getsync'),
  '7.1': (p) =>
    announcement(
      `jtagmkII_getsync() attempt ${p.attempt} of ${p.of}: sending sign-on command`,
      'jtagmkII_getsync',
    ),
});

export const signOnUnanswered = defineMessage<{ attempt: number; of: number; status: number }>(
  'jtagmkii/sign-on-unanswered',
  {
    '6.4': (p) => info(`jtagmkII_getsync(): sign-on command: status ${p.status}`),
    '7.1': (p) =>
      since7(
        'jtagmkII_getsync',
        `attempt ${p.attempt} of ${p.of}: sign-on command: status ${p.status}`,
        'warning',
      ),
  },
);

/** `code` of the last answer; undefined if there was none. */
export const signOnFailed = defineMessage<{ status: number; code: number | undefined }>(
  'jtagmkii/sign-on-failed',
  {
    '6.4': (p) => info(`jtagmkII_getsync(): ${signOnFailure(p)}`),
    '7.1': (p) => since7('jtagmkII_getsync', signOnFailure(p)),
  },
);

function signOnFailure(p: { status: number; code: number | undefined }): string {
  if (p.code === undefined) return unansweredText(p.status);
  return `bad response to sign-on command: ${responseName(p.code)}`;
}

export const signedOn = defineMessage<SignOn>('jtagmkii/signed-on', {
  '6.4': (p) => raw('notice', signOnText(p)),
  '8.2': (p) => ({ level: 'notice2', lead: 'margin', text: signOnText(p) }),
});

function signOnText(p: SignOn): string {
  if (p.deviceId === undefined) return '';
  const mcu = (name: string, versions: SignOn['master']) => [
    `${name}:`,
    `  boot-loader FW version:        ${versions.bootLoader}`,
    `  firmware version:              ${versions.firmwareMajor}.${twoDigits(versions.firmwareMinor)}`,
    `  hardware version:              ${versions.hardware}`,
  ];
  const lines = [
    'JTAG ICE mkII sign-on message:',
    `Communications protocol version: ${p.protocol}`,
    ...mcu('M_MCU', p.master),
    ...mcu('S_MCU', p.slave),
    `Serial number:                   ${serialNumberText(p.serialNumber)}`,
    `Device ID:                       ${p.deviceId}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A minor version as it is shown. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** In hexadecimal, a colon between bytes. */
export function serialNumberText(serialNumber: Uint8Array): string {
  return Array.from(serialNumber, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export const tooOld = defineMessage('jtagmkii/too-old', {
  '6.4': () => info('jtagmkII_getsync(): S_MCU firmware version might be too old to work correctly'),
  '7.1': () =>
    since7('jtagmkII_getsync', 'S_MCU firmware version might be too old to work correctly', 'warning'),
});

export const descriptorLength = defineMessage<{ length: number }>('jtagmkii/descriptor-length', {
  '6.4': (p) => said('notice2', `jtagmkII_getsync(): Using a ${p.length}-byte device descriptor\n`),
  '7.1': (p) =>
    said(
      'notice2',
      `jtagmkII_getsync(): using a ${p.length}-byte device descriptor\n`,
      'jtagmkII_getsync() jtagmkII.c',
    ),
});

/** What the firmware is too old for. */
export const needsFirmware = defineMessage<{ text: string }>('jtagmkii/needs-firmware', {
  '6.4': (p) => info(`jtagmkII_getsync(): ${p.text}`),
  '7.1': (p) => since7('jtagmkII_getsync', p.text),
});

export const tryingDebugWire = defineMessage('jtagmkii/trying-debug-wire', {
  '6.4': () => info('jtagmkII_getsync(): ISP activation failed, trying debugWire'),
  '7.1': () => since7('jtagmkII_getsync', 'ISP activation failed, trying debugWire', 'warning'),
});

export const debugWireLeft = defineMessage('jtagmkii/debug-wire-left', {
  '6.4': () => [
    info('Target prepared for ISP, signed off.'),
    info('Now retrying without power-cycling the target.'),
  ],
  '7.1': () => [
    since7('jtagmkII_getsync', 'target prepared for ISP, signed off', 'warning'),
    more('warning', 'now retrying without power-cycling the target\n'),
  ],
});

export const debugWireStays = defineMessage('jtagmkii/debug-wire-stays', {
  '6.4': () => info('Failed to return from debugWIRE to ISP.'),
  '7.1': () => since7('jtagmkII_getsync', 'unable to return from debugWIRE to ISP'),
});
