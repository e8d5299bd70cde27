import { fixed } from '../../model/printed-number.ts';
import type { Words } from '../../output/words.ts';

/** Lines in which STK500s show at `-v`, or for the terminal's `parms`, what they are and how they are set. */

/** Up to 7.x labels are 16 characters wide, later 22. */
export type LabelStyle = 'old' | 'new';

/** @param margin whether the line is part of `-v`'s display, which older releases indent */
export function displayLine(label: string, text: string, style: LabelStyle, margin: boolean): Words {
  const width = style === 'old' ? 16 : 22;
  const line: Words = { level: 'info', text: `${label.padEnd(width)}: ${text}\n` };
  return margin && style === 'old' ? { ...line, lead: 'indent' } : line;
}

/** Since 7.x the terminal's `parms` goes to standard output. */
export function toItsStream(lines: readonly Words[], margin: boolean): readonly Words[] {
  return margin ? lines : lines.map((words) => ({ ...words, stream: 'stdout' as const }));
}

/** What an STK500's clock generator is set to (AVR061, AVR068: parameters OSC_PSCALE and OSC_CMATCH). */
export interface Oscillator {
  readonly prescale: number;
  readonly compareMatch: number;
}

/** The clock generator divides by one of these. */
export const prescalers: readonly number[] = [1, 8, 32, 64, 128, 256, 1024];

/** @param xtal hertz */
export function oscillatorText(oscillator: Oscillator, xtal: number, style: LabelStyle): string {
  if (oscillator.prescale === 0) return 'Off';
  const divisor = prescalers[oscillator.prescale - 1] ?? 1;
  return frequencyText(xtal / 2 / divisor / (oscillator.compareMatch + 1), style);
}

/** Three digits behind the point, and round units in the one below (up to 7.x); or down to the hertz. */
export function frequencyText(hertz: number, style: LabelStyle): string {
  const reaches = (limit: number) => (style === 'old' ? hertz > limit : hertz >= limit);
  if (reaches(1e6)) return `${fixed(hertz / 1e6, style === 'old' ? 3 : 6)} MHz`;
  if (reaches(1e3)) return `${fixed(hertz / 1e3, 3)} kHz`;
  return `${fixed(hertz, style === 'old' ? 3 : 0)} Hz`;
}
