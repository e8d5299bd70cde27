import {
  type ConnectionType,
  type PinName,
  type ProgrammerEntry,
  pinNames,
} from '../model/programmer-entry.ts';
import type { ProgrammerDraft } from './draft.ts';
import { programmerNumbers, programmerStrings } from './fields.ts';
import { numberOf, stringOf } from './memory-settings.ts';
import type { ProblemText, Report } from './problem.ts';
import { type MissingModes, progModesOf } from './prog-modes.ts';
import type { Setting, Value } from './syntax.ts';
import { modesOfType } from './type-facts.ts';

const connections: readonly ConnectionType[] = ['parallel', 'serial', 'usb', 'spi', 'linuxgpio'];

function connectionOf(value: Value | undefined): ConnectionType | undefined {
  return connections.find((connection) => connection === value);
}

/** Spellings of two pins that other releases use. */
const pinSpellings: Readonly<Record<string, PinName>> = {
  mosi: 'sdo',
  pico: 'sdo',
  miso: 'sdi',
  poci: 'sdi',
};

function pinOf(name: string): PinName | undefined {
  return pinSpellings[name] ?? pinNames.find((pin) => pin === name);
}

/** The highest pin number, as releases on systems with libgpiod have it. */
const highestPin = 1000;

/** Without libgpiod it was 400. */
const pinOutside: ProblemText = {
  '6.4': 'pin must be in the range 0-400',
  '7.1': 'pin must be in the range 0-400',
  '8.2': `pin must be in the range 0-${highestPin}`,
};

/** Carries out the assignments of a programmer block. */
export function applyProgrammer(draft: ProgrammerDraft, settings: readonly Setting[], report: Report): void {
  for (const setting of settings) if (setting.kind === 'value') applyValue(draft, setting, report);
}

function applyValue(draft: ProgrammerDraft, setting: Setting & { kind: 'value' }, report: Report): void {
  const { name, values, line } = setting;
  const pin = pinOf(name);
  if (pin) {
    const numbers = values.map(Number);
    const outside = numbers.some((number) => (number < 0 ? ~number : number) > highestPin);
    if (outside) report('error', pinOutside, line);
    draft.pins[pin] = {
      pins: numbers.filter((number) => number >= 0),
      inverted: numbers.filter((number) => number < 0).map((number) => ~number),
    };
    return;
  }
  const text = programmerStrings[name];
  if (text) {
    draft[text] = stringOf(setting, 'PROGRAMMER', report) ?? draft[text];
    return;
  }
  switch (name) {
    case 'id':
      draft.ids.push(...values.map(String));
      return;
    case 'type':
      draft.type = String(values[0]);
      return;
    case 'connection_type': {
      draft.connectionType = connectionOf(values[0]) ?? draft.connectionType;
      return;
    }
    case 'usbpid':
      draft.usbpid = values.map(Number);
      return;
    case 'hvupdi_support':
      draft.hvupdiSupport = values.map(Number);
      return;
    default:
      applyNumber(draft, setting, report);
  }
}

function applyNumber(draft: ProgrammerDraft, setting: Setting & { kind: 'value' }, report: Report): void {
  const value = numberOf(setting, 'PROGRAMMER', report);
  if (value === undefined) return;
  const rule = programmerNumbers[setting.name];
  if (rule) draft[rule.field] = value;
  else if (setting.name === 'prog_modes') draft.modeMask = value;
  else if (setting.name === 'is_serialadapter') draft.isSerialAdapter = value !== 0;
}

/** @returns the finished programmer; the block has been found to have an id */
export function finishProgrammer(
  { modeMask, ids, ...rest }: ProgrammerDraft,
  missingModes: MissingModes,
): ProgrammerEntry {
  const [first = '', ...others] = ids;
  const entry = { ...rest, ids: [first, ...others] as const };
  if (modeMask !== 0 || missingModes === 'none') return { ...entry, progModes: progModesOf(modeMask) };
  const progModes = modesOfType(rest.type);
  return missingModes === 'inferred' ? { ...entry, progModes } : { ...entry, progModes, statedModes: [] };
}
