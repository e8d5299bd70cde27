import { PortError, PortRefusedError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { parseIdsPort } from '../usb/ids-port.ts';
import { parseUsbPort, type UsbPort } from '../usb/port.ts';
import { teensyDeeds } from './deeds.ts';
import * as say from './messages.ts';

/** What `-P` says of a Teensy. */
export interface TeensyPort {
  /** Other ids than the entry's. */
  readonly ids?: UsbIds;
  /** Not looked at. */
  readonly serial?: string;
  readonly place?: UsbPort & { readonly kind: 'place' };
  /** What is left of the port, which the release calls it by from now on. */
  readonly left: string;
}

/** Reads `-P` as the release does. @throws PortError or PortRefusedError, after saying so, if it is no USB port */
export function readTeensyPort(context: ProgrammerContext): TeensyPort {
  const { port, behaviour } = context;
  switch (behaviour.of(teensyDeeds).port) {
    case 'chooses':
      return chosenBy(context);
    case 'not-looked-at':
      if (port !== 'usb' && !/^usb:[^:]*:/s.test(port)) refuse(context);
      return { left: port.split(':', 2).join(':') };
    case 'ids-and-serial': {
      const given = parseIdsPort(port);
      if (!given)
        fail(
          context.emit,
          notice(say.portInvalid, { port }),
          new PortRefusedError(`-P ${port}: no USB port`),
        );
      return { left: port, serial: given.serial, ...(given.ids ? { ids: given.ids } : {}) };
    }
  }
}

function chosenBy(context: ProgrammerContext): TeensyPort {
  const { port } = context;
  const given = parseUsbPort(port);
  switch (given.kind) {
    case 'any':
      return { left: port };
    case 'place':
      return { left: port, place: given };
    case 'ids':
      return { left: port, ids: given, serial: given.serial };
    default:
      return refuse(context);
  }
}

function refuse({ emit, port }: ProgrammerContext): never {
  fail(emit, notice(say.portInvalid, { port }), new PortError(`-P ${port} is no USB port`, port));
}
