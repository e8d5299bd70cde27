import { ProtocolError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { BoardControls, ProgrammerContext } from '../programmer.ts';
import * as words from './board-controls-messages.ts';
import { atmelDeeds } from './deeds.ts';
import { prescalers } from './display.ts';
import { features } from './features.ts';
import type { BoardParameters } from './parameters.ts';

/** Parameters by which Atmel's boards set voltages and clocks; the two versions of the protocol number them differently. */
export interface BoardCodes {
  readonly vTarget: number;
  readonly vAdjust: number;
  readonly oscillatorPrescale: number;
  readonly oscillatorCompareMatch: number;
}

/** How a board is asked and told. */
export interface BoardAccess {
  readonly codes: BoardCodes;
  /** Beginning of the names of avrdude's functions. */
  readonly prefix: 'stk500' | 'stk500v2';
  /** Hertz. */
  readonly xtal: number;
  readonly emit: Emit;
  get(parameter: number): Promise<number>;
  set(parameter: number, value: number): Promise<void>;
}

/** All that Atmel's boards can have. */
export type AllControls = Required<BoardControls>;

/** Voltages are told in tenths of a volt; a reference above the target's voltage is not allowed (AVR061, AVR068). */
export function boardControls(board: BoardAccess): AllControls {
  const { codes, emit, prefix } = board;
  const obtain = async (
    voltage: 'target' | 'reference',
    operation: words.VoltageOperation,
  ): Promise<number> => {
    try {
      return await board.get(voltage === 'target' ? codes.vTarget : codes.vAdjust);
    } catch (error) {
      emit(notice(words.cannotObtain, { prefix, operation, voltage }));
      throw error;
    }
  };
  const tenths = (volts: number) => Math.trunc((volts + 0.049) * 10);
  return {
    async setVtarget(volts) {
      const reference = await obtain('reference', 'set-target-voltage');
      if (reference > tenths(volts)) {
        emit(notice(words.reducingVaref, { prefix, from: reference / 10, to: volts }));
        await board.set(codes.vAdjust, tenths(volts));
      }
      await board.set(codes.vTarget, tenths(volts));
    },
    getVtarget: async () => (await obtain('target', 'get-target-voltage')) / 10,
    async setVaref(_channel, volts) {
      const target = await obtain('target', 'set-reference');
      if (tenths(volts) > target)
        fail(
          emit,
          notice(words.varefTooHigh, { prefix, target: target / 10 }),
          new ProtocolError('reference voltage above target voltage'),
        );
      await board.set(codes.vAdjust, tenths(volts));
    },
    getVaref: async () => (await obtain('reference', 'get-reference')) / 10,
    async setFosc(hertz) {
      const { prescale, compareMatch } = divide(board, hertz);
      await board.set(codes.oscillatorPrescale, prescale);
      await board.set(codes.oscillatorCompareMatch, compareMatch);
    },
    async getFosc() {
      const prescale = await board.get(codes.oscillatorPrescale);
      const compareMatch = await board.get(codes.oscillatorCompareMatch);
      const divisor = prescalers[prescale - 1];
      return divisor === undefined ? 0 : board.xtal / ((compareMatch + 1) * 2 * divisor);
    },
  };
}

/** How the clock generator comes nearest to a frequency; 0 Hz is off. @throws ProtocolError if it is too slow for it */
function divide(
  { xtal, emit, prefix }: BoardAccess,
  hertz: number,
): { prescale: number; compareMatch: number } {
  if (hertz <= 0) return { prescale: 0, compareMatch: 0 };
  if (hertz > xtal / 2) emit(notice(words.foscTooHigh, { prefix, hertz, highest: xtal / 2 }));
  const wanted = Math.trunc(Math.min(hertz, xtal / 2));
  const index = prescalers.findIndex((divisor) => wanted >= Math.trunc(xtal / (256 * divisor * 2)));
  const divisor = prescalers[index];
  if (divisor === undefined) {
    const lowest = Math.trunc(xtal / (256 * 1024 * 2));
    fail(
      emit,
      notice(words.foscTooLow, { prefix, hertz: wanted, lowest }),
      new ProtocolError(`${wanted} Hz is too low`),
    );
  }
  return { prescale: index + 1, compareMatch: Math.trunc(xtal / (2 * wanted * divisor)) - 1 };
}

/** Those controls that the entry's board has; releases without such facts count on all of them. */
export function controlsOf(context: ProgrammerContext, controls: AllControls): BoardControls {
  const all = context.behaviour.of(atmelDeeds).shownParameters !== 'by-feature';
  const has = (feature: number) => all || (context.entry.extraFeatures & feature) !== 0;
  const { setVtarget, getVtarget, setVaref, getVaref, setFosc, getFosc } = controls;
  return {
    ...(has(features.vtargAdjust) && { setVtarget }),
    ...(has(features.vtargRead) && { getVtarget }),
    ...(has(features.varef) && { setVaref, getVaref }),
    ...(has(features.fosc) && { setFosc, getFosc }),
  };
}

/** Does what `-x vtarg`, `varef` and `fosc` ask for, and says what was and what will be. */
export async function applyBoardParameters(
  controls: AllControls,
  { vtarg, varef, varefChannel, fosc }: BoardParameters,
  emit: Emit,
): Promise<void> {
  if (vtarg !== undefined) {
    const before = await controls.getVtarget();
    if (vtarg === 'read') emit(notice(words.voltageRead, { what: 'Target voltage', before }));
    else {
      emit(notice(words.voltageChanging, { what: 'target voltage', before, after: vtarg }));
      await controls.setVtarget(vtarg);
    }
  }
  if (varef !== undefined) {
    const before = await controls.getVaref(varefChannel ?? 0);
    if (varefChannel !== undefined) {
      const read = varef === 'read';
      emit(notice(words.varefOfChannel, { channel: varefChannel, before, after: read ? undefined : varef }));
    } else if (varef === 'read')
      emit(notice(words.voltageRead, { what: 'Analog reference voltage', before }));
    else emit(notice(words.voltageChanging, { what: 'analog reference voltage', before, after: varef }));
    if (varef !== 'read') await controls.setVaref(varefChannel ?? 0, varef);
  }
  if (fosc === undefined) return;
  const before = await controls.getFosc();
  if (fosc === 'read') emit(notice(words.foscRead, { before }));
  else {
    emit(notice(words.foscChanging, { before, after: fosc }));
    await controls.setFosc(fosc);
  }
}
