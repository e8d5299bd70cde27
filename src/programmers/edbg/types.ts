import type { ProgrammerType } from '../programmer.ts';
import { Edbg } from './edbg.ts';
import { debugWire, jtag, pdi, type TargetInterface, updi } from './interfaces.ts';
import { EdbgIsp } from './isp.ts';
import { EdbgTpi } from './tpi.ts';

const typeOf = (id: string, via: TargetInterface): ProgrammerType => ({
  id,
  name: id.toUpperCase(),
  takesExtended: true,
  create: (context) => new Edbg(context, via),
});

export const jtagice3 = typeOf('jtagice3', jtag);
export const jtagice3Dw = typeOf('jtagice3_dw', debugWire);
export const jtagice3Pdi = typeOf('jtagice3_pdi', pdi);
export const jtagice3Updi = typeOf('jtagice3_updi', updi);

export const jtagice3Isp: ProgrammerType = {
  id: 'jtagice3_isp',
  name: 'JTAG3_ISP',
  takesExtended: true,
  create: (context) => new EdbgIsp(context),
};

export const jtagice3Tpi: ProgrammerType = {
  id: 'jtagice3_tpi',
  name: 'JTAGICE3_TPI',
  takesExtended: true,
  create: (context) => new EdbgTpi(context),
};
