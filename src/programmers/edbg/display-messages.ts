import { fixed } from '../../model/printed-number.ts';
import { defineMessage, said, type Words } from '../../output/words.ts';
import { displayLine, type LabelStyle, toItsStream } from '../atmel/display.ts';

/** Lines in which a JTAGICE3 or its kin shows what it is and how it is set (`jtag3_display` and `jtag3_print_parms1` of `jtag3.c`). */

export interface Versions {
  readonly hardware: number;
  readonly firmware: readonly [major: number, minor: number];
  readonly release: number;
  readonly serial: string;
  /** Whether settings follow at once, for which 7.1 ends the line that it else leaves open. */
  readonly settingsFollow: boolean;
}

export const versions = defineMessage<Versions>('edbg/versions', {
  '6.4': (p) => [
    old(`ICE hardware version: ${p.hardware}`),
    old(`ICE firmware version: ${firmwareText(p)}`),
    old(`Serial number   : ${p.serial}`),
  ],
  '7.1': (p) => (p.settingsFollow ? versionLines(p, 'old') : leftOpen(versionLines(p, 'old'))),
  '8.2': (p) => versionLines(p, 'new'),
});

const old = (text: string): Words => ({ level: 'info', lead: 'indent', text: `${text}\n` });

function firmwareText({ firmware: [major, minor], release }: Versions): string {
  return `${major}.${String(minor).padStart(2, '0')} (rel. ${release})`;
}

function versionLines(p: Versions, style: LabelStyle): readonly Words[] {
  const line = (label: string, text: string): Words => displayLine(label, text, style, true);
  return [
    line('ICE HW version', String(p.hardware)),
    line('ICE FW version', firmwareText(p)),
    line('Serial number', p.serial),
  ];
}

function leftOpen(lines: readonly Words[]): readonly Words[] {
  return lines.map((line, i) => (i === lines.length - 1 ? { ...line, text: line.text.trimEnd() } : line));
}

/** One setting. `margin`: as among the facts of the programmer; else for the terminal's `parms`. */
export interface Setting {
  readonly label: string;
  readonly text: string;
  readonly margin: boolean;
  /** Shown where the user sees it even if the rest goes to a file. */
  readonly always?: boolean;
}

export const setting = defineMessage<Setting>('edbg/setting', {
  '6.4': (p) => oldSetting(p),
  '7.1': (p) => settingLine(p, 'old'),
  '8.2': (p) => settingLine(p, 'new'),
});

const oldLabels: Readonly<Record<string, string>> = {
  'JTAG clk prog.': 'JTAG clock megaAVR/program: ',
  'JTAG clk debug': 'JTAG clock megaAVR/debug:   ',
  'JTAG clk Xmega': 'JTAG clock Xmega: ',
  'PDI/UPDI clk': 'PDI clock Xmega : ',
};

function oldSetting({ label, text, margin }: Setting): Words {
  const shown = `${oldLabels[label] ?? `${label.padEnd(16)}: `}${text}\n`;
  return margin ? { level: 'info', lead: 'indent', text: shown } : { level: 'info', text: shown };
}

function settingLine(p: Setting, style: LabelStyle): readonly Words[] {
  return toItsStream([displayLine(p.label, p.text, style, p.margin)], p.margin || p.always === true);
}

/** The end of the settings. */
export const settingsEnd = defineMessage<{ margin: boolean }>('edbg/settings-end', {
  '7.1': (p) => toItsStream([{ level: 'info', text: '\n' }], p.margin),
});

/** A measurement is in another form than it should be. */
export const measurementInvalid = defineMessage<{ name: string }>('edbg/measurement-invalid', {
  '7.1': (p) => said('error', `invalid ${p.name} data packet format\n`, 'jtag3_print_parms1() jtag3.c'),
});

export const voltsText = (millivolts: number): string => `${fixed(millivolts / 1000, 2)} V`;
