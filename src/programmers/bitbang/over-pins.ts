import type { Programmer, ProgrammerContext } from '../programmer.ts';
import type { PinBoard, PinFamily } from './board.ts';
import { BitbangIsp } from './isp.ts';
import { BitbangTpi } from './tpi.ts';

/** The programmer that speaks the part's language over a board's pins. */
export function overPins(context: ProgrammerContext, board: PinBoard, family: PinFamily = {}): Programmer {
  return context.part.progModes.includes('TPI')
    ? new BitbangTpi(context, board)
    : new BitbangIsp(context, board, family);
}
