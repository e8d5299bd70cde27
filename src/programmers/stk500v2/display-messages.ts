import { fixed } from '../../model/printed-number.ts';
import { defineMessage, raw, type Words } from '../../output/words.ts';
import {
  displayLine,
  frequencyText,
  type LabelStyle,
  type Oscillator,
  oscillatorText,
  toItsStream,
} from '../atmel/display.ts';

/** What an STK500 with firmware 2.x is and how it is set, as `-v` and the terminal's `parms` show it (`stk500v2.c`). */

interface Versions {
  readonly hardware: number;
  /** Of the USB device; undefined over a serial line. */
  readonly serial: string | undefined;
  readonly major: number;
  readonly minor: number;
}

export const modelName = defineMessage<{ model: string }>('stk500v2/model-name', {
  '6.4': (p) => displayLine('Programmer Model', p.model, 'old', true),
  '8.2': (p) => displayLine('Programmer model', p.model, 'new', true),
});

/** What the programmer is. */
export const versions = defineMessage<Versions>('stk500v2/versions', {
  '6.4': (p) => oldVersions({ ...p, serial: undefined }, 'Firmware Version Master '),
  '7.1': (p) => oldVersions(p, 'Firmware Version Controller '),
  '8.2': (p) => [
    displayLine('HW version', `${p.hardware}`, 'new', true),
    ...serialLine(p.serial, 'new'),
    displayLine('FW version controller', `${p.major}.${twoDigits(p.minor)}`, 'new', true),
  ],
});

function oldVersions(p: Versions, firmwareLabel: string): readonly Words[] {
  return [
    displayLine('Hardware Version', `${p.hardware}`, 'old', true),
    ...serialLine(p.serial, 'old'),
    displayLine(firmwareLabel, `${p.major}.${twoDigits(p.minor)}`, 'old', true),
  ];
}

function serialLine(serial: string | undefined, style: LabelStyle): readonly Words[] {
  return serial ? [displayLine('Serial number', serial, style, true)] : [];
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const cards: Readonly<Record<number, string>> = {
  170: 'STK501',
  85: 'STK502',
  250: 'STK503',
  238: 'STK504',
  228: 'STK505',
  221: 'STK520',
};

/** Which card is on top of an STK500. @param card its code */
export const topcard = defineMessage<{ card: number }>('stk500v2/topcard', {
  '6.4': ({ card }) => displayLine('Topcard', cards[card] ?? 'Unknown', 'old', true),
  '8.2': ({ card }) => displayLine('Topcard', cards[card] ?? 'Unknown', 'new', true),
});

/** How the programmer is set, as far as it is to be shown. */
export interface Settings {
  /** Whether this is part of `-v`'s display and not the terminal's `parms`. */
  readonly margin: boolean;
  /** Tenths of a volt. */
  readonly vAdjust?: number;
  /** With the crystal that it divides (hertz). */
  readonly oscillator?: Oscillator & { readonly xtal: number };
  /** Microseconds; whether hundredths of them are shown where the release does so. */
  readonly sck?: { readonly period: number; readonly fine: boolean };
  /** Hertz. */
  readonly xtal?: number;
}

/** @param vTarget tenths of a volt */
export const targetVoltage = defineMessage<{ margin: boolean; vTarget: number }>('stk500v2/target-voltage', {
  '6.4': (p) => voltageLine(p, 'old'),
  '7.1': (p) => toItsStream([voltageLine(p, 'old')], p.margin),
  '8.2': (p) => toItsStream([voltageLine(p, 'new')], p.margin),
});

function voltageLine(p: { margin: boolean; vTarget: number }, style: LabelStyle): Words {
  return displayLine('Vtarget', `${fixed(p.vTarget / 10, 1)} V`, style, p.margin);
}

export const settings = defineMessage<Settings>('stk500v2/settings', {
  '6.4': (p) => oldSettings(p),
  '7.1': (p) => toItsStream(oldSettings(p), p.margin),
  '8.2': (p) => toItsStream(newSettings(p), p.margin),
});

function oldSettings(p: Settings): readonly Words[] {
  const line = (label: string, text: string) => displayLine(label, text, 'old', p.margin);
  return [
    ...(p.sck ? [line('SCK period', `${fixed(p.sck.period, p.sck.fine ? 2 : 1)} us`)] : []),
    ...(p.vAdjust === undefined ? [] : [line('Varef', `${fixed(p.vAdjust / 10, 1)} V`)]),
    ...(p.oscillator ? [line('Oscillator', oscillatorText(p.oscillator, p.oscillator.xtal, 'old'))] : []),
  ];
}

/** The oscillator's label stands there already. */
function newSettings(p: Settings): readonly Words[] {
  const line = (label: string, text: string) => displayLine(label, text, 'new', p.margin);
  return [
    ...(p.vAdjust === undefined ? [] : [line('Varef', `${fixed(p.vAdjust / 10, 1)} V`)]),
    ...(p.oscillator ? [raw('info', `${oscillatorText(p.oscillator, p.oscillator.xtal, 'new')}\n`)] : []),
    ...(p.sck ? [line('SCK period', `${fixed(p.sck.period, 1)} us`)] : []),
    ...(p.xtal === undefined ? [] : [line('XTAL frequency', frequencyText(p.xtal, 'new'))]),
  ];
}

/** 8.x begins the oscillator's line before it asks. */
export const oscillatorLabel = defineMessage<{ margin: boolean }>('stk500v2/oscillator-label', {
  '8.2': (p) => toItsStream([raw('info', 'Oscillator            : ')], p.margin),
});
