import { defineMessage, type MessageDefinition, type Words } from '../../output/words.ts';

/** What avrdude says of wrong `-x` parameters of a Bus Pirate. */

function wrong(
  name: string,
  old: readonly string[],
  first: string,
  more: string | undefined,
  since82: string,
): MessageDefinition<void> {
  const error = (text: string): Words => ({
    level: 'error',
    lead: 'program',
    text: `${text}\n`,
    where: 'buspirate_parseextparms() buspirate.c',
  });
  return defineMessage(name, {
    '6.4': () => old.map((text): Words => ({ level: 'info', text: `BusPirate: ${text}\n` })),
    '7.1': () => [
      error(first),
      ...(more ? [{ level: 'error', lead: 'indent', text: `${more}\n` } as const] : []),
    ],
    '8.2': () => error(since82),
  });
}

const manual = 'see BusPirate manual for details';

export const spifreq = wrong(
  'buspirate/spifreq',
  ['spifreq must be between 0 and 7.', `${manual}.`],
  'spifreq must be between 0 and 7',
  manual,
  `spifreq must be between 0 and 7; ${manual}`,
);
export const rawfreq = wrong(
  'buspirate/rawfreq',
  ['rawfreq must be between 0 and 3.'],
  'rawfreq must be between 0 and 3',
  undefined,
  'rawfreq must be between 0 and 3',
);
export const oneFrequency = wrong(
  'buspirate/one-frequency',
  ['set either spifreq or rawfreq'],
  'set either spifreq or rawfreq',
  undefined,
  'set either spifreq or rawfreq',
);
export const cpufreq = wrong(
  'buspirate/cpufreq',
  ['cpufreq must be between 125 and 4000 kHz.', `${manual}.`],
  'cpufreq must be between 125 and 4000 kHz',
  manual,
  `cpufreq must be between 125 and 4000 kHz; ${manual}`,
);
export const reset = wrong(
  'buspirate/reset',
  ['reset must be either CS or AUX.'],
  'reset must be either CS or AUX',
  undefined,
  '-x reset= value must be either CS, AUX or AUX2',
);
export const timeout = wrong(
  'buspirate/timeout',
  ['serial_recv_timeout must be greater 0.'],
  'serial_recv_timeout must be greater 0',
  undefined,
  'serial_recv_timeout must be greater 0',
);
