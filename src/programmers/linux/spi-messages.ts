import { defineMessage, type MessageDefinition, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of Linux's SPI controllers (`linuxspi.c`). */

/** @param old as 6.4 says it behind its name @param since as later releases do */
function failure<Facts>(
  name: string,
  func: string,
  old: (facts: Facts) => string,
  since: (facts: Facts) => string,
  level: Words['level'] = 'ext-error',
): MessageDefinition<Facts> {
  return defineMessage<Facts>(name, {
    '6.4': (facts) => said('info', `${old(facts)}\n`),
    '7.1': (facts) => said(level, `${since(facts)}\n`, `${func}() linuxspi.c`),
  });
}

const portForm = 'port specification, please use the format /dev/spidev:/dev/gpiochip[:resetno]';
export const portUnknown = failure<void>(
  'linuxspi/port-unknown',
  'linuxspi_open',
  () => `error: Unknown ${portForm}`,
  () => `unknown ${portForm}`,
  'error',
);

/** The number of RESET's line, which 7.1 takes for 0 then. */
export const resetUnclear = defineMessage<{ text: string; reason: string }>('linuxspi/reset-unclear', {
  '6.4': ({ text, reason }) => said('info', `error: pin number ${text}: ${reason}\n`),
  '7.1': ({ text, reason }) => said('error', `pin number ${text}: ${reason}\n`, 'linuxspi_open() linuxspi.c'),
  '8.2': ({ text, reason }) => said('error', `pin number ${text}: ${reason}`, 'linuxspi_open() linuxspi.c'),
});

export const opening = defineMessage<{ controller: string; chip: string; line: number }>('linuxspi/opening', {
  '8.2': (p) => said('notice', `opening ${p.controller}:${p.chip}:${p.line}\n`),
});

interface Refused {
  readonly file: string;
  readonly reason: string;
}

export const controllerClosed = failure<Refused>(
  'linuxspi/controller-closed',
  'linuxspi_open',
  ({ file, reason }) => `error: Unable to open the spidev device ${file}: ${reason}`,
  ({ file, reason }) => `unable to open the spidev device ${file}: ${reason}`,
);

export const chipClosed = failure<Refused>(
  'linuxspi/chip-closed',
  'linuxspi_open',
  ({ file, reason }) => `error: Unable to open the gpiochip ${file}: ${reason}`,
  ({ file, reason }) => `unable to open the gpiochip ${file}: ${reason}`,
);

const hex = (mode: number): string => mode.toString(16).toUpperCase().padStart(2, '0');
export const modeRefused = failure<Refused & { mode: number }>(
  'linuxspi/mode-refused',
  'linuxspi_open',
  ({ file, mode, reason }) => `error: Unable to set SPI mode ${hex(mode)} on ${file}: ${reason}`,
  ({ file, mode, reason }) => `unable to set SPI mode ${hex(mode)} on ${file}: ${reason}`,
);

/** The controller cannot leave its chip select line alone. */
export const tryWithoutNoCs = failure<void>(
  'linuxspi/try-without-no-cs',
  'linuxspi_open',
  () => 'error: try -x disable_no_cs',
  () => 'try -x disable_no_cs',
  'error',
);

export const lineRefused = failure<{ line: number; reason: string }>(
  'linuxspi/line-refused',
  'linuxspi_open',
  ({ line, reason }) => `error: Unable to get GPIO line ${line}. ${reason}`,
  ({ line, reason }) => `unable to get GPIO line ${line}. ${reason}`,
);

export const baudRateObsolete = defineMessage('linuxspi/baud-rate-obsolete', {
  '6.4': () => said('info', 'obsolete use of -b <clock> option for bit clock; use -B <clock>\n'),
  '7.1': () =>
    said(
      'warning',
      'obsolete use of -b <clock> option for bit clock; use -B <clock>\n',
      'linuxspi_open() linuxspi.c',
    ),
});

export const clockDefaulted = defineMessage('linuxspi/clock-defaulted', {
  '6.4': () => said('notice', 'defaulting bit clock to 200 kHz\n'),
});

export const lineFailed = failure<{ line: number; reason: string }>(
  'linuxspi/line-failed',
  'linuxspi_reset_mcu',
  ({ line, reason }) => `error: Unable to set GPIO line ${line} value: ${reason}`,
  ({ line, reason }) => `unable to set GPIO line ${line} value: ${reason}`,
);

/** It may come in the middle of a bar. */
export const messageFailed = defineMessage<{ reason: string }>('linuxspi/message-failed', {
  '6.4': ({ reason }) => [raw('info', '\n'), said('info', `error: Unable to send SPI message: ${reason}\n`)],
  '7.1': ({ reason }) => [
    raw('error', '\n'),
    said('error', `unable to send SPI message${reason}\n`, 'linuxspi_spi_duplex() linuxspi.c'),
  ],
});

export const noTpi = failure<void>(
  'linuxspi/no-tpi',
  'linuxspi_initialize',
  () => 'error: Programmer linuxspi does not support TPI',
  () => 'programmer linuxspi does not support TPI',
  'error',
);

export const notResponding = failure<void>(
  'linuxspi/not-responding',
  'linuxspi_initialize',
  () => 'error: AVR device not responding',
  () => 'AVR device not responding',
  'error',
);

const lacking = (meaning: string, func: string): MessageDefinition<{ part: string }> =>
  failure<{ part: string }>(
    `linuxspi/no-${meaning.replace(' ', '-')}`,
    func,
    ({ part }) => `error: ${meaning} instruction not defined for part "${part}"`,
    ({ part }) => `${meaning} instruction not defined for part ${part}`,
    'error',
  );
export const noEnableInstruction = lacking('program enable', 'linuxspi_program_enable');
export const noEraseInstruction = lacking('chip erase', 'linuxspi_chip_erase');
