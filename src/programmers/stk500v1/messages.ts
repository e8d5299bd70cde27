import { fixed } from '../../model/printed-number.ts';
import { defineMessage, type Words } from '../../output/words.ts';
import {
  displayLine,
  frequencyText,
  type LabelStyle,
  type Oscillator,
  oscillatorText,
  toItsStream,
} from '../atmel/display.ts';

/** What avrdude says of an STK500 beyond the protocol (`stk500.c` of the three releases). */

const where = (func: string): string => `${func}() stk500.c`;

export const noEraseInstruction = defineMessage<{ part: string }>('stk500v1/no-erase-instruction', {
  '6.4': (p) => ({
    level: 'info',
    text: `chip erase instruction not defined for part "${p.part}"\n`,
  }),
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: `chip erase instruction not defined for part ${p.part}\n`,
    where: where('stk500_chip_erase'),
  }),
});

export const noFirmwareVersion = defineMessage('stk500v1/no-firmware-version', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'cannot obtain SW version\n',
    where: where('stk500_initialize'),
  }),
});

export const pagelUndefined = defineMessage<{ part: string }>('stk500v1/pagel-undefined', {
  '6.4': (p) => ({
    level: 'notice2',
    lead: 'program',
    text: `PAGEL and BS2 signals not defined in the configuration file for part ${p.part}, using dummy values\n`,
    where: where('stk500_initialize'),
  }),
});

export const initialisationFailed = defineMessage('stk500v1/initialisation-failed', {
  '6.4': () => ({ level: 'info', lead: 'program', text: 'stk500_initialize(): failed\n' }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    text: 'failed to initialise programmer\n',
    where: where('stk500_initialize'),
  }),
});

/** Seconds. */
export const sckPeriodLimited = defineMessage<{ how: 'small' | 'large'; asked: number; used: number }>(
  'stk500v1/sck-period-limited',
  {
    '6.4': (p) => ({
      level: 'info',
      lead: 'program',
      text: `stk500_set_sck_period(): p = ${fixed(p.asked / 1e-6, 1)} us too ${p.how}, using ${fixed(p.used / 1e-6, 1)} us\n`,
    }),
    '7.1': (p) => ({
      level: 'warning',
      lead: 'program',
      text: `p = ${fixed(p.asked / 1e-6, 1)} us too ${p.how}, using ${fixed(p.used / 1e-6, 1)} us\n`,
      where: where('stk500_set_sck_period'),
    }),
  },
);

export const versions = defineMessage<{
  hardware: number;
  major: number;
  minor: number;
  topcard: number;
}>('stk500v1/versions', {
  '6.4': (p) => [
    displayLine('Hardware Version', `${p.hardware}`, 'old', true),
    displayLine('Firmware Version', `${p.major}.${p.minor}`, 'old', true),
    ...topcardLine(p.topcard, 'old'),
  ],
  '8.2': (p) => [
    displayLine('HW Version', `${p.hardware}`, 'new', true),
    displayLine('FW Version', `${p.major}.${p.minor}`, 'new', true),
    ...topcardLine(p.topcard, 'new'),
  ],
});

function topcardLine(topcard: number, style: LabelStyle): readonly Words[] {
  if (topcard >= 3) return [];
  const name = { 1: 'STK502', 2: 'STK501' }[topcard] ?? 'Unknown';
  return [displayLine('Topcard', name, style, true)];
}

/** What an STK500's parameters are, those that are to be shown. */
export interface StkParameters {
  /** Whether this is part of `-v`'s display and not the terminal's `parms`. */
  readonly margin: boolean;
  /** Tenths of a volt. */
  readonly vTarget?: number;
  readonly vAdjust?: number;
  readonly oscillator?: Oscillator;
  readonly sckDuration?: number;
  /** Hertz. */
  readonly xtal: number;
}

export const parameters = defineMessage<StkParameters>('stk500v1/parameters', {
  '6.4': (p) => parameterLines(p, 'old'),
  '7.1': (p) => toItsStream(parameterLines(p, 'old'), p.margin),
  '8.2': (p) => toItsStream(parameterLines(p, 'new'), p.margin),
});

function parameterLines(p: StkParameters, style: LabelStyle): readonly Words[] {
  const lines: Words[] = [];
  const add = (label: string, text: string) => lines.push(displayLine(label, text, style, p.margin));
  if (p.vTarget !== undefined) add('Vtarget', `${fixed(p.vTarget / 10, 1)} V`);
  if (p.vAdjust !== undefined) add('Varef', `${fixed(p.vAdjust / 10, 1)} V`);
  if (p.oscillator) add('Oscillator', oscillatorText(p.oscillator, p.xtal, style));
  if (p.sckDuration === undefined) return lines;
  const rounding = style === 'old' ? 0.05 : 0.0499;
  add('SCK period', `${fixed((p.sckDuration * 8.0e6) / p.xtal + rounding, 1)} us`);
  if (style === 'new') add('XTAL frequency', frequencyText(p.xtal, style));
  return lines;
}

export const sckDurationNotSet = defineMessage('stk500v1/sck-duration-not-set', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'cannot set Parm_STK_SCK_DURATION\n',
    where: where('stk500_set_sck_period'),
  }),
});

export const sckDurationNotRead = defineMessage('stk500v1/sck-duration-not-read', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'cannot obtain Parm_STK_SCK_DURATION\n',
    where: where('stk500_get_sck_period'),
  }),
});
