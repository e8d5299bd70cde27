import { parseStk500v2 } from '../atmel/parameters.ts';
import { isUsbPort } from '../atmel/usb-device.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { Stk500v2Options } from './board.ts';
import { parallel, Stk500Hv, serial } from './high-voltage.ts';
import { Stk500v2 } from './isp.ts';
import { stk600Kind } from './kinds.ts';
import { needsXprog, Xprog } from './xprog.ts';

/** Atmel's STK600 (AVR079), which programs classic parts as an STK500 does, and others over PDI and TPI. */
export const stk600 = type('stk600', 'STK600', (context, options) =>
  isUsbPort(context) && needsXprog(context) ? new Xprog(context, options) : new Stk500v2(context, options),
);

/** The same in its high-voltage modes. */
export const stk600pp = type(
  'stk600pp',
  'STK600PP',
  (context, options) => new Stk500Hv(context, parallel, options),
);
export const stk600hvsp = type(
  'stk600hvsp',
  'STK600HVSP',
  (context, options) => new Stk500Hv(context, serial, options),
);

function type(
  id: string,
  name: string,
  create: (context: ProgrammerContext, options: Stk500v2Options) => Programmer,
): ProgrammerType {
  return {
    ...{ id, name, takesExtended: true },
    create: (context) =>
      create(context, { kind: stk600Kind, parameters: parseStk500v2(context, id, { channels: true }) }),
  };
}
