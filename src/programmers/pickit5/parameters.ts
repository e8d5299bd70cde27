import { scanFloat } from '../../model/c-number.ts';
import { notice } from '../../output/events.ts';
import { features } from '../atmel/features.ts';
import { parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './parameter-messages.ts';

/** What `-x` says of a PICkit 5 or one of its kin. */
export interface Pickit5Parameters {
  /** Where the target's power is expected from: outside, the tool with so many volts, or nobody looks. */
  readonly power: 'outside' | 'unchecked' | number;
  /** Whether the target's voltage is to be told. */
  readonly tellsVoltage: boolean;
  /** Whether UPDI is activated by high voltage. */
  readonly highVoltage: boolean;
}

const unknown = 'invalid extended parameter: %s';

/** Volts that the tool can give. */
const range = { lowest: 1.8, highest: 5.5 } as const;

/** Whether a tool measures the target's voltage, and whether it can give power and with it high voltage. */
export function abilities({ entry }: Pick<ProgrammerContext, 'entry'>) {
  const has = (feature: number): boolean => (entry.extraFeatures & feature) !== 0;
  return { measures: has(features.vtargRead), supplies: has(features.vtargAdjust) };
}

/** @throws as parseExtended */
export function parsePickit5(context: ProgrammerContext): Pickit5Parameters {
  const { emit } = context;
  const { measures, supplies } = abilities(context);
  return parseExtended<Pickit5Parameters>(context, {
    type: 'pickit5',
    initial: { power: 'outside', tellsVoltage: false, highVoltage: false },
    unknown: { '6.4': unknown, '7.1': unknown, '8.2': unknown },
    parameters: [
      {
        pattern: /^vtarg=(.*)$/s,
        apply: (settings, [text, digits = '']) => {
          if (!supplies) {
            emit(notice(say.cannotSupply));
            return settings;
          }
          const { value: volts, end } = scanFloat(digits);
          if (end === 0) emit(notice(say.noVoltage, { text }));
          else if (volts < 0.1 && volts > -1) return { ...settings, power: 'unchecked' };
          else if (volts >= range.lowest && volts <= range.highest) return { ...settings, power: volts };
          else emit(notice(say.voltageOut, { volts }));
          return undefined;
        },
      },
      {
        pattern: /^vtarg$/,
        apply: (settings) => {
          if (measures) return { ...settings, tellsVoltage: true };
          emit(notice(say.cannotMeasure));
          return settings;
        },
      },
      {
        pattern: /^hvupdi/,
        apply: (settings) => {
          if (supplies) return { ...settings, highVoltage: true };
          emit(notice(say.noHighVoltage));
          return settings;
        },
      },
    ],
    helpColumn: 'vtarg=<dbl>  '.length,
    help: [
      ...(measures ? [['vtarg', 'Read target supply voltage'] as const] : []),
      ...(supplies
        ? [
            ['vtarg=<dbl>', 'Enable power output; <dbl> must be in [1.8, 5.5] V'] as const,
            ['hvupdi', 'Enable high-voltage UPDI initialization'] as const,
          ]
        : []),
    ],
  });
}
