import { defineMessage, type Level, type MessageDefinition, said } from '../../output/words.ts';

/** What a serprog programmer has to say. Words from serprog.c of 8.2; earlier releases do not know it. */

function message<Facts = void>(
  name: string,
  level: Level,
  place: string,
  text: (facts: Facts) => string,
): MessageDefinition<Facts> {
  return defineMessage<Facts>(`serprog/${name}`, {
    '6.4': (facts) => said('info', `${text(facts)}\n`),
    '7.1': (facts) => said(level, `${text(facts)}\n`, `${place}() serprog.c`),
  });
}

export const cannotSync = message(
  'cannot-sync',
  'error',
  'serprog_open',
  () => 'cannot sync; is this a serprog programmer?',
);
export const noCommandMap = message(
  'no-command-map',
  'error',
  'serprog_open',
  () => 'cannot get list of supported serprog commands',
);
export const noVersion = message(
  'no-version',
  'error',
  'serprog_open',
  () => 'cannot get serprog protocol version',
);
export const versionUnsupported = message<{ version: number }>(
  'version-unsupported',
  'error',
  'serprog_open',
  ({ version }) => `unsupported serprog protocol version: ${version}`,
);
export const versionFound = message<{ version: number }>(
  'version-found',
  'info',
  'serprog_open',
  ({ version }) => `serprog protocol version: ${version}`,
);
export const noName = message('no-name', 'error', 'serprog_open', () => 'cannot get programmer name');
export const nameFound = message<{ name: string }>(
  'name-found',
  'info',
  'serprog_open',
  ({ name }) => `programmer name: ${name}`,
);

/** @param what the programmer cannot do */
export const lacks = message<{ id: string; what: string }>(
  'lacks',
  'error',
  'serprog_open',
  ({ id, what }) => `the ${id} programmer does not support ${what}`,
);

export const bitClockNotAdjustable = message(
  'bit-clock-not-adjustable',
  'warning',
  'serprog_initialize',
  () => 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features',
);

const steps = {
  chipSelect: 'cannot change CS',
  fullDuplex: 'cannot set SPI full duplex mode',
  pinState: 'cannot enable pin state',
  select: 'cannot enable the reset pin',
} as const;

/** A step on the way to the target has failed. */
export const stepFailed = message<{ step: keyof typeof steps }>(
  'step-failed',
  'error',
  'serprog_initialize',
  ({ step }) => steps[step],
);

export const frequencyRefused = message<{ hertz: number }>(
  'frequency-refused',
  'error',
  'serprog_initialize',
  ({ hertz }) => `cannot set SPI frequency ${hertz} Hz`,
);

export const periodRefused = message(
  'period-refused',
  'error',
  'serprog_set_sck_period',
  () => 'cannot set SPI frequency',
);

export const targetSilent = message(
  'target-silent',
  'error',
  'serprog_initialize',
  () => 'AVR device not responding',
);

export const noEnableInstruction = message<{ part: string }>(
  'no-enable-instruction',
  'error',
  'serprog_program_enable',
  ({ part }) => `program enable instruction not defined for part ${part}`,
);

export const noEraseInstruction = message<{ part: string }>(
  'no-erase-instruction',
  'error',
  'serprog_chip_erase',
  ({ part }) => `chip erase instruction not defined for part ${part}`,
);

const farewells = {
  select: 'cannot reset the CS mode to auto',
  pinState: 'cannot disable pin state',
  halfDuplex: 'cannot reset SPI half duplex mode',
  chipSelect: 'cannot reset CS to CS_0',
} as const;

export const farewellFailed = message<{ step: keyof typeof farewells }>(
  'farewell-failed',
  'error',
  'serprog_disable',
  ({ step }) => farewells[step],
);

export const invalidSelect = message<{ text: string }>(
  'invalid-select',
  'error',
  'serprog_parseextparams',
  ({ text }) => `invalid chip select in -x ${text}`,
);

/** Of one attempt to enable programming nothing is said. */
export const enableFailed = defineMessage<{ last: boolean }>('serprog/enable-failed', {
  '6.4': () => undefined,
});
