import { fixed } from '../../model/printed-number.ts';
import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of voltages and clocks of Atmel's boards (`stk500.c`, `stk500v2.c`). */

type Prefix = 'stk500' | 'stk500v2';

const old = (text: string): Words => ({ level: 'info', lead: 'program', text: `${text}\n` });
const since7 = (level: Words['level'], prefix: Prefix, func: string, text: string): Words => ({
  level,
  lead: 'program',
  text: `${text}\n`,
  where: `${prefix}_${func}() ${prefix}.c`,
});

/** Up to 7.x a round unit is kept in the one below. */
function frequency(hertz: number, style: 'old' | 'new'): string {
  const reaches = (limit: number) => (style === 'old' ? hertz > limit : hertz >= limit);
  if (reaches(1e6)) return `${fixed(hertz / 1e6, 3)} MHz`;
  return reaches(1e3) ? `${fixed(hertz / 1e3, 3)} kHz` : `${fixed(hertz, 3)} Hz`;
}

/** What is done with a voltage, and the end of avrdude's function's name. */
const functions = {
  'set-target-voltage': 'set_vtarget',
  'get-target-voltage': 'get_vtarget',
  'set-reference': 'set_varef',
  'get-reference': 'get_varef',
} as const;
export type VoltageOperation = keyof typeof functions;

/** The two voltages, as they are named. */
const voltages = { target: 'V[target]', reference: 'V[aref]' } as const;

interface Unobtained {
  readonly prefix: Prefix;
  readonly operation: VoltageOperation;
  readonly voltage: keyof typeof voltages;
}

export const cannotObtain = defineMessage<Unobtained>('atmel/cannot-obtain', {
  '6.4': (p) => old(`${p.prefix}_${functions[p.operation]}(): cannot obtain ${voltages[p.voltage]}`),
  '7.1': (p) => since7('error', p.prefix, functions[p.operation], `cannot obtain ${voltages[p.voltage]}`),
});

export const reducingVaref = defineMessage<{ prefix: Prefix; from: number; to: number }>(
  'atmel/reducing-varef',
  {
    '6.4': (p) =>
      old(`${p.prefix}_set_vtarget(): reducing V[aref] from ${fixed(p.from, 1)} to ${fixed(p.to, 1)}`),
    '7.1': (p) =>
      since7(
        p.prefix === 'stk500' ? 'error' : 'warning',
        p.prefix,
        'set_vtarget',
        `reducing V[aref] from ${fixed(p.from, 1)} to ${fixed(p.to, 1)}`,
      ),
    '8.2': (p) =>
      since7(
        'warning',
        p.prefix,
        'set_vtarget',
        `reducing V[aref] from ${fixed(p.from, 1)} to ${fixed(p.to, 1)}`,
      ),
  },
);

export const varefTooHigh = defineMessage<{ prefix: Prefix; target: number }>('atmel/varef-too-high', {
  '6.4': (p) =>
    old(`${p.prefix}_set_varef(): V[aref] must not be greater than V[target] = ${fixed(p.target, 1)}`),
  '7.1': (p) =>
    since7(
      'error',
      p.prefix,
      'set_varef',
      `V[aref] must not be greater than V[target] = ${fixed(p.target, 1)}`,
    ),
});

export const foscTooHigh = defineMessage<{ prefix: Prefix; hertz: number; highest: number }>(
  'atmel/fosc-too-high',
  {
    '6.4': (p) =>
      old(
        `${p.prefix}_set_fosc(): f = ${frequency(p.hertz, 'old')} too high, using ${fixed(p.highest / 1e6, 3)} MHz`,
      ),
    '7.1': (p) => tooHigh(p, 'old'),
    '8.2': (p) => tooHigh(p, 'new'),
  },
);

function tooHigh(p: { prefix: Prefix; hertz: number; highest: number }, style: 'old' | 'new'): Words {
  const text = `f = ${frequency(p.hertz, style)} too high, using ${fixed(p.highest / 1e6, 3)} MHz`;
  return since7('warning', p.prefix, 'set_fosc', text);
}

export const foscTooLow = defineMessage<{ prefix: Prefix; hertz: number; lowest: number }>(
  'atmel/fosc-too-low',
  {
    '6.4': (p) => old(`${p.prefix}_set_fosc(): f = ${p.hertz} Hz too low, ${p.lowest} Hz min`),
    '7.1': (p) => since7('warning', p.prefix, 'set_fosc', `f = ${p.hertz} Hz too low, ${p.lowest} Hz min`),
  },
);

const info = (text: string): Words => ({ level: 'info', text: `${text}\n` });

export const voltageRead = defineMessage<{ what: string; before: number }>('atmel/voltage-read', {
  '6.4': (p) => info(`${p.what} value read as ${fixed(p.before, 2)} V`),
});

export const voltageChanging = defineMessage<{ what: string; before: number; after: number }>(
  'atmel/voltage-changing',
  {
    '6.4': (p) => info(`Changing ${p.what} from ${fixed(p.before, 2)} V to ${fixed(p.after, 2)} V`),
  },
);

/** One of several reference voltages. `after` is undefined where it is only read. */
export const varefOfChannel = defineMessage<{ channel: number; before: number; after: number | undefined }>(
  'atmel/varef-of-channel',
  {
    '6.4': ({ channel, before, after }) =>
      after === undefined
        ? info(`Analog reference channel ${channel} voltage read as ${fixed(before, 2)} V`)
        : info(
            `Changing analog reference channel ${channel} voltage from ${fixed(before, 2)} V to ${fixed(after, 2)} V`,
          ),
  },
);

export const foscRead = defineMessage<{ before: number }>('atmel/fosc-read', {
  '6.4': (p) => info(`Oscillator currently set to ${frequency(p.before, 'new')}`),
});

export const foscChanging = defineMessage<{ before: number; after: number }>('atmel/fosc-changing', {
  '6.4': (p) =>
    info(`Changing oscillator frequency from ${frequency(p.before, 'new')} to ${frequency(p.after, 'new')}`),
});
