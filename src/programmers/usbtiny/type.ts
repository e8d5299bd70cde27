import type { ProgrammerType } from '../programmer.ts';
import { UsbtinyIsp } from './isp.ts';
import { UsbtinyTpi } from './tpi.ts';

/** USBtinyISP, its clones, and boards with the same firmware. */
export const usbtiny: ProgrammerType = {
  id: 'usbtiny',
  name: 'USBtiny',
  create: (context) =>
    context.part.progModes.includes('TPI') ? new UsbtinyTpi(context) : new UsbtinyIsp(context),
};
