import type { TransportError } from '../../model/errors.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { notice } from '../../output/events.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';
import { portFailure } from './port-failure.ts';

/** Says in the release's words why a port or an address on the network cannot be opened. */
export async function sayWhyNot(
  context: ProgrammerContext,
  port: string,
  error: TransportError,
): Promise<void> {
  const { emit } = context;
  const reason = systemErrorText(error.code ?? error);
  if (port.startsWith('net:')) {
    const address = port.slice('net:'.length);
    if (error.code === 'EINVAL') emit(notice(words.mangledAddress, { address }));
    else if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
      const colon = address.lastIndexOf(':');
      emit(
        notice(words.cannotResolve, {
          host: address.slice(0, colon).replace(/^\[(.*)\]$/, '$1'),
          service: address.slice(colon + 1),
          reason:
            error.code === 'EAI_AGAIN' ? 'Temporary failure in name resolution' : 'Name or service not known',
        }),
      );
    } else emit(notice(words.cannotConnect, { reason }));
    return;
  }
  if (error.code === 'ENOTTY') emit(notice(words.cannotSetAttributes, { port, reason }));
  else emit(portFailure(port, error, context.platform));
  emit({ kind: 'port-refused', port, code: error.code, ports: (await context.open.ports?.()) ?? [] });
}
