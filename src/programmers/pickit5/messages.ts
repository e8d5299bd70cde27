import { defineMessage, raw, said } from '../../output/words.ts';
import { tells } from '../../protocols/pickit5/messages.ts';

/** What a PICkit 5 or one of its kin has to say while it works. Words from pickit5.c of avrdude 8.2. */

const initialize = 'pickit5_initialize';
const updiInit = 'pickit5_updi_init';
const volts = (value: number): string => value.toFixed(2);

export const noMode = tells('no-mode', 'error', initialize, () => 'no matching prog_mode found, aborting\n');

export const noScripts = tells<{ part: string }>(
  'no-scripts',
  'error',
  initialize,
  ({ part }) => `failed to match scripts to ${part}, aborting\n`,
);

/** @param pin that gets the pulse */
export const highVoltage = tells<{ pin: 'UPDI' | 'RST' }>(
  'high-voltage',
  'notice',
  initialize,
  ({ pin }) => `high-voltage SYSCFG0 override on ${pin} pin enabled\n`,
);

export const powerMeasured = tells<{ volts: number; milliamps: number }>(
  'power-measured',
  'notice',
  'pickit5_get_vtarget',
  (facts) => `target Vdd: ${volts(facts.volts)} V, target current: ${facts.milliamps} mA\n`,
);

export const voltageRead = defineMessage<{ volts: number }>('pickit5/voltage-read', {
  '6.4': (facts) => raw('info', `Target voltage value read as ${volts(facts.volts)}V\n`),
});

export const noPowerIgnored = tells(
  'no-power-ignored',
  'warning',
  initialize,
  () => 'no external voltage detected but continuing anyway\n',
);

export const supplying = tells(
  'supplying',
  'notice',
  initialize,
  () => 'no extenal voltage detected; trying to supply from programmer\n',
);

export const tooMuchForXmega = tells(
  'too-much-for-xmega',
  'error',
  initialize,
  () => 'xMega part selected but requested voltage is over 3.49V, aborting',
);

export const voltageWrong = tells<{ volts: number }>(
  'voltage-wrong',
  'error',
  initialize,
  (facts) => `target voltage (${volts(facts.volts)}V) is outside of allowed range, aborting\n`,
);

export const noPower = tells(
  'no-power',
  'error',
  initialize,
  () => 'no external voltage detected, aborting; overwrite this check with -x vtarg=0\n',
);

export const powerFromOutside = tells(
  'power-from-outside',
  'notice',
  initialize,
  () => 'external voltage detected: will not supply power\n',
);

export const baudAndClock = tells(
  'baud-and-clock',
  'warning',
  initialize,
  () => 'both -b baudrate and -B bitclock given; using -b setting\n',
);

export const bitclockNotAdjustable = tells(
  'bitclock-not-adjustable',
  'warning',
  initialize,
  () => 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
);

export const notEnabled = tells(
  'not-enabled',
  'error',
  initialize,
  () => 'failed to enable programming mode\n',
);

export const noDeviceId = tells('no-device-id', 'error', initialize, () => 'failed to obtain device ID\n');

export const noSib = tells('no-sib', 'error', updiInit, () => 'failed to obtain System Info Block\n');

export const clockTooSlow = tells(
  'clock-too-slow',
  'warning',
  updiInit,
  () => 'UPDI needs a higher clock for operation, increasing UPDI to 300 Hz\n',
);

export const clockNeedsVoltage = tells(
  'clock-needs-voltage',
  'warning',
  updiInit,
  () => 'UPDI needs a voltage of more than 2.9 V for a faster baudrate, limiting UPDI to 225 kHz\n',
);

export const clockTooFast = tells<{ hertz: number }>(
  'clock-too-fast',
  'warning',
  updiInit,
  ({ hertz }) => `requested clock ${hertz} Hz too high, limiting UPDI to 900 kHz\n`,
);

