import { SpiProgrammer } from '../isp/spi-programmer.ts';
import type { ProgrammerType } from '../programmer.ts';
import { TpiProgrammer } from '../tpi/tpi-programmer.ts';
import * as say from './isp-messages.ts';
import { MpsseBoard } from './mpsse-board.ts';
import { MpsseTpi } from './mpsse-tpi.ts';

/** RESET has to be low and high for a moment, and low until the target can be spoken to (data sheets: at least 20 ms). */
const start = [
  { lines: { vcc: true, reset: false, sck: false }, milliseconds: 20 },
  { lines: { reset: true }, milliseconds: 20 },
  { lines: { reset: false }, milliseconds: 20 },
];

/** Boards with an FTDI chip that has an MPSSE engine. */
export const avrftdi: ProgrammerType = {
  id: 'avrftdi',
  name: 'avrftdi',
  create(context) {
    if (context.part.progModes.includes('TPI')) return new TpiProgrammer(context, new MpsseTpi(context));
    return new SpiProgrammer(context, new MpsseBoard(context, 'isp'), { start, ...say });
  },
};
