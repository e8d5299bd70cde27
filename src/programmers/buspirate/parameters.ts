import { notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import { peripherals } from '../../protocols/buspirate/commands.ts';
import { type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './parameters-messages.ts';

/** What `-x` says of a Bus Pirate. */
export interface BusPirateParameters {
  readonly ascii: boolean;
  /** Speed 0 to 7 of the binary SPI mode. */
  readonly spifreq: number | undefined;
  /** Speed 0 to 3 on raw wires, which are used if it is given. */
  readonly rawfreq: number | undefined;
  /** Kilohertz of a clock for the target on the AUX pin. */
  readonly cpufreq: number | undefined;
  /** Pins (of `peripherals`) that are wired to RESET. */
  readonly reset: number;
  readonly pagedWrite: boolean;
  readonly pagedRead: boolean;
  /** Milliseconds between characters of the text terminal. */
  readonly characterTimeout: number;
  readonly pullUps: boolean;
  readonly openCollector: boolean;
}

const usual: BusPirateParameters = {
  ascii: false,
  spifreq: undefined,
  rawfreq: undefined,
  cpufreq: undefined,
  reset: 0,
  pagedWrite: true,
  pagedRead: true,
  characterTimeout: 100,
  pullUps: false,
  openCollector: false,
};

const resetPins: Readonly<Record<string, number>> = {
  cs: peripherals.cs,
  aux: peripherals.aux,
  aux1: peripherals.aux,
  aux2: peripherals.pullUps,
};

/** Reads the `-x` parameters of the type `buspirate`. @throws as parseExtended */
export function parseBusPirate(context: ProgrammerContext): BusPirateParameters {
  const wrong = (message: MessageDefinition<void>): undefined => {
    context.emit(notice(message));
    return undefined;
  };
  const flag = (
    pattern: RegExp,
    change: Partial<BusPirateParameters>,
  ): ExtendedParameter<BusPirateParameters> => ({
    pattern,
    apply: (settings) => ({ ...settings, ...change }),
  });
  const settings = parseExtended<BusPirateParameters>(context, {
    type: 'buspirate',
    initial: usual,
    parameters: [
      flag(/^ascii$/, { ascii: true }),
      flag(/^nopagedwrite$/, { pagedWrite: false }),
      flag(/^nopagedread$/, { pagedRead: false }),
      flag(/^pullups$/, { pullUps: true }),
      flag(/^hiz$/, { openCollector: true }),
      {
        pattern: /^spifreq=(\d+)/,
        apply: (s, match) => {
          const spifreq = Number(match[1]);
          if (spifreq > 7) return wrong(words.spifreq);
          return s.rawfreq === undefined ? { ...s, spifreq } : wrong(words.oneFrequency);
        },
      },
      {
        pattern: /^rawfreq=(\d+)/,
        apply: (s, match) => {
          const rawfreq = Number(match[1]);
          if (rawfreq > 3) return wrong(words.rawfreq);
          return s.spifreq === undefined ? { ...s, rawfreq } : wrong(words.oneFrequency);
        },
      },
      {
        pattern: /^cpufreq=(\d+)/,
        apply: (s, match) => {
          const cpufreq = Number(match[1]);
          return cpufreq < 125 || cpufreq > 4000 ? wrong(words.cpufreq) : { ...s, cpufreq };
        },
      },
      {
        pattern: /^reset=(\S{1,9})/,
        apply: (s, match) => {
          const pins = (match[1] ?? '')
            .toLowerCase()
            .split(',')
            .map((name) => resetPins[name]);
          if (pins.includes(undefined)) return wrong(words.reset);
          return { ...s, reset: pins.reduce<number>((all, pin) => all | (pin ?? 0), s.reset) };
        },
      },
      {
        pattern: /^serial_recv_timeout=(-?\d+)/,
        apply: (s, match) => {
          const characterTimeout = Number(match[1]);
          return characterTimeout < 1 ? wrong(words.timeout) : { ...s, characterTimeout };
        },
      },
    ],
    help: [
      ['reset=[cs|aux|aux2]', 'Override default reset pin'],
      ['spifreq=<0..7>', 'Set binary SPI mode speed'],
      ['rawfreq=<0..3>', 'Set "raw-wire" SPI mode speed'],
      ['ascii', 'Use ASCII protocol between BP and Avrdude'],
      ['nopagedwrite', 'Disable page write functionality'],
      ['nopagedread', 'Disable page read functionality'],
      ['cpufreq=<125..4000>', 'Set the AUX pin to output a frequency to <n> kHz'],
      ['serial_recv_timeout=<n>', 'Set serial receive timeout to <n> ms'],
      ['pullups', 'Enable internal pull-ups'],
      ['hiz', 'SPI HiZ mode (open collector)'],
    ],
    unknown: {
      '6.4': "BusPirate: do not understand extended param '%s'.",
      '7.1': "do not understand extended param '%s'",
    },
  });
  return { ...settings, reset: settings.reset || peripherals.cs };
}
