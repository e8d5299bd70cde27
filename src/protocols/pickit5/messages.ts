import { defineMessage, type Level, type MessageDefinition, said } from '../../output/words.ts';
import { errorName } from './errors.ts';

/** What the link to a PICkit 5 has to say. Words from pickit5.c and usb_libusb.c of avrdude 8.2; earlier releases do not know it. */

/** @param where the function of avrdude's that says it */
export function tells<Facts = void>(
  name: string,
  level: Level,
  where: string,
  text: (facts: Facts) => string,
): MessageDefinition<Facts> {
  const early = level === 'error' || level === 'warning' ? 'info' : level;
  return defineMessage<Facts>(`pickit5/${name}`, {
    '6.4': (facts) => said(early, text(facts)),
    '7.1': (facts) => said(level, text(facts), where.includes(' ') ? where : `${where}() pickit5.c`),
  });
}

const readResponse = 'pickit5_read_response';
const download = 'pickit5_download_data';

export interface Unsent {
  /** What libusb 0.1 returns. */
  readonly result: number;
  readonly length: number;
  readonly reason: string;
}

export const notSent = tells<Unsent>(
  'not-sent',
  'error',
  'usbdev_send() usb_libusb.c',
  ({ result, length, reason }) =>
    `usb_bulk_write() returns ${result} and fails writing ${length} bytes, err = ${reason}\n`,
);

export const dataNotSent = tells<Unsent>(
  'data-not-sent',
  'error',
  'usbdev_bulk_send',
  ({ result, length, reason }) => `wrote ${result} out of ${length} bytes, err = ${reason}\n`,
);

export const readFailed = tells(
  'read-failed',
  'error',
  readResponse,
  () => 'reading from programmer failed\n',
);

export const unexpectedAnswer = tells<{ type: number }>(
  'unexpected-answer',
  'error',
  readResponse,
  ({ type }) => `unexpected read response: 0x${hex2(type)}\n`,
);

export const scriptError = tells<{ error: number }>(
  'script-error',
  'error',
  readResponse,
  ({ error }) => `script error returned: 0x${hex2(error)} - ${errorName(error)}\n`,
);

/** @param updi whether a high voltage pulse could be what is missing */
export const silentTarget = tells<{ updi: boolean }>('silent-target', 'error', readResponse, ({ updi }) =>
  updi
    ? 'failed to start session; reason might be: no power, bad connection or missing HV pulse.'
    : 'failed to start session; reason might be: no power or bad connection',
);

export const uploadFailed = tells(
  'upload-failed',
  'error',
  'pickit5_upload_data',
  () => 'reading data memory failed\n',
);

export const doneFailed = tells(
  'done-failed',
  'error',
  'pickit5_send_script_done',
  () => 'failed sending script done message\n',
);

export const dataFailed = tells(
  'data-failed',
  'error',
  download,
  () => 'transmission failed on the data channel\n',
);

export const statusBad = tells(
  'status-bad',
  'error',
  download,
  () => "status check not 'NONE' on download\n",
);

export const doneUnsaid = tells(
  'done-unsaid',
  'error',
  download,
  () => 'sending script done message failed\n',
);

/** @param way what could not be ended */
export const notAborted = tells<{ way: 'upload' | 'download' }>(
  'not-aborted',
  'error',
  download,
  ({ way }) => `failed to abort ${way} mode, please power-cycle the programmer and part\n`,
);

export const firmwareUnread = tells(
  'firmware-unread',
  'error',
  'pickit5_get_fw_info',
  () => 'receiving FW response failed\n',
);

export const firmwareUnknown = tells(
  'firmware-unknown',
  'error',
  'pickit5_get_fw_info',
  () => 'unexpected device response for get firmware info command\n',
);

function hex2(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, ' ');
}
