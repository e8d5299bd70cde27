import { defineMessage, type Words } from '../output/words.ts';

/** What avrdude says of an STK500 beyond the protocol (`stk500.c` of the three releases). */

const where = (func: string): string => `${func}() stk500.c`;

export const noEraseInstruction = defineMessage<{ part: string }>({
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

export const noFirmwareVersion = defineMessage({
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'cannot obtain SW version\n',
    where: where('stk500_initialize'),
  }),
});

export const pagelUndefined = defineMessage<{ part: string }>({
  '6.4': (p) => ({
    level: 'notice2',
    lead: 'program',
    text: `PAGEL and BS2 signals not defined in the configuration file for part ${p.part}, using dummy values\n`,
    where: where('stk500_initialize'),
  }),
});

export const initialisationFailed = defineMessage({
  '6.4': () => ({ level: 'info', lead: 'program', text: 'stk500_initialize(): failed\n' }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    text: 'failed to initialise programmer\n',
    where: where('stk500_initialize'),
  }),
});

export const bitClockIgnored = defineMessage<{ id: string }>({
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: where('stk500_open'),
  }),
});

/** A line of `-v`. The margin is the display's own. */
function line(text: string, release: 'old' | 'new', label: string): Words {
  return { level: 'info', text: `${label.padEnd(release === 'old' ? 16 : 22)}: ${text}\n`, lead: 'raw' };
}

export const versions = defineMessage<{
  margin: boolean;
  hardware: number;
  major: number;
  minor: number;
  topcard: number;
}>({
  '6.4': (p) => [
    shown(p.margin, line(`${p.hardware}`, 'old', 'Hardware Version')),
    shown(p.margin, line(`${p.major}.${p.minor}`, 'old', 'Firmware Version')),
    ...(p.topcard < 3 ? [shown(p.margin, line(topcardName(p.topcard), 'old', 'Topcard'))] : []),
  ],
  '8.2': (p) => [
    line(`${p.hardware}`, 'new', 'HW Version'),
    line(`${p.major}.${p.minor}`, 'new', 'FW Version'),
    ...(p.topcard < 3 ? [line(topcardName(p.topcard), 'new', 'Topcard')] : []),
  ],
});

/** Up to 7.x the lines of `-v` are indented by the width of the program's name. */
function shown(margin: boolean, words: Words): Words {
  return margin ? { ...words, lead: 'indent' } : words;
}

function topcardName(topcard: number): string {
  return { 1: 'STK502', 2: 'STK501' }[topcard] ?? 'Unknown';
}

/** What an STK500's parameters are; undefined where they were not asked for. */
export interface StkParameters {
  /** Whether this is part of `-v`'s display and not the terminal's `parms`. */
  readonly margin: boolean;
  /** Tenths of a volt. */
  readonly vTarget: number | undefined;
  readonly vAdjust: number | undefined;
  readonly oscillator: { readonly prescale: number; readonly compareMatch: number } | undefined;
  readonly sckDuration: number;
  /** Hertz. */
  readonly xtal: number;
}

export const parameters = defineMessage<StkParameters>({
  '6.4': (p) => parameterLines(p, 'old'),
  '7.1': (p) => onStream(p, parameterLines(p, 'old')),
  '8.2': (p) => onStream(p, parameterLines(p, 'new')),
});

/** Since 7.x the terminal's `parms` goes to standard output. */
function onStream(p: StkParameters, lines: readonly Words[]): readonly Words[] {
  return p.margin ? lines : lines.map((words) => ({ ...words, stream: 'stdout' as const }));
}

function parameterLines(p: StkParameters, release: 'old' | 'new'): readonly Words[] {
  const lines: Words[] = [];
  const add = (label: string, text: string) => lines.push(line(text, release, label));
  if (p.vTarget !== undefined) add('Vtarget', `${(p.vTarget / 10).toFixed(1)} V`);
  if (p.vAdjust !== undefined) add('Varef', `${(p.vAdjust / 10).toFixed(1)} V`);
  if (p.oscillator) add('Oscillator', oscillatorText(p.oscillator, p.xtal, release));
  const rounding = release === 'old' ? 0.05 : 0.0499;
  add('SCK period', `${((p.sckDuration * 8.0e6) / p.xtal + rounding).toFixed(1)} us`);
  if (release === 'new') add('XTAL frequency', frequencyText(p.xtal, 'as-needed'));
  return release === 'old' ? lines.map((words) => shown(p.margin, words)) : lines;
}

function oscillatorText(
  o: { readonly prescale: number; readonly compareMatch: number },
  xtal: number,
  release: 'old' | 'new',
): string {
  if (o.prescale === 0) return 'Off';
  const divisor = prescalers[o.prescale - 1] ?? 1;
  return frequencyText(xtal / 2 / divisor / (o.compareMatch + 1), release === 'old' ? 'three' : 'as-needed');
}

/** The STK500's clock divides by one of these (AVR061, parameter OSC_PSCALE). */
export const prescalers = [1, 8, 32, 64, 128, 256, 1024];

/** @param digits three behind the point (6.4, 7.1, which also keep a round unit in the one below), or down to the hertz (8.2) */
function frequencyText(hertz: number, digits: 'three' | 'as-needed'): string {
  const reaches = (limit: number) => (digits === 'three' ? hertz > limit : hertz >= limit);
  const [value, unit, decimals] = reaches(1e6)
    ? [hertz / 1e6, 'MHz', 6]
    : reaches(1e3)
      ? [hertz / 1e3, 'kHz', 3]
      : [hertz, 'Hz', 0];
  return `${value.toFixed(digits === 'three' ? 3 : decimals)} ${unit}`;
}
