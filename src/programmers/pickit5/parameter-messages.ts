import { defineMessage, raw } from '../../output/words.ts';
import { tells } from '../../protocols/pickit5/messages.ts';

/** What avrdude 8.2 says of a PICkit 5's `-x` (`pickit5.c`). */

const where = 'pickit5_parseextparms';

export const cannotSupply = tells(
  'cannot-supply',
  'warning',
  where,
  () => '-x vtarg setting detected but programmer can not provide power, continuing\n',
);
export const cannotMeasure = tells(
  'cannot-measure',
  'warning',
  where,
  () => 'programmer does not support target voltage reading, continuing\n',
);
export const noVoltage = tells<{ text: string }>(
  'no-voltage',
  'error',
  where,
  ({ text }) => `invalid voltage parameter ${text}\n`,
);
export const voltageOut = tells<{ volts: number }>(
  'voltage-out',
  'error',
  where,
  ({ volts }) => `voltage ${volts.toFixed(1)} V outside valid range [1.8 V, 5.5 V]\n`,
);
export const noHighVoltage = defineMessage('pickit5/no-high-voltage', {
  '6.4': () => raw('info', "HV pulse requested but programmer doesn't support it, continuing\n"),
  '7.1': () => raw('warning', "HV pulse requested but programmer doesn't support it, continuing\n"),
});
