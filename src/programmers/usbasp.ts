import { HelpGivenError, UsageError } from '../model/errors.ts';
import { notice } from '../output/events.ts';
import type { ProgrammerContext, ProgrammerType } from './programmer.ts';
import { UsbaspIsp } from './usbasp-isp.ts';
import { UsbaspTpi } from './usbasp-tpi.ts';
import { parameterHelp, parameterUnknown, sectionChosen } from './usbasp-tpi-messages.ts';

/** USBasp and what speaks its protocol (https://www.fischl.de/usbasp/). */
export const usbasp: ProgrammerType = {
  id: 'usbasp',
  name: 'usbasp',
  description: 'USBasp programmer, see http://www.fischl.de/usbasp/',
  takesExtended: true,
  create(context) {
    const sectionOnly = readParameters(context);
    return context.part.progModes.includes('TPI')
      ? new UsbaspTpi(context, sectionOnly)
      : new UsbaspIsp(context);
  },
};

/** @returns whether only the configuration section of a TPI part is to be erased */
function readParameters({ extended, emit, id }: ProgrammerContext): boolean {
  const said = { program: 'avrdude', id };
  let sectionOnly = false;
  for (const parameter of extended) {
    if (parameter === 'section_config') {
      emit(notice(sectionChosen));
      sectionOnly = true;
    } else if (parameter === 'help') {
      emit(notice(parameterHelp, said));
      throw new HelpGivenError('-x help');
    } else {
      emit(notice(parameterUnknown, { ...said, parameter }));
      throw new UsageError(`-x ${parameter} is not known to usbasp`);
    }
  }
  return sectionOnly;
}
