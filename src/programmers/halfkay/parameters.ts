import { type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { UsbPort } from '../usb/port.ts';
import { type WaitSetting, waitHelp, waitParameter } from '../usb/wait.ts';

/** What `-x` says. */
export interface TeensyParameters extends WaitSetting {
  /** Where the board is plugged in; undefined if any will do. */
  readonly at: (UsbPort & { readonly kind: 'place' }) | undefined;
}

/**
 * `-x at=bus:device` is our own, as `-P` says nothing of it in avrdude 7.1 and means ids in 8.2; it is not in the list of `-x help`,
 * which is avrdude's.
 */
const at: ExtendedParameter<TeensyParameters> = {
  pattern: /^at=(\d+:\d+)$/,
  apply(settings, [, given = '']) {
    const [bus = '', device = ''] = given.split(':');
    return { ...settings, at: { kind: 'place', bus, device } };
  },
};

/** @throws as parseExtended */
export function parseTeensy(context: ProgrammerContext): TeensyParameters {
  return parseExtended<TeensyParameters>(context, {
    type: 'teensy',
    initial: { waitSeconds: undefined, at: undefined },
    parameters: [waitParameter<TeensyParameters>(), at],
    endsAtFault: true,
    help: waitHelp,
  });
}
