import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { JtagMkii } from './jtag.ts';
import { JtagMkiiXmegaJtag } from './xmega.ts';

/** By what the part is. */
function create(context: ProgrammerContext, isDragon: boolean): Programmer {
  const isXmega = context.part.progModes.includes('PDI');
  return isXmega ? new JtagMkiiXmegaJtag(context, isDragon) : new JtagMkii(context, isDragon);
}

/** The JTAGICE mkII with JTAG. */
export const jtagmkii: ProgrammerType = {
  id: 'jtagmkii',
  name: 'JTAGMKII',
  takesExtended: true,
  create: (context) => create(context, false),
};

/** The AVR Dragon with JTAG. */
export const dragonJtag: ProgrammerType = {
  id: 'dragon_jtag',
  name: 'DRAGON_JTAG',
  takesExtended: true,
  create: (context) => create(context, true),
};
