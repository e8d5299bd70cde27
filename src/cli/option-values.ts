import { scanFloat, scanInt } from '../model/c-number.ts';
import { readIntegerItem } from '../model/integer-item.ts';
import { type Event, notice } from '../output/events.ts';
import { defineMessage, raw, said, type Words } from '../output/words.ts';
import type { OptionTable } from '../releases/option-table.ts';

/** A number, or what is to be said about an argument that is none. */
export type ParsedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly said: readonly Event[] };

/** Reads the argument of `-b`: bits per second. */
export function parseBaudRate(text: string, table: OptionTable): ParsedNumber {
  if (table.numbers === 'data-item') {
    const parsed = readIntegerItem(text, 'int32');
    return parsed.ok ? parsed : refused(notice(invalidBaudRate, { text, reason: parsed.error }));
  }
  const { value, end } = scanInt(text);
  return end > 0 && end === text.length
    ? { ok: true, value }
    : refused(notice(invalidBaudRate, { text, reason: '' }));
}

/** Reads the argument of `-i`: microseconds, never 0. */
export function parseIspDelay(text: string, table: OptionTable): ParsedNumber {
  if (table.numbers === 'data-item') {
    const parsed = readIntegerItem(text, 'int32');
    if (parsed.ok && parsed.value !== 0) return parsed;
    return refused(notice(invalidDelay, { text, reason: parsed.ok ? '' : parsed.error }));
  }
  const { value, end } = scanInt(text, 10);
  return end === text.length && value !== 0
    ? { ok: true, value }
    : refused(notice(invalidDelay, { text, reason: '' }));
}

/** Reads the argument of `-B`: the period of a bit in microseconds, or its frequency with a unit (`125kHz`). */
export function parseBitClock(text: string, table: OptionTable): ParsedNumber {
  return table.numbers === 'data-item' ? bitClockWithUnit(text) : bitClockWithSuffix(text);
}

function bitClockWithUnit(text: string): ParsedNumber {
  const { value, end } = scanFloat(text);
  const rest = text.slice(end);
  if (end === 0 || value <= 0) return refused(notice(invalidPeriod, { text }));
  const unit = rest.replace(/^[ \t\n\v\f\r]*/, '');
  const scale = unitScale(unit.toLowerCase());
  if (scale === undefined) return refused(notice(invalidUnit, { unit }));
  return { ok: true, value: scale === 'period' ? value : scale / value };
}

/** Microseconds in the period of one unit of frequency. */
function unitScale(unit: string): number | 'period' | undefined {
  switch (unit) {
    case '':
    case 'us':
      return 'period';
    case 'm':
    case 'mhz':
      return 1;
    case 'k':
    case 'khz':
      return 1e3;
    case 'hz':
      return 1e6;
    default:
      return undefined;
  }
}

function bitClockWithSuffix(text: string): ParsedNumber {
  const { value, end } = scanFloat(text);
  const rest = text.slice(end);
  const scale = rest === '' ? 'period' : suffixScale(rest);
  const period = scale === 'period' ? value : scale === undefined ? 0 : scale / value;
  const complaints = [];
  if (rest !== '' && period === 0) complaints.push(notice(invalidUnit, { unit: rest }));
  if (end > 0 && period !== 0) return { ok: true, value: period };
  return { ok: false, said: [...complaints, notice(invalidPeriod, { text })] };
}

/** `Hz`, `kHz` and `MHz` with either `h`; `k` must be small and there are no millihertz. */
function suffixScale(suffix: string): number | undefined {
  if (/^[hH]z$/.test(suffix)) return 1e6;
  if (/^k[hH]z$/.test(suffix)) return 1e3;
  return /^[mM][hH]z$/.test(suffix) ? 1 : undefined;
}

const refused = (complaint: Event): ParsedNumber => ({ ok: false, said: [complaint] });
const error = (text: string): Words => said('error', text, 'main() main.c');

const invalidBaudRate = defineMessage<{ text: string; reason: string }>('cli/invalid-baud-rate', {
  '6.4': ({ text }) => said('info', `invalid baud rate specified '${text}'\n`),
  '7.1': ({ text }) => error(`invalid baud rate specified '${text}'\n`),
  '8.2': ({ text, reason }) => error(`invalid baud rate ${text} specified: ${reason}\n`),
});

const invalidDelay = defineMessage<{ text: string; reason: string }>('cli/invalid-delay', {
  '6.4': ({ text }) => said('info', `invalid isp clock delay specified '${text}'\n`),
  '7.1': ({ text }) => error(`invalid isp clock delay specified '${text}'\n`),
  '8.2': ({ text, reason }) => [
    error(`invalid isp clock delay ${text} specified`),
    raw('error', reason === '' ? '\n' : `: ${reason}\n`),
  ],
});

const invalidUnit = defineMessage<{ unit: string }>('cli/invalid-unit', {
  '6.4': ({ unit }) => said('info', `invalid bit clock unit of measure '${unit}'\n`),
  '7.1': ({ unit }) => error(`invalid bit clock unit of measure '${unit}'\n`),
  '8.2': ({ unit }) => error(`invalid bit clock unit ${unit}\n`),
});

const invalidPeriod = defineMessage<{ text: string }>('cli/invalid-period', {
  '6.4': ({ text }) => said('info', `invalid bit clock period specified '${text}'\n`),
  '7.1': ({ text }) => error(`invalid bit clock period specified '${text}'\n`),
  '8.2': ({ text }) => error(`invalid bit clock period ${text}\n`),
});
