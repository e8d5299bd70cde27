import { notice } from '../../output/events.ts';
import { parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { UsbaspIsp } from './isp.ts';
import { UsbaspTpi } from './tpi.ts';
import { sectionChosen } from './tpi-messages.ts';

/** USBasp and what speaks its protocol (https://www.fischl.de/usbasp/). */
export const usbasp: ProgrammerType = {
  id: 'usbasp',
  name: 'usbasp',
  takesExtended: true,
  create(context) {
    const sectionOnly = readParameters(context);
    return context.part.progModes.includes('TPI')
      ? new UsbaspTpi(context, sectionOnly)
      : new UsbaspIsp(context);
  },
};

/** @returns whether only the configuration section of a TPI part is to be erased. @throws as parseExtended */
function readParameters(context: ProgrammerContext): boolean {
  return parseExtended<boolean>(context, {
    type: 'usbasp',
    initial: false,
    parameters: [
      {
        pattern: /^section_config/,
        apply: () => {
          context.emit(notice(sectionChosen));
          return true;
        },
      },
    ],
    help: [['section_config', 'Erase configuration section only with -e (TPI only)']],
  });
}
