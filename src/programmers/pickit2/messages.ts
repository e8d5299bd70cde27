import { defineMessage, raw, said, type Words } from '../../output/words.ts';
import { libusb0Result, urbText } from '../../protocols/usb/errno.ts';
import { byLibusb0, driverMessages } from '../usb/messages.ts';

/** What a PICkit 2 has to say. Words from pickit2.c of the releases. */

const where = (name: string): string => `${name}() pickit2.c`;
const hex = (value: number): string => value.toString(16);

export const { bitclockNotAdjustable, cannotOpen, noEraseInstruction } = driverMessages({
  family: 'pickit2',
  file: 'pickit2.c',
  open: 'pickit2_open',
  opensDevice: 'usb_open_device',
  setsClock: 'pickit2_open',
  erases: 'pickit2_chip_erase',
  eraseNoun: 'chip erase',
  portAdvice: '',
  reason: { '6.4': byLibusb0, '7.1': byLibusb0, '8.2': byLibusb0 },
});

export const opening = defineMessage<{ port: string }>('pickit2/opening', {
  '8.2': ({ port }) => said('debug', `pickit2_open("${port}")\n`),
});

export const portIgnored = defineMessage<{ port: string }>('pickit2/port-ignored', {
  '8.2': ({ port }) => said('warning', `option -P ${port} ignored\n`, where('pickit2_open')),
});

export const delayAndClock = defineMessage('pickit2/delay-and-clock', {
  '8.2': () => said('warning', 'both -i delay and -B bitrate set; using -i\n', where('pickit2_open')),
});

export const notFound = defineMessage<{ vendorId: number; productId: number }>('pickit2/not-found', {
  '6.4': ({ vendorId, productId }) =>
    said('info', `error: could not find PICkit2 with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`),
  '7.1': ({ vendorId, productId }) =>
    said(
      'error',
      `cannot find PICkit2 with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`,
      where('pickit2_open'),
    ),
});

export const cannotClaim = defineMessage<{ error: unknown }>('pickit2/cannot-claim', {
  '6.4': ({ error }) =>
    raw(
      'info',
      `Could not claim interface. Error code ${libusb0Result(error)}, ${urbText(error)}\n` +
        'You may need to run avrdude as root or set up correct usb port permissions.',
    ),
  '7.1': ({ error }) =>
    said(
      'ext-error',
      `cannot claim interface, error code ${libusb0Result(error)}, ${urbText(error)}\n`,
      where('usb_open_device'),
    ),
});

/** @param half which of the reports that ask for the version */
export const reportFailed = defineMessage<{ half: 'write' | 'read'; error: unknown }>(
  'pickit2/report-failed',
  {
    '6.4': (facts) => raw('info', failureText(facts)),
    '7.1': (facts) => said('error', failureText(facts), where('pickit2_initialize')),
  },
);

function failureText({ half, error }: { half: string; error: unknown }): string {
  return `pickit2_${half}_report failed (ec ${libusb0Result(error)}). ${urbText(error)}\n`;
}

export const firmware = defineMessage<{ name: string; version: readonly number[] }>('pickit2/firmware', {
  '6.4': (facts) => said('notice', firmwareText(facts)),
  '8.2': (facts) => said('notice2', firmwareText(facts)),
});

function firmwareText({ name, version }: { name: string; version: readonly number[] }): string {
  return `${name} firmware version ${version.join('.')}\n`;
}

export const noEnableInstruction = defineMessage<{ part: string }>('pickit2/no-enable-instruction', {
  '6.4': ({ part }) => raw('info', `program enable instruction not defined for part "${part}"\n`),
  '7.1': ({ part }) =>
    said(
      'error',
      `program enable instruction not defined for part ${part}\n`,
      where('pickit2_program_enable'),
    ),
});

/** What came back for "programming enable". */
export const enableAnswered = defineMessage<{ answer: Uint8Array }>('pickit2/enable-answered', {
  '6.4': (facts) => answered('program_enable', facts),
  '7.1': (facts) => answered('pickit2_program_enable', facts),
});

function answered(name: string, { answer }: { answer: Uint8Array }): Words {
  const bytes = Array.from(answer, (byte) => `${hex(byte)} `).join('');
  return raw('debug', `${name}(): sending command. Resp = ${bytes}\n`);
}

/** A page, or part of one, could not be moved. */
export const spiFailed = defineMessage<{ operation: 'load' | 'write' }>('pickit2/spi-failed', {
  '6.4': () => raw('info', 'Failed @ pgm->spi()\n'),
  '7.1': ({ operation }) => said('error', 'failed @ pgm->spi()\n', where(`pickit2_paged_${operation}`)),
});

interface Parameter {
  readonly what: 'clock rate' | 'timeout';
  readonly text: string;
}

export const invalidParameter = defineMessage<Parameter>('pickit2/invalid-parameter', {
  '6.4': ({ what, text }) =>
    said('info', `pickit2_parseextparms(): invalid ${what.replace(' ', '')} '${text}'\n`),
  '7.1': ({ what, text }) =>
    said('error', `invalid ${what.replace(' ', '')} '${text}'\n`, where('pickit2_parseextparams')),
  '8.2': ({ what, text }) =>
    said('error', `invalid ${what} in -x ${text}\n`, where('pickit2_parseextparams')),
});

/** @param value what it is set to */
export const parameterSet = defineMessage<{ what: 'clockrate' | 'usb timeout'; value: number }>(
  'pickit2/parameter-set',
  {
    '6.4': (facts) => said('notice2', settingText('pickit2_parseextparms', facts)),
    '7.1': (facts) => said('notice2', settingText('pickit2_parseextparams', facts)),
    '8.2': ({ what, value }) =>
      said(
        'notice2',
        settingText('pickit2_parseextparams', {
          what: what === 'clockrate' ? 'effective clock rate' : what,
          value,
        }),
      ),
  },
);

function settingText(func: string, { what, value }: { what: string; value: number }): string {
  return `${func}(): ${what} set to 0x${hex(value).padStart(2, '0')}\n`;
}
