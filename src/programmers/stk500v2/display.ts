import { DisconnectedError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { sckPeriod } from '../../protocols/stk500v2/avrispmk2-clock.ts';
import { parameters, wideParameters } from '../../protocols/stk500v2/commands.ts';
import type { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import type { Stk500v2Model } from '../../protocols/stk500v2/models.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { type Clocked, sckMicroseconds } from './bit-clock.ts';
import * as words from './display-messages.ts';
import { stk600Hertz } from './stk600-clock.ts';
import * as stk600 from './stk600-display-messages.ts';

/** Shows what the programmer is. @param serial of the USB device; undefined where it is not shown */
export async function showVersions(
  link: Stk500v2Link,
  model: Stk500v2Model,
  serial: string | undefined,
  emit: Emit,
): Promise<void> {
  emit(notice(words.modelName, { model: model.name }));
  const hardware = await given(link, parameters.hardwareVersion);
  const major = await given(link, parameters.softwareMajor);
  const minor = await given(link, parameters.softwareMinor);
  emit(notice(words.versions, { hardware, serial, major, minor }));
  if (model.kind === 'stk500')
    emit(notice(words.topcard, { card: await given(link, parameters.topcardDetect) }));
  if (model.kind !== 'stk600') return;
  emit(
    notice(stk600.periphery, {
      first: [await given(link, parameters.peripheryMajor1), await given(link, parameters.peripheryMinor1)],
      second: [await given(link, parameters.peripheryMajor2), await given(link, parameters.peripheryMinor2)],
    }),
  );
  emit(
    notice(stk600.cards, {
      routing: await given(link, parameters.routingCard),
      socket: await given(link, parameters.socketCard),
      routingTable: await wide(link, wideParameters.routingCardTable),
      socketTable: await wide(link, wideParameters.socketCardTable),
    }),
  );
}

/**
 * Shows voltages and clocks, as far as the programmer has them and the release asks for them.
 * @param margin whether this is part of `-v`'s display and not the terminal's `parms` @param readVoltage in tenths of a volt
 */
export async function showSettings(
  { link, model, xtal }: Clocked,
  { behaviour, entry, emit }: ProgrammerContext,
  margin: boolean,
  readVoltage: () => Promise<number>,
): Promise<void> {
  const chosen = behaviour.of(atmelDeeds).shownParameters === 'by-feature';
  const asked = (feature: number) => !chosen || (entry.extraFeatures & feature) !== 0;
  if (asked(features.vtargRead)) emit(notice(words.targetVoltage, { margin, vTarget: await readVoltage() }));
  if (model.kind === 'stk600') {
    const varef = asked(features.varef)
      ? ([await wide(link, wideParameters.varef0), await wide(link, wideParameters.varef1)] as const)
      : undefined;
    const sck = ((await wide(link, wideParameters.sckDuration)) + 1) / 8;
    const fosc = asked(features.fosc) ? stk600Hertz(await wide(link, wideParameters.clock)) : undefined;
    emit(notice(stk600.settings, { margin, varef, sck, fosc }));
    return;
  }
  const held: Partial<words.Settings>[] = [];
  // Since 8.0 each is shown before the next is asked for.
  const show = (settings: Partial<words.Settings>): void => {
    if (chosen) emit(notice(words.settings, { margin, ...settings }));
    else held.push(settings);
  };
  const isBoard = model.kind === 'stk500';
  if (!chosen) show(await sckOf({ link, model, xtal }));
  if (isBoard && asked(features.varef)) show({ vAdjust: await given(link, parameters.vAdjust) });
  if (isBoard && asked(features.fosc)) {
    if (chosen) emit(notice(words.oscillatorLabel, { margin }));
    const prescale = await given(link, parameters.oscillatorPrescale);
    const compareMatch = await given(link, parameters.oscillatorCompareMatch);
    show({ oscillator: { prescale, compareMatch, xtal } });
  }
  if (chosen) show(await sckOf({ link, model, xtal }));
  if (isBoard) show({ xtal });
  if (held.length > 0) emit(notice(words.settings, Object.assign({ margin }, ...held)));
}

async function sckOf({ link, model, xtal }: Clocked): Promise<Pick<words.Settings, 'sck'>> {
  const duration = model.showsSck ? await given(link, parameters.sckDuration) : 0;
  const fine = model.sckDuration === 'by-number';
  const mk2Period = fine ? (sckPeriod(duration) ?? 0) * 1e6 : undefined;
  const period = mk2Period ?? (model.kind === 'stk500' ? sckMicroseconds(duration, xtal) : 0.05);
  return { sck: { period, fine } };
}

/** A parameter, 0 if the programmer does not give it. */
function given(link: Stk500v2Link, parameter: number): Promise<number> {
  return orNone(link.getParameter(parameter));
}

/** The same for one of two bytes. */
function wide(link: Stk500v2Link, parameter: number): Promise<number> {
  return orNone(link.getWideParameter(parameter));
}

async function orNone(work: Promise<number>): Promise<number> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DisconnectedError) throw error;
    return 0;
  }
}
