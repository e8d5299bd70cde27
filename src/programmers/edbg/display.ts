import { latin1Text } from '../../model/encoding.ts';
import { fixed } from '../../model/printed-number.ts';
import { notice } from '../../output/events.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import type { IspScope } from '../../protocols/edbg/isp.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { EdbgConnection } from './connection.ts';
import { edbgDeeds } from './deeds.ts';
import * as words from './display-messages.ts';
import { measurements } from './measurements.ts';
import { traitsOf } from './tools.ts';

const { parameters, connections, architectures } = ice;

/** Shows hardware and firmware versions and the serial number. @param settingsFollow at once @returns whether the tool gave them */
export async function showVersions(
  { link, serial }: Pick<EdbgConnection, 'link' | 'serial'>,
  { emit, behaviour }: ProgrammerContext,
  settingsFollow = false,
): Promise<boolean> {
  const told = await tolerant(link.getParameter(parameters.versions));
  if (!told) return false;
  const fromBus = behaviour.of(edbgDeeds).serialNumber === 'of-bus' && serial ? serial : undefined;
  const shown = fromBus ?? (await serialOfTool(link));
  if (shown === undefined) return false;
  const [hardware = 0, major = 0, minor = 0, low = 0, high = 0] = told;
  emit(
    notice(words.versions, {
      hardware,
      firmware: [major, minor],
      release: low + high * 0x100,
      serial: shown,
      settingsFollow,
    }),
  );
  return true;
}

async function serialOfTool(link: EdbgLink): Promise<string | undefined> {
  const request = ice.encodeCommand(ice.scopes.info, ice.commands.getInfo, ice.infos.serialNumber);
  const answer = await tolerant(link.request('get info (serial number)', request));
  if (answer?.[1] !== ice.responses.info) return undefined;
  const text = answer.subarray(3);
  const end = text.indexOf(0);
  return latin1Text(text.subarray(0, end < 0 ? text.length : end));
}

/** Which settings there are to show. */
export interface SettingsStyle {
  /** Behind avrdude's margin, as among the facts of the programmer. */
  readonly margin: boolean;
  /** Whether the connection has a clock. */
  readonly hasClock: boolean;
}

/** Shows voltages and clocks, as far as the tool gives them. */
export async function showSettings(
  link: EdbgLink,
  context: ProgrammerContext,
  { margin, hasClock }: SettingsStyle,
): Promise<void> {
  const { emit, entry, behaviour } = context;
  const style = behaviour.of(edbgDeeds).settings;
  const show = (label: string, text: string, always = false): void =>
    emit(notice(words.setting, { label, text, margin, always }));
  const clock = async (label: string, parameter: ice.Parameter): Promise<boolean> => {
    const kilohertz = await tolerant(link.getWord(parameter));
    if (kilohertz !== undefined && (kilohertz > 0 || style === 'all-clocks')) show(label, `${kilohertz} kHz`);
    return kilohertz !== undefined;
  };
  if (style !== 'by-feature' || entry.extraFeatures & features.vtargRead) {
    const millivolts = await tolerant(link.getWord(parameters.vTarget));
    if (millivolts === undefined) return;
    show('Vtarget', words.voltsText(millivolts), true);
  }
  if (style === 'all-clocks') {
    for (const [label, parameter] of allClocks) if (!(await clock(label, parameter))) return;
    return;
  }
  const measured = async (): Promise<boolean> =>
    !traitsOf(entry).measures || (await showMeasurements(link, emit, show));
  if (style === 'clocks-last' && !(await measured())) return;
  if (hasClock && !(await showClocks(link, clock))) return;
  if (style !== 'clocks-last' && !(await measured())) return;
  emit(notice(words.settingsEnd, { margin }));
}

const allClocks: readonly (readonly [string, ice.Parameter])[] = [
  ['JTAG clk prog.', parameters.clockMegaProgramming],
  ['JTAG clk debug', parameters.clockMegaDebugging],
  ['JTAG clk Xmega', parameters.clockXmegaJtag],
  ['PDI/UPDI clk', parameters.clockPdi],
];

/** The clocks that go with how the tool is set. @returns whether the tool gave them */
async function showClocks(
  link: EdbgLink,
  clock: (label: string, parameter: ice.Parameter) => Promise<boolean>,
): Promise<boolean> {
  const connection = (await tolerant(link.getParameter(parameters.connection)))?.[0];
  if (connection === undefined) return false;
  const architecture = (await tolerant(link.getParameter(parameters.architecture)))?.[0];
  if (architecture === undefined) return false;
  if (connection === connections.pdi || connection === connections.updi)
    return clock('PDI/UPDI clk', parameters.clockPdi);
  if (connection !== connections.jtag) return true;
  if (architecture === architectures.xmega) return clock('JTAG clk Xmega', parameters.clockXmegaJtag);
  return (
    (await clock('JTAG clk prog.', parameters.clockMegaProgramming)) &&
    clock('JTAG clk debug', parameters.clockMegaDebugging)
  );
}

async function showMeasurements(
  link: EdbgLink,
  emit: ProgrammerContext['emit'],
  show: (label: string, text: string) => void,
): Promise<boolean> {
  for (const { label, parameter, name, decode, digits, unit } of measurements) {
    const told = await tolerant(link.getParameter(parameter));
    if (!told) return false;
    const value = decode(told);
    if (value === undefined) emit(notice(words.measurementInvalid, { name }));
    else show(label, `${fixed(value, digits)} ${unit}`);
  }
  return true;
}

/** Shows the clock of ISP, and what the tool is set to besides. 6.4 asks it for its voltage as if it were another. */
export async function showIspSettings(
  link: EdbgLink,
  context: ProgrammerContext,
  scope: IspScope,
  margin: boolean,
): Promise<void> {
  const { emit, behaviour } = context;
  const { settings } = behaviour.of(edbgDeeds);
  const show = (label: string, text: string): void =>
    emit(notice(words.setting, { label, text, margin, always: false }));
  if (settings === 'all-clocks') {
    const millivolts = await tolerant(link.getWord(parameters.vTarget));
    show('Vtarget', `${fixed((millivolts ?? 0) / 1000, 1)} V`);
  }
  const kilohertz = await tolerant(scope.getClock());
  if (kilohertz !== undefined)
    show('SCK period', `${fixed(1000 / kilohertz, settings === 'by-feature' ? 1 : 2)} us`);
  if (settings !== 'all-clocks') await showSettings(link, context, { margin, hasClock: true });
}
