import { type Parameter, parameters } from '../../protocols/edbg/commands.ts';

/** What a Power Debugger measures. */
export interface Measurement {
  readonly label: string;
  readonly parameter: Parameter;
  /** avrdude's for the parameter. */
  readonly name: string;
  /** @returns undefined for data of another form */
  decode(data: Uint8Array): number | undefined;
  readonly digits: number;
  readonly unit: string;
}

/** Volts by a 12-bit number with its sign; the high half of the first byte says which channel it is. */
const volts =
  (channel: number) =>
  ([high = 0, low = 0]: Uint8Array): number | undefined =>
    (high & 0xf0) === channel ? signed(((high & 0x0f) << 8) + low, 12) / -200 : undefined;

const signed = (value: number, bits: number): number =>
  value & (1 << (bits - 1)) ? value - (1 << bits) : value;

/** Milliamperes of channel A: 16 bits behind a mark. */
function coarse([mark = 0, high = 0, low = 0]: Uint8Array): number | undefined {
  return mark === 0x90 ? signed((high << 8) + low, 16) * 0.003472 : undefined;
}

/** Milliamperes of channel B. */
function fine([high = 0, low = 0]: Uint8Array): number | undefined {
  return (high & 0xf0) === 0x00 ? signed(((high & 0x0f) << 8) + low, 12) * 0.555556 : undefined;
}

export const measurements: readonly Measurement[] = [
  {
    ...{ label: 'Vout set', parameter: parameters.vAdjust, name: 'PARM3_VADJUST' },
    ...{ digits: 2, unit: 'V' },
    decode: ([low = 0, high = 0]) => signed(low + (high << 8), 16) / 1000,
  },
  {
    ...{ label: 'Vout measured', parameter: parameters.vOutMeasured, name: 'PARM3_TSUP_VOLTAGE_MEAS' },
    ...{ digits: 2, unit: 'V', decode: volts(0x30) },
  },
  {
    ...{ label: 'Ch A voltage', parameter: parameters.channelAVoltage, name: 'PARM3_ANALOG_A_VOLTAGE' },
    ...{ digits: 3, unit: 'V', decode: volts(0x20) },
  },
  {
    ...{ label: 'Ch A current', parameter: parameters.channelACurrent, name: 'PARM3_ANALOG_A_CURRENT' },
    ...{ digits: 3, unit: 'mA', decode: coarse },
  },
  {
    ...{ label: 'Ch B voltage', parameter: parameters.channelBVoltage, name: 'PARM3_ANALOG_B_VOLTAGE' },
    ...{ digits: 3, unit: 'V', decode: volts(0x10) },
  },
  {
    ...{ label: 'Ch B current', parameter: parameters.channelBCurrent, name: 'PARM3_ANALOG_B_CURRENT' },
    ...{ digits: 3, unit: 'mA', decode: fine },
  },
];
