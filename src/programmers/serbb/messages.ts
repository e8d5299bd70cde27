import { defineMessage, raw, said } from '../../output/words.ts';

/** What avrdude says of a serial port whose lines it sets one by one (`serbb_posix.c`). */

interface Reason {
  readonly reason: string;
}
const where = (name: string): string => `${name}() serbb_posix.c`;

export const portClosed = defineMessage<Reason & { port: string }>('serbb/port-closed', {
  '6.4': ({ port, reason }) => raw('info', `${port}: ${reason}\n`),
  '7.1': ({ port, reason }) => said('ext-error', `${port}: ${reason}\n`, where('serbb_open')),
});

export const noAttributes = defineMessage<Reason & { port: string; by: 'tcgetattr' | 'tcsetattr' }>(
  'serbb/no-attributes',
  {
    '6.4': ({ port, by, reason }) => raw('info', `${port}: ${by}: ${reason}\n`),
    '7.1': ({ port, by, reason }) =>
      said('ext-error', `${port}, ${by}(): ${reason}${by === 'tcgetattr' ? '\n' : ''}`, where('serbb_open')),
  },
);

/** A line cannot be set or looked at. */
export const lineFailed = defineMessage<Reason & { call: string; by: 'setpin' | 'getpin' }>(
  'serbb/line-failed',
  {
    '6.4': ({ call, reason }) => raw('info', `ioctl("${call}"): ${reason}\n`),
    '7.1': ({ call, reason, by }) => said('ext-error', `ioctl("${call}"): ${reason}\n`, where(`serbb_${by}`)),
  },
);

export const useDelayInstead = defineMessage<{ id: string }>('serbb/use-delay-instead', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed using -B; use -i instead\n`,
      where('serbb_open'),
    ),
});
