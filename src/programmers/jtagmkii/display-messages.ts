import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, type Words } from '../../output/words.ts';
import { decodeJtagClock } from '../../protocols/jtagmkii/commands.ts';
import { serialNumberText, twoDigits } from '../../protocols/jtagmkii/sign-on-messages.ts';
import { displayLine, type LabelStyle, toItsStream } from '../atmel/display.ts';

/** What avrdude shows of a JTAGICE mkII and how it is set (`jtagmkII.c` of the three releases). */

/** What the programmer is; of each byte pair the first is the main controller's. */
export const versions = defineMessage<{
  hardware: readonly [number, number];
  /** Minor and major number of one, then of the other. */
  firmware: readonly [number, number, number, number];
  serialNumber: Uint8Array;
}>('jtagmkii/versions', {
  '6.4': ({ hardware: [m, s], firmware: [mMinor, mMajor, sMinor, sMajor], serialNumber }) =>
    [
      `M_MCU hardware version: ${m}`,
      `M_MCU firmware version: ${mMajor}.${twoDigits(mMinor)}`,
      `S_MCU hardware version: ${s}`,
      `S_MCU firmware version: ${sMajor}.${twoDigits(sMinor)}`,
      `Serial number:          ${serialNumberText(serialNumber)}`,
    ].map((text) => more('info', `${text}\n`)),
  '7.1': (p) => versionLines(p, 'M_MCU', 'S_MCU', 'old'),
  '8.2': (p) => versionLines(p, 'Main MCU', 'Sec. MCU', 'new'),
});

function versionLines(
  p: {
    hardware: readonly [number, number];
    firmware: readonly [number, number, number, number];
    serialNumber: Uint8Array;
  },
  main: string,
  second: string,
  style: LabelStyle,
): readonly Words[] {
  const [m, s] = p.hardware;
  const [mMinor, mMajor, sMinor, sMajor] = p.firmware;
  return [
    displayLine(`${main} HW version`, `${m}`, style, true),
    displayLine(`${main} FW version`, `${mMajor}.${twoDigits(mMinor)}`, style, true),
    displayLine(`${second} HW version`, `${s}`, style, true),
    displayLine(`${second} FW version`, `${sMajor}.${twoDigits(sMinor)}`, style, true),
    displayLine('Serial number', serialNumberText(p.serialNumber), style, true),
  ];
}

/** @param margin whether this is part of `-v`'s display and not the terminal's `parms` */
export const targetVoltage = defineMessage<{ millivolts: number; margin: boolean }>(
  'jtagmkii/target-voltage',
  {
    '6.4': (p) => voltageLine(p, 'old'),
    '7.1': (p) => toItsStream([voltageLine(p, 'old')], p.margin),
    '8.2': (p) => toItsStream([voltageLine(p, 'new')], p.margin),
  },
);

function voltageLine(p: { millivolts: number; margin: boolean }, style: LabelStyle): Words {
  return displayLine('Vtarget', `${fixed(p.millivolts / 1000, 1)} V`, style, p.margin);
}

/** Only slow clocks are shown. */
export const jtagClock = defineMessage<{ value: number; margin: boolean }>('jtagmkii/jtag-clock', {
  '6.4': (p) => clockLines(p, 'old'),
  '7.1': (p) => toItsStream(clockLines(p, 'old'), p.margin),
  '8.2': (p) => toItsStream(clockLines(p, 'new'), p.margin),
});

function clockLines(p: { value: number; margin: boolean }, style: LabelStyle): readonly Words[] {
  if (p.value <= 5) return [];
  const hertz = decodeJtagClock(p.value);
  const text = `${fixed(hertz / 1000, 1)} kHz (${fixed(1e6 / hertz, 1)} us)`;
  return [displayLine('JTAG clock', text, style, p.margin)];
}
