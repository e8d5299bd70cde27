import { defineMessage, said } from '../../output/words.ts';

/** What avrdude says of a parallel port (`par.c`, `ppi.c`, `linux_ppdev.h`). */

interface Reason {
  readonly reason: string;
}

export const portClosed = defineMessage<Reason & { port: string }>('par/port-closed', {
  '6.4': ({ port, reason }) => said('info', `can't open device "${port}": ${reason}\n`),
  '7.1': ({ port, reason }) => said('ext-error', `cannot open port ${port}: ${reason}\n`, 'ppi_open() ppi.c'),
});

export const portNotClaimed = defineMessage<Reason & { port: string }>('par/port-not-claimed', {
  '6.4': ({ port, reason }) => said('info', `can't claim device "${port}": ${reason}\n\n`),
  '7.1': ({ port, reason }) =>
    said('ext-error', `cannot claim port ${port}: ${reason}\n\n`, 'ppi_open() ppi.c'),
});

export const portNotReleased = defineMessage<Reason>('par/port-not-released', {
  '6.4': ({ reason }) => said('info', `can't release device: ${reason}\n\n`),
  '7.1': ({ reason }) => said('ext-error', `cannot release device: ${reason}\n\n`, 'ppi_close() ppi.c'),
});

/** What all of that comes to. */
export const openFailed = defineMessage<{ port: string }>('par/open-failed', {
  '6.4': ({ port }) => said('info', `failed to open parallel port "${port}"\n\n`),
  '7.1': ({ port }) => said('error', `unable to open parallel port ${port}\n\n`, 'par_open() par.c'),
});

export const useDelayInstead = defineMessage<{ id: string }>('par/use-delay-instead', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed using -B; use -i instead\n`,
      'par_open() par.c',
    ),
});
