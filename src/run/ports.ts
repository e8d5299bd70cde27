import type { Database } from '../model/database.ts';
import type { Options } from '../model/options.ts';
import type { SerialPortInfo } from '../model/serial-port.ts';
import { type Emit, notice } from '../output/events.ts';
import { wordingFor } from '../output/words.ts';
import type { Openers } from '../programmers/programmer.ts';
import type { Release } from '../releases/release.ts';
import { choosePort, serialAdapters, suggestPorts } from './port-choice.ts';
import {
  adapterAbsent,
  adaptersListed,
  longerDelays,
  portsListed,
  portsSuggested,
  portUnclear,
} from './port-messages.ts';

/** What ports are looked for with. */
export interface PortRequest {
  readonly openers: Pick<Openers, 'ports'>;
  readonly database: Database;
  readonly emit: Emit;
}

/**
 * Answers `-P ?s`, the serial ports of this machine, and `-P ?sa`, the serial adapters that are known.
 * @returns the exit status, or undefined if the port is no question
 */
export async function answerPortQuestion(
  request: PortRequest,
  port: string | undefined,
): Promise<number | undefined> {
  const { database, emit } = request;
  if (port === '?s') {
    emit(notice(portsListed, { ports: await present(request) }));
    return 0;
  }
  if (port === '?sa') {
    emit(notice(adaptersListed, { adapters: serialAdapters(database) }));
    return 0;
  }
  return undefined;
}

/** The port that `-P` comes to. */
export interface FoundPort {
  readonly port: string;
  /** Whether the ports that could have been meant have been told. */
  readonly alternativesTold: boolean;
}

/** Finds the port of a serial adapter that `-P` names; anything else is a port as it is. */
export async function findPort(request: PortRequest, given: string): Promise<FoundPort> {
  const { database, emit } = request;
  // Most ports are paths or addresses: nothing is looked for then.
  if (/[\\/]|^net:|^COM\d+$/i.test(given) || given === '') return { port: given, alternativesTold: false };
  const choice = choosePort(given, await portsOf(request), database);
  switch (choice.kind) {
    case 'literal':
      return { port: given, alternativesTold: false };
    case 'found':
      return { port: choice.port, alternativesTold: false };
    case 'absent':
      emit(notice(adapterAbsent, choice));
      return { port: given, alternativesTold: false };
    case 'unclear':
      emit(
        notice(portUnclear, {
          given,
          ambiguous: choice.ambiguous,
          byIds: given.startsWith('usb:'),
          ports: choice.candidates,
        }),
      );
      return { port: given, alternativesTold: true };
  }
}

/** A port could not be opened: says which there are, in a release that does, and with `-r`, how to wait longer. */
export async function suggestOtherPorts(
  request: PortRequest & {
    readonly options: Pick<Options, 'reconnect'>;
    readonly release: Pick<Release, 'lineage'>;
  },
): Promise<void> {
  if (wordingFor(portsSuggested, request.release.lineage) === undefined) return;
  request.emit(notice(portsSuggested, { ports: await present(request) }));
  if (request.options.reconnect === 1) request.emit(notice(longerDelays));
}

/** The serial ports that there are; none where that cannot be known. */
export async function portsOf({ openers }: Pick<PortRequest, 'openers'>): Promise<readonly SerialPortInfo[]> {
  return (await openers.ports?.()) ?? [];
}

async function present(request: PortRequest) {
  const { database } = request;
  const ports = await portsOf(request);
  return suggestPorts(ports, ports, database);
}