export const clockUnchanged = tells(
  'clock-unchanged',
  'warning',
  updiInit,
  () => 'failed to change UPDI clock, falling back to 225 kHz\n',
);

export const updiSpeed = tells<{ kilohertz: number }>(
  'updi-speed',
  'notice',
  updiInit,
  ({ kilohertz }) => `UPDI speed set to ${kilohertz} kHz\n`,
);

export const updiSpeedFailed = tells(
  'updi-speed-failed',
  'warning',
  updiInit,
  () => 'failed to set UPDI speed, continuing\n',
);

export const speedFailed = tells(
  'speed-failed',
  'error',
  'pickit5_set_sck_period',
  () => 'failed to set speed\n',
);

export const deviceIdWrong = tells<{ length: number }>(
  'device-id-wrong',
  'error',
  'pickit5_read_dev_id',
  ({ length }) => `length (${length}) mismatch of returned Device ID\n`,
);

/** No signature after a pulse on RESET. */
export const deviceIdAfterPulse = defineMessage('pickit5/device-id-after-pulse', {
  '6.4': () => [
    said('info', 'failed to get DeviceID with activated HV Pulse on RST\n'),
    raw('info', 'if the wiring is correct, try connecting a 16 V, 1 uF cap between RST and GND\n'),
  ],
});

export const erased = tells('erased', 'info', 'pickit5_chip_erase', () => 'target successfully erased\n');

export const eraseFailed = tells('erase-failed', 'error', 'pickit5_chip_erase', () => 'chip erase failed\n');

export const cannotKeepPower = tells(
  'cannot-keep-power',
  'warning',
  'pickit5_parseexitspecs',
  () => '-E vcc setting detected but programmer can not provide power, continuing\n',
);

export const endFailed = tells(
  'end-failed',
  'error',
  'main() main.c',
  () => 'could not end programming, aborting\n',
);

export const switchedToIsp = tells(
  'switched-to-isp',
  'notice',
  'pickit5_dw_switch_to_isp',
  () => 'switched to ISP mode\n',
);

export const needsPowerCycle = defineMessage('pickit5/needs-power-cycle', {
  '6.4': () => [
    said(
      'error',
      'programmer switched the part to ISP mode when writing fuses;\n',
      'pickit5_isp_switch_to_dw() pickit5.c',
    ),
    raw('error', 'to continue, the part has to be power cycled and the operation restarted\n'),
  ],
});

export const memoryUnsupported = tells<{ memory: string; reading: boolean }>(
  'memory-unsupported',
  'error',
  'pickit5_read_array',
  ({ memory }) => `unsupported memory ${memory}\n`,
);

export const fuseFailed = tells<{ what: 'write' | 'read' }>(
  'fuse-failed',
  'error',
  'pickit5_isp_write_fuse',
  ({ what }) => `${what} fuse script failed\n`,
);

export const displayFailed = defineMessage('pickit5/display-failed', {
  '6.4': () => raw('error', 'failed to get firmware info\n'),
});

export const displayed = defineMessage<{ version: readonly number[]; serial: string }>('pickit5/displayed', {
  '6.4': ({ version, serial }) => [
    raw(
      'info',
      `Application version   : ${version.map((one) => one.toString(16).padStart(2, '0')).join('.')}\n`,
    ),
    raw('info', `Serial number         : ${serial}\n`),
  ],
});

/** The terminal's `parms`. @param hertz of the clock with which the target is programmed */
export const parameters = defineMessage<{ hertz: number; volts: number; milliamps: number }>(
  'pickit5/parameters',
  {
    '6.4': ({ hertz, volts: voltage, milliamps }) =>
      [
        `Target programming clk: ${Math.trunc(hertz / 1000)} kHz\n`,
        `Target vcc            : ${volts(voltage)} V\n`,
        `Target current        : ${String(milliamps).padStart(3)} mA\n`,
      ].map((text) => ({ ...raw('info', text), stream: 'stdout' as const })),
  },
);
