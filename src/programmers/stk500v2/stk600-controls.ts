import { ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { parameters, wideParameters } from '../../protocols/stk500v2/commands.ts';
import type { AllControls } from '../atmel/board-controls.ts';
import type { ControlledBoard } from './controlled-board.ts';
import { stk600Clock, stk600Hertz } from './stk600-clock.ts';
import * as words from './stk600-messages.ts';

/** Parameters of the two reference voltages. */
const references = [wideParameters.varef0, wideParameters.varef1] as const;

/**
 * Voltages and the clock of an STK600 (AVR079): the target's voltage in tenths of a volt, two references in hundredths, which must
 * not be above it.
 */
export function stk600Controls({ emit, link, outside }: ControlledBoard): AllControls {
  const obtain = async (
    operation: words.ControlOperation,
    voltage: words.Voltage,
    work: Promise<number>,
  ): Promise<number> => {
    try {
      return await work;
    } catch (error) {
      emit(notice(words.cannotObtain, { operation, voltage }));
      throw error;
    }
  };
  const targetTenths = (operation: words.ControlOperation) =>
    obtain(operation, 'target', link().getParameter(parameters.vTarget));
  return {
    async setVtarget(volts) {
      const tenths = Math.trunc((volts + 0.049) * 10);
      for (const [channel, parameter] of references.entries()) {
        const read = link().getWideParameter(parameter);
        const reference = await obtain('set-target-voltage', channel, read);
        if (reference <= tenths * 10) continue;
        emit(notice(words.reducingVaref, { channel, from: reference / 100, to: volts }));
        await link().setWideParameter(parameter, tenths * 10);
      }
      await outside(() => link().adjustParameter(parameters.vTarget, tenths));
    },
    getVtarget: async () => (await targetTenths('get-target-voltage')) / 10,
    async setVaref(channel, volts) {
      const hundredths = Math.trunc((volts + 0.0049) * 100);
      const target = await targetTenths('set-reference');
      const parameter = references[channel];
      if (hundredths > target * 10)
        fail(
          emit,
          notice(words.varefTooHigh, { target: target / 10 }),
          new ProtocolError('reference voltage above target voltage'),
        );
      if (parameter === undefined)
        fail(
          emit,
          notice(words.invalidChannel, { channel }),
          new ProtocolError(`no reference voltage ${channel}`),
        );
      await link().setWideParameter(parameter, hundredths);
    },
    getVaref: async (channel) =>
      (await link().getWideParameter(references[channel] ?? wideParameters.varef1)) / 100,
    setFosc: (hertz) => link().setWideParameter(wideParameters.clock, stk600Clock(hertz)),
    getFosc: async () => stk600Hertz(await link().getWideParameter(wideParameters.clock)),
  };
}
