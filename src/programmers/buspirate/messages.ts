import { defineMessage } from '../../output/words.ts';
import { failure, led, raw, remark, since7 } from './base-messages.ts';

/** What avrdude says of a Bus Pirate (`buspirate.c` of the three releases). */

export const tryingBinary = remark(
  'buspirate/trying-binary',
  ['info', 'Attempting to initiate BusPirate binary mode...'],
  ['info', 'attempting to initiate BusPirate binary mode ...'],
);
export const tryingAscii = remark(
  'buspirate/trying-ascii',
  ['info', 'Attempting to initiate BusPirate ASCII mode...'],
  ['info', 'attempting to initiate BusPirate ASCII mode ...'],
);
export const fallingBack = defineMessage('buspirate/falling-back', {
  '6.4': () => led('Failed to start binary mode, falling back to ASCII...'),
  '7.1': () => since7('info', 'buspirate_enable', 'unable to start binary mode, falling back to ASCII ...'),
});
export const usingAscii = remark(
  'buspirate/using-ascii',
  ['info', 'BusPirate: using ASCII mode'],
  ['info', 'using ASCII mode'],
);
export const configuredForSpi = remark(
  'buspirate/configured-for-spi',
  ['info', 'BusPirate is now configured for SPI'],
  ['info', 'BusPirate is now configured for SPI'],
);
export const backInText = remark(
  'buspirate/back-in-text',
  ['notice', 'BusPirate is back in the text mode'],
  ['notice', 'BusPirate is back in text mode'],
  ['notice2', 'BusPirate is back in text mode'],
);
export const settingUpPwm = remark(
  'buspirate/setting-up-pwm',
  ['notice', 'Setting up PWM for cpufreq'],
  ['notice', 'setting up PWM for cpufreq'],
  ['notice2', 'setting up PWM for cpufreq'],
);
export const noAvrExtended = remark(
  'buspirate/no-avr-extended',
  ['notice', 'AVR Extended Commands not found.'],
  ['notice', 'AVR Extended Commands not found'],
  ['notice2', 'AVR Extended Commands not found'],
);

export const binaryVersion = defineMessage<{ version: number }>('buspirate/binary-version', {
  '6.4': (p) => raw('notice', `BusPirate binmode version: ${p.version}`),
  '8.2': (p) => raw('notice2', `BusPirate binmode version: ${p.version}`),
});
export const submodeVersion = defineMessage<{ name: string; version: number }>('buspirate/submode-version', {
  '6.4': (p) => raw('notice', `BusPirate ${p.name} version: ${p.version}`),
  '8.2': (p) => raw('notice2', `BusPirate ${p.name} version: ${p.version}`),
});
export const avrExtended = defineMessage<{ version: number }>('buspirate/avr-extended', {
  '6.4': (p) => raw('notice', `AVR Extended Commands version ${p.version}`),
  '8.2': (p) => raw('notice2', `AVR Extended Commands version ${p.version}`),
});

export const binaryNotConfirmed = defineMessage<{ answer: string }>('buspirate/binary-not-confirmed', {
  '6.4': (p) => raw('info', `Binary mode not confirmed: '${p.answer}'`),
  '7.1': (p) => since7('error', 'buspirate_start_mode_bin', `binary mode not confirmed: '${p.answer}'`),
  '8.2': (p) => since7('error', 'buspirate_start_mode_bin', `binary mode not confirmed: ${p.answer}`),
});
export const submodeNotConfirmed = defineMessage<{ name: string; answer: string }>(
  'buspirate/submode-not-confirmed',
  {
    '6.4': (p) => raw('info', `${p.name} mode not confirmed: '${p.answer}'`),
    '7.1': (p) => since7('error', 'buspirate_start_mode_bin', `${p.name} mode not confirmed: '${p.answer}'`),
    '8.2': (p) => since7('error', 'buspirate_start_mode_bin', `${p.name} mode not confirmed: ${p.answer}`),
  },
);

