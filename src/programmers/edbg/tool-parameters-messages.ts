import { fixed } from '../../model/printed-number.ts';
import { defineMessage, raw, said, type Words } from '../../output/words.ts';

/** What avrdude 8.2 says while it does what `-x` asks of a JTAGICE3 or its kin (`jtag3.c`, `stk500v2.c`). */

export type Source = 'jtag3' | 'stk500v2';

const places: Readonly<Record<Source, string>> = {
  jtag3: 'jtag3_initialize() jtag3.c',
  stk500v2: 'stk500v2_jtag3_initialize() stk500v2.c',
};
const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;
const info = (text: string): Words => raw('info', `${text}\n`);

export const sufferRead = defineMessage<{ value: number }>('edbg/suffer-read', {
  '6.4': (p) => info(`SUFFER register value read as ${hex(p.value)}`),
});

export const sufferChanged = defineMessage<{ before: number; after: number }>('edbg/suffer-changed', {
  '6.4': (p) => info(`SUFFER register value changed from ${hex(p.before)} to ${hex(p.after)}`),
});

export const powerRead = defineMessage<{ value: number; source: Source }>('edbg/power-read', {
  '6.4': (p) =>
    told(
      p.source,
      `Vtarg switch setting read as ${p.value}: target power is switched ${p.value ? 'on' : 'off'}`,
    ),
});

export interface PowerChange {
  readonly before: number;
  readonly after: number;
  readonly source: Source;
}

export const powerChanged = defineMessage<PowerChange>('edbg/power-changed', {
  '6.4': (p) => told(p.source, `Vtarg switch setting changed from ${p.before} to ${p.after}`),
});

/** One of the sources puts where it is said in front. */
function told(source: Source, text: string): Words {
  return source === 'jtag3' ? info(text) : said('info', `${text}\n`, places[source]);
}

export const powerIsOff = defineMessage<{ source: Source }>('edbg/power-is-off', {
  '6.4': (p) =>
    said('info', 'turn on the Vtarg switch to establish connection with the target\n\n', places[p.source]),
});

const volts = (value: number, source: Source): string =>
  `${fixed(value, 2)}${source === 'jtag3' ? 'V' : ' V'}`;

export const voltageRead = defineMessage<{ volts: number; source: Source }>('edbg/voltage-read', {
  '6.4': (p) => info(`Target voltage value read as ${volts(p.volts, p.source)}`),
});

export const voltageChanged = defineMessage<{ before: number; after: number; source: Source }>(
  'edbg/voltage-changed',
  {
    '6.4': (p) => {
      const before = p.source === 'jtag3' ? fixed(p.before, 2) : volts(p.before, p.source);
      return info(`Changing target voltage from ${before} to ${volts(p.after, p.source)}`);
    },
  },
);

export const voltageRefused = defineMessage<{ volts: number; source: Source }>('edbg/voltage-refused', {
  '6.4': (p) => raw('warning', `Cannot set target voltage ${volts(p.volts, p.source)}\n`),
});
