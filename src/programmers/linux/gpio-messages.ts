import { defineMessage, more, raw, said } from '../../output/words.ts';

/** What avrdude says of the lines of GPIO chips (`linuxgpio.c`): from 8.x on by libgpiod, else by `/sys/class/gpio`. */

const inSource = (name: string): string => `${name}() linuxgpio.c`;

interface Reason {
  readonly reason: string;
}

/** The first chip is not there for libgpiod. */
export const chipNotWorking = defineMessage<Reason & { file: string }>('linuxgpio/chip-not-working', {
  '8.2': ({ file, reason }) => raw('info', `failed to open gpiod chip ${file}: ${reason}\n`),
});

export const interfaceChosen = defineMessage<{ which: 'chip' | 'sysfs' }>('linuxgpio/interface-chosen', {
  '8.2': ({ which }) =>
    raw(
      'notice',
      which === 'chip' ? 'using libgpiod for linuxgpio\n' : 'falling back to sysfs for linuxgpio\n',
    ),
});

export const bitClockIgnored = defineMessage<{ id: string }>('linuxgpio/bit-clock-ignored', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed; ignoring -B\n`,
      inSource('linuxgpio_libgpiod_open'),
    ),
});

/** A line of a chip, by its number there, is not there or cannot be had. */
export const lineRefused = defineMessage<Reason & { step: 'open' | 'request'; chip: string; line: number }>(
  'linuxgpio/line-refused',
  {
    '6.4': ({ line, reason }) => raw('info', `Can't export GPIO ${line}, already exported/busy?: ${reason}`),
    '7.1': ({ line, reason }) =>
      said(
        'ext-error',
        `cannot export GPIO ${line}, already exported/busy?: ${reason}`,
        inSource('linuxgpio_open'),
      ),
    '8.2': ({ step, chip, line, reason }) =>
      raw('error', `failed to ${step} ${chip} line ${line}: ${reason}\n`),
  },
);

/** @param unopened whether that is because the file for it does not open: what 6.4 said of that changes the reason that it sees */
export const exportRefused = defineMessage<Reason & { line: number; unopened: boolean }>(
  'linuxgpio/export-refused',
  {
    '6.4': ({ line, reason, unopened }) =>
      raw(
        'info',
        `Can't export GPIO ${line}, already exported/busy?: ${unopened ? 'Invalid argument' : reason}`,
      ),
    '7.1': ({ line, reason }) =>
      said(
        'ext-error',
        `cannot export GPIO ${line}, already exported/busy?: ${reason}`,
        inSource('linuxgpio_open'),
      ),
    '8.2': ({ line, reason }) =>
      said(
        'ext-error',
        `cannot export GPIO ${line}, already exported/busy?: ${reason}`,
        inSource('linuxgpio_sysfs_open'),
      ),
  },
);

type Attribute = 'export' | 'unexport' | 'dir';
/** A file of `/sys/class/gpio` does not open. */
export const attributeClosed = defineMessage<Reason & { file: string; attribute: Attribute }>(
  'linuxgpio/attribute-closed',
  {
    '6.4': ({ file, attribute, reason }) =>
      raw('info', `Can't open ${attribute === 'dir' ? 'gpioX/direction' : file}: ${reason}\n`),
    '7.1': ({ file, attribute, reason }) =>
      said('ext-error', `cannot open ${file}: ${reason}\n`, inSource(`linuxgpio_${attribute}`)),
    '8.2': ({ file, attribute, reason }) =>
      said('ext-error', `cannot open ${file}: ${reason}\n`, inSource(`linuxgpio_sysfs_${attribute}`)),
  },
);

/** How often it took to set a line's direction. */
export const retried = defineMessage<{ times: number; direction: 'in' | 'out' }>('linuxgpio/retried', {
  '7.1': (p) => said('notice2', retries(p, 'linuxgpio_dir')),
  '8.2': (p) => said('notice2', retries(p, 'linuxgpio_sysfs_dir')),
});

function retries({ times, direction }: { times: number; direction: string }, by: string): string {
  return `needed ${times} retr${times > 1 ? 'ies' : 'y'} for ${by}_${direction}(<unknown>)\n`;
}

/** Where the numbers of the pins, which follow, belong. */
export const assignment = defineMessage<{ which: 'chip' | 'sysfs' }>('linuxgpio/assignment', {
  '6.4': () => more('info', 'Pin assignment  : /sys/class/gpio/gpio{n}\n'),
  '8.2': ({ which }) =>
    raw('info', `Pin assignment        : ${which === 'chip' ? 'libgpiod' : '/sys/class/gpio/gpio{n}'}\n`),
});