export const pwmFailed = failure(
  'buspirate/pwm-failed',
  'buspirate_start_mode_bin',
  raw('info', 'cpufreq (PWM) setup failed'),
  'cpufreq (PWM) setup failed',
);
export const pwmNotStopped = failure(
  'buspirate/pwm-not-stopped',
  'buspirate_reset_from_binmode',
  led('warning: did not get a response to stop PWM command.'),
  'did not get a response to stop PWM command',
);
export const pwmNotStarted = failure(
  'buspirate/pwm-not-started',
  'buspirate_powerup',
  led('warning: did not get a response to start PWM command.'),
  'did not get a response to start PWM command',
);
export const powerOffUnanswered = failure(
  'buspirate/power-off-unanswered',
  'buspirate_reset_from_binmode',
  led('warning: did not get a response to power off command.'),
  'did not get a response to power off command',
);
export const resetFailed = failure(
  'buspirate/reset-failed',
  'buspirate_reset_from_binmode',
  raw('info', 'BusPirate reset failed. You may need to powercycle it.'),
  'reset failed; you may need to powercycle it',
);
export const notResponding = failure(
  'buspirate/not-responding',
  'buspirate_readline',
  led('buspirate_readline(): programmer is not responding'),
  'programmer is not responding',
);
export const fatalNotResponding = failure(
  'buspirate/fatal-not-responding',
  'buspirate_enable',
  led('Fatal: Programmer is not responding.'),
  'programmer is not responding',
);
export const asciiFailed = failure(
  'buspirate/ascii-failed',
  'buspirate_enable',
  led('Failed to start ascii SPI mode'),
  'unable to start ascii SPI mode',
);
export const fourBytesMissing = failure(
  'buspirate/four-bytes-missing',
  'buspirate_cmd_ascii',
  led('error: SPI has not read 4 bytes back'),
  'SPI has not read 4 bytes back',
);
export const resetPinInAscii = failure(
  'buspirate/reset-pin-in-ascii',
  'buspirate_verifyconfig',
  raw('info', 'BusPirate: RESET pin other than CS is not supported in ASCII mode'),
  'RESET pin other than CS is not supported in ASCII mode',
);
export const speedInAscii = failure(
  'buspirate/speed-in-ascii',
  'buspirate_verifyconfig',
  raw('info', 'BusPirate: SPI speed selection is not supported in ASCII mode'),
  'SPI speed selection is not supported in ASCII mode',
);
export const noSpiInMenu = defineMessage('buspirate/no-spi-in-menu', {
  '6.4': () => [
    led('SPI mode number not found. Does your BusPirate support SPI?'),
    led('Try powercycling your BusPirate and try again.'),
  ],
  '7.1': () => [
    since7(
      'error',
      'buspirate_start_spi_mode_ascii',
      'SPI mode number not found; does your BusPirate support SPI?',
    ),
    { level: 'error', lead: 'indent', text: 'try powercycling your BusPirate and try again\n' },
  ],
  '8.2': () => [
    since7(
      'error',
      'buspirate_start_spi_mode_ascii',
      'SPI mode number not found; does your BusPirate support SPI?',
    ),
    since7('error', 'buspirate_start_spi_mode_ascii', 'try powercycling your BusPirate and try again'),
  ],
});
export const powerUpUnanswered = defineMessage('buspirate/power-up-unanswered', {
  '6.4': () => [
    led('warning: did not get a response to PowerUp command.'),
    led('warning: Trying to continue anyway...'),
  ],
  '7.1': () => [
    since7('warning', 'buspirate_powerup', 'did not get a response to PowerUp command'),
    { level: 'warning', lead: 'indent', text: 'trying to continue anyway ...\n' },
  ],
  '8.2': () =>
    since7(
      'warning',
      'buspirate_powerup',
      'did not get a response to PowerUp command; trying to continue anyway ...',
    ),
});
export const powerDownUnanswered = failure(
  'buspirate/power-down-unanswered',
  'buspirate_powerdown',
  led('warning: did not get a response to PowerDown command.'),
  'did not get a response to PowerDown command',
);

export const pagedWriteDisabled = defineMessage('buspirate/paged-write-disabled', {
  '6.4': () => ({ level: 'notice', lead: 'program', text: 'Paged flash write disabled.\n' }),
  '7.1': () => since7('notice', 'buspirate_start_mode_bin', 'paged flash write disabled'),
  '8.2': () => since7('notice2', 'buspirate_start_mode_bin', 'paged flash write disabled'),
});
export const pagedWriteImpossible = defineMessage('buspirate/paged-write-impossible', {
  '6.4': () => ({
    level: 'notice',
    lead: 'program',
    text: 'Disabling paged flash write. (Need BusPirate firmware >=v5.10.)\n',
  }),
  '7.1': () =>
    since7(
      'notice',
      'buspirate_start_mode_bin',
      'disabling paged flash write (need BusPirate firmware >= v5.10)',
    ),
  '8.2': () =>
    since7(
      'notice2',
      'buspirate_start_mode_bin',
      'disabling paged flash write (need BusPirate firmware >= v5.10)',
    ),
});
export const pagedWriteEnabled = defineMessage('buspirate/paged-write-enabled', {
  '6.4': () => led('Paged flash write enabled.'),
  '7.1': () => since7('info', 'buspirate_start_mode_bin', 'paged flash write enabled'),
});
export const pagedReadDisabled = defineMessage('buspirate/paged-read-disabled', {
  '6.4': () => ({ level: 'notice', lead: 'program', text: 'Paged flash read disabled.\n' }),
  '7.1': () => since7('notice', 'buspirate_start_mode_bin', 'paged flash read disabled'),
  '8.2': () => since7('notice2', 'buspirate_start_mode_bin', 'paged flash read disabled'),
});
export const pullUpsEnabled = defineMessage('buspirate/pull-ups-enabled', {
  '8.2': () => since7('info', 'buspirate_start_mode_bin', 'enabling pull-ups (open-collector)'),
});
export const highImpedance = defineMessage('buspirate/high-impedance', {
  '8.2': () => since7('info', 'buspirate_start_mode_bin', 'spi hi-z mode (open-collector)'),
});

export const noProgramEnable = defineMessage<{ part: string }>('buspirate/no-program-enable', {
  '6.4': (p) => raw('info', `program enable instruction not defined for part "${p.part}"`),
  '7.1': (p) =>
    since7('error', 'buspirate_program_enable', `program enable instruction not defined for part ${p.part}`),
});
export const noChipErase = defineMessage<{ part: string }>('buspirate/no-chip-erase', {
  '6.4': (p) => raw('info', `chip erase instruction not defined for part "${p.part}"`),
  '7.1': (p) =>
    since7('error', 'buspirate_chip_erase', `chip erase instruction not defined for part ${p.part}`),
});
export const bitClockIgnored = defineMessage<{ id: string }>('buspirate/bit-clock-ignored', {
  '8.2': (p) => [
    since7('warning', 'buspirate_open', `-c ${p.id} does not support adjustable bitclock speed; ignoring -B`),
    { level: 'warning', lead: 'indent', text: 'use -x help to view alternative SPI clock options\n' },
  ],
});
