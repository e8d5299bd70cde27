import { notice } from '../../output/events.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { JtagMkiiLink } from '../../protocols/jtagmkii/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { JtagMkiiConnection } from './connection.ts';
import * as words from './display-messages.ts';

/** Shows hardware and firmware versions and the serial number. @returns whether the programmer gave them */
export async function showVersions(
  { link, signOn }: JtagMkiiConnection,
  emit: ProgrammerContext['emit'],
): Promise<boolean> {
  const hardware = await given(link, ice.parameters.hardwareVersion);
  const firmware = hardware && (await given(link, ice.parameters.firmwareVersion));
  if (!hardware || !firmware) return false;
  const byte = (view: DataView, at: number) => view.getUint8(at);
  emit(
    notice(words.versions, {
      hardware: [byte(hardware, 0), byte(hardware, 1)],
      firmware: [byte(firmware, 0), byte(firmware, 1), byte(firmware, 2), byte(firmware, 3)],
      serialNumber: signOn.serialNumber,
    }),
  );
  return true;
}

/** What of the settings there is to show, and how. */
export interface SettingsStyle {
  /** Whether there is a JTAG clock. */
  readonly jtagClock: boolean;
  /** Behind avrdude's margin, as among the facts of the programmer. */
  readonly margin: boolean;
}

/** Shows the target's voltage and the JTAG clock, as far as the programmer gives them. */
export async function showSettings(
  link: JtagMkiiLink,
  { behaviour, entry, emit }: ProgrammerContext,
  { jtagClock, margin }: SettingsStyle,
): Promise<void> {
  const chosen = behaviour.of(atmelDeeds).shownParameters === 'by-feature';
  if (!chosen || entry.extraFeatures & features.vtargRead) {
    const voltage = await given(link, ice.parameters.vTarget);
    if (!voltage) return;
    emit(notice(words.targetVoltage, { millivolts: voltage.getUint16(0, true), margin }));
  }
  if (!jtagClock) return;
  const clock = await given(link, ice.parameters.jtagClock);
  if (clock) emit(notice(words.jtagClock, { value: clock.getUint8(0), margin }));
}

/** A parameter; undefined if the programmer does not give it. */
function given(link: JtagMkiiLink, parameter: ice.Parameter): Promise<DataView | undefined> {
  return tolerant(link.getParameter(parameter));
}
