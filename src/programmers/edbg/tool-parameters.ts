import { ProtocolError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { parameters as ice } from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { features } from '../atmel/features.ts';
import type { BoardControls, ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';
import type { EdbgParameters, Wish } from './parameters.ts';
import * as say from './tool-parameters-messages.ts';

/** What the entry's tool does with the target's voltage. @param link where the tool is, as long as it is open */
export function voltageControls({ entry, emit }: ProgrammerContext, link: () => EdbgLink): BoardControls {
  const has = (feature: number): boolean => (entry.extraFeatures & feature) !== 0;
  const setVtarget = async (volts: number): Promise<void> => {
    const before = await tolerant(link().getWord(ice.vTarget));
    if (before === undefined) emit(notice(words.voltageUnknown));
    emit(notice(words.voltageChanging, { before: (before ?? 0) / 1000, after: volts }));
    try {
      await link().setWord(ice.vAdjust, Math.trunc(volts * 1000));
    } catch (error) {
      if (error instanceof ProtocolError) emit(notice(words.voltageNotSet));
      throw error;
    }
  };
  const getVtarget = async (): Promise<number> => {
    const millivolts = await tolerant(link().getWord(ice.vTarget));
    if (millivolts === undefined) fail(emit, notice(words.voltageNotRead), new ProtocolError('no voltage'));
    return millivolts / 1000;
  };
  return {
    ...(has(features.vtargAdjust) && { setVtarget }),
    ...(has(features.vtargRead) && { getVtarget }),
  };
}

/**
 * Does what `-x` asks for before the target is met, and says what was and what will be.
 * @param source avrdude's that says it
 * @throws ProtocolError if the tool does not, or if the target has been switched off
 */
export async function applyToolParameters(
  link: EdbgLink,
  { suffer, targetPower, vtarg }: Pick<EdbgParameters, 'suffer' | 'targetPower' | 'vtarg'>,
  emit: Emit,
  source: 'jtag3' | 'stk500v2',
): Promise<void> {
  if (isWished(suffer)) {
    const [before = 0] = await link.getParameter(ice.suffer);
    if (suffer.read) emit(notice(say.sufferRead, { value: before }));
    if (suffer.set !== undefined) {
      await link.setParameter(ice.suffer, Uint8Array.of(suffer.set));
      emit(notice(say.sufferChanged, { before, after: suffer.set }));
    }
  }
  if (isWished(targetPower)) {
    const [before = 0] = await link.getParameter(ice.targetPower);
    if (targetPower.read) emit(notice(say.powerRead, { value: before, source }));
    if (targetPower.set !== undefined) await setPower(link, emit, { before, after: targetPower.set, source });
  }
  if (isWished(vtarg)) await applyVoltage(link, emit, vtarg, source);
}

const isWished = ({ read, set }: Wish): boolean => read || set !== undefined;

async function setPower(link: EdbgLink, emit: Emit, change: say.PowerChange): Promise<void> {
  await link.setParameter(ice.targetPower, Uint8Array.of(change.after));
  emit(notice(say.powerChanged, change));
  if (change.after === 0)
    fail(
      emit,
      notice(say.powerIsOff, { source: change.source }),
      new ProtocolError('the target is switched off'),
    );
}

async function applyVoltage(
  link: EdbgLink,
  emit: Emit,
  { read, set }: Wish,
  source: say.Source,
): Promise<void> {
  const before = (await link.getWord(ice.vTarget)) / 1000;
  if (read) emit(notice(say.voltageRead, { volts: before, source }));
  if (set === undefined) return;
  emit(notice(say.voltageChanged, { before, after: set, source }));
  try {
    await link.setWord(ice.vAdjust, Math.trunc(set * 1000));
  } catch (error) {
    if (error instanceof ProtocolError) emit(notice(say.voltageRefused, { volts: set, source }));
    throw error;
  }
}
