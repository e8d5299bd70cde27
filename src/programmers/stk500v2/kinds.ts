import { parameters } from '../../protocols/stk500v2/commands.ts';
import type { FrameEndpoints } from '../../protocols/usb/frames.ts';
import { type AllControls, boardControls } from '../atmel/board-controls.ts';
import type { ControlledBoard } from './controlled-board.ts';
import { stk600Controls } from './stk600-controls.ts';

/** What a type counts on before the programmer has said what it is: how it is found on the bus, and its voltages and clocks. */
export interface BoardKind {
  /** What avrdude calls it where it traces its calls. */
  readonly name: 'stk500v2' | 'stk600';
  readonly usb: { readonly productId: number; readonly endpoints: FrameEndpoints };
  controls(board: ControlledBoard): AllControls;
}

const endpoints = { out: 0x02, in: 0x82, packetSize: 64, longest: 275 } as const;

/** The STK500 and its kin; on the bus it is an AVRISP mkII (AVR069). */
export const stk500Kind: BoardKind = {
  name: 'stk500v2',
  usb: { productId: 0x2104, endpoints },
  controls: ({ xtal, emit, link }) =>
    boardControls({
      ...{ codes: parameters, prefix: 'stk500v2', xtal, emit },
      get: (parameter) => link().getParameter(parameter),
      set: (parameter, value) => link().adjustParameter(parameter, value),
    }),
};

/** The STK600 (AVR079). */
export const stk600Kind: BoardKind = {
  name: 'stk600',
  usb: { productId: 0x2106, endpoints: { ...endpoints, in: 0x83 } },
  controls: stk600Controls,
};
