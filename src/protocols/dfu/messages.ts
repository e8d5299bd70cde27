import { defineMessage, said } from '../../output/words.ts';
import { libusb0Text } from '../usb/errno.ts';
import type { DfuStatus } from './requests.ts';

/** What avrdude says of requests to a DFU boot loader (`dfu.c` of the three releases, which are built with libusb 0.1). */

const where = (func: string): string => `${func}() dfu.c`;
const transferText = (error: unknown): string => `error sending control message: ${libusb0Text(error)}`;

/** Why a request failed: the transfer did, or it brought too little. */
export type DfuFailure = { readonly kind: 'transfer'; readonly error: unknown } | { readonly kind: 'short' };

const failureText = (failure: DfuFailure): string =>
  failure.kind === 'short' ? 'short read' : transferText(failure.error);

/** Both failures of a request are told in the same words, the second further down. */
const place = (func: string, { kind }: DfuFailure): string =>
  `${where(func)}${kind === 'short' ? ' #2' : ''}`;

export const downloadFailed = defineMessage<{ failure: DfuFailure }>('dfu/download-failed', {
  '6.4': ({ failure }) => said('info', `Error: DFU_DNLOAD failed: ${failureText(failure)}\n`),
  '7.1': ({ failure }) => said('error', `DFU_DNLOAD failed: ${failureText(failure)}\n`, where('dfu_dnload')),
});

export const uploadFailed = defineMessage<{ failure: DfuFailure }>('dfu/upload-failed', {
  '6.4': ({ failure }) => said('info', `Error: DFU_UPLOAD failed: ${failureText(failure)}\n`),
  '7.1': ({ failure }) => said('error', `DFU_UPLOAD failed: ${failureText(failure)}\n`, where('dfu_upload')),
});

export const statusUnknown = defineMessage<{ failure: DfuFailure }>('dfu/status-unknown', {
  '6.4': ({ failure }) => said('info', `Error: Failed to get DFU status: ${failureText(failure)}\n`),
  '7.1': ({ failure }) =>
    said('error', `unable to get DFU status: ${failureText(failure)}\n`, place('dfu_getstatus', failure)),
});

export const statusNotCleared = defineMessage<{ failure: DfuFailure }>('dfu/status-not-cleared', {
  '6.4': ({ failure }) => said('info', `Error: Failed to clear DFU status: ${failureText(failure)}\n`),
  '7.1': ({ failure }) =>
    said('error', `unable to clear DFU status: ${failureText(failure)}\n`, where('dfu_clrstatus')),
});

export const stateNotReset = defineMessage<{ failure: DfuFailure }>('dfu/state-not-reset', {
  '6.4': ({ failure }) => said('info', `Error: Failed to reset DFU state: ${failureText(failure)}\n`),
  '7.1': ({ failure }) =>
    said('error', `unable to reset DFU state: ${failureText(failure)}\n`, where('dfu_abort')),
});

/** A string descriptor cannot be read. */
export const stringUnread = defineMessage<{ index: number; error: unknown }>('dfu/string-unread', {
  '6.4': ({ index, error }) =>
    said('info', `Warning: Failed to read USB device string ${index}: ${transferText(error)}\n`),
  '7.1': ({ index, error }) =>
    said(
      'error',
      `unable to read USB device string ${index}: ${transferText(error)}\n`,
      where('get_usb_string'),
    ),
});

/** A request goes out that has no data. */
export const requestSent = defineMessage<{ request: 'getstatus' | 'clrstatus' | 'abort' }>(
  'dfu/request-sent',
  {
    '6.4': ({ request }) =>
      said(
        'trace',
        `dfu_${request}(): issuing control ${request === 'getstatus' ? 'IN' : 'OUT'} message\n`,
        where(`dfu_${request}`),
      ),
  },
);

/** Data go out or are asked for. (avrdude also shows where in its memory they are.) */
export const blockSent = defineMessage<{ request: 'dnload' | 'upload'; block: number; size: number }>(
  'dfu/block-sent',
  {
    '6.4': ({ request, block, size }) =>
      said(
        'trace',
        `dfu_${request}(): issuing control ${request === 'upload' ? 'IN' : 'OUT'} message, wIndex = ${block}, ptr = (nil), size = ${size}\n`,
        where(`dfu_${request}`),
      ),
  },
);

export const statusReceived = defineMessage<DfuStatus>('dfu/status-received', {
  '6.4': ({ status, pollMs, state, string }) =>
    said(
      'trace',
      `dfu_getstatus(): bStatus 0x${hex2(status)}, bwPollTimeout ${pollMs}, bState 0x${hex2(state)}, iString ${string}\n`,
      where('dfu_getstatus'),
    ),
});

function hex2(value: number): string {
  return value.toString(16).padStart(2, '0');
}
