import { type Emit, notice } from '../../output/events.ts';
import { cInteger, type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { features } from './features.ts';
import * as words from './parameters-messages.ts';

/** What `-x` says of an STK500; undefined where it says nothing. */
export interface Stk500Parameters extends BoardParameters {
  /** How often to ask for sync. */
  readonly attempts: number | undefined;
  readonly autoreset: boolean;
}

/** What `-x` says of the voltages and clocks of Atmel's boards. */
export interface BoardParameters {
  /** Hertz. */
  readonly xtal: number | undefined;
  /** Volts to set, or `read`. */
  readonly vtarg: number | 'read' | undefined;
  readonly varef: number | 'read' | undefined;
  /** Which reference voltage that is, where there are several. */
  readonly varefChannel?: number;
  /** Hertz to set (0: off), or `read`. */
  readonly fosc: number | 'read' | undefined;
}

export const noBoardParameters: BoardParameters = {
  xtal: undefined,
  vtarg: undefined,
  varef: undefined,
  fosc: undefined,
};

export const noStk500Parameters: Stk500Parameters = {
  ...noBoardParameters,
  attempts: undefined,
  autoreset: true,
};

/** Reads the `-x` parameters of the types `arduino` and `stk500`. @throws as parseExtended */
export function parseStk500(context: ProgrammerContext, type: 'arduino' | 'stk500'): Stk500Parameters {
  const attempts = ['attempts=<n>', 'Specify the number <n> of connection retry attempts'] as const;
  if (type === 'arduino')
    return parseExtended(context, {
      type,
      initial: noStk500Parameters,
      parameters: [attemptsParameter(context.emit, type), noAutoreset],
      help: [
        attempts,
        ['noautoreset', "Don't toggle RTS/DTR lines on port open to prevent a hardware reset"],
      ],
    });
  return parseExtended(context, {
    type,
    initial: noStk500Parameters,
    parameters: [attemptsParameter(context.emit, type), ...boardParameters<Stk500Parameters>(context)],
    help: [attempts, ...boardHelp(context)],
  });
}

/** Whether there are two reference voltages, with numbers. */
export interface ReferenceVoltages {
  readonly channels: boolean;
}

/** Reads the `-x` parameters of the types that speak STK500 version 2. @throws as parseExtended */
export function parseStk500v2(
  context: ProgrammerContext,
  type: string,
  voltages: ReferenceVoltages = { channels: false },
): BoardParameters {
  return parseExtended<BoardParameters>(context, {
    type,
    initial: noBoardParameters,
    parameters: boardParameters<BoardParameters>(context, voltages),
    help: boardHelp(context, 'on-board ', voltages),
  });
}

function attemptsParameter(emit: Emit, type: string): ExtendedParameter<Stk500Parameters> {
  return {
    pattern: /^attempts=(\d.*)$/,
    apply: (settings, match) => {
      const attempts = cInteger(match[1] ?? '');
      if (attempts === undefined) return undefined;
      emit(notice(words.attemptsSet, { type, attempts }));
      return { ...settings, attempts: attempts || undefined };
    },
  };
}

const noAutoreset: ExtendedParameter<Stk500Parameters> = {
  pattern: /^noautoreset$/,
  apply: (settings) => ({ ...settings, autoreset: false }),
};

/** Voltages and clocks of Atmel's boards, as far as the configuration says that the board has them. */
function boardParameters<S extends BoardParameters>(
  context: ProgrammerContext,
  { channels }: ReferenceVoltages = { channels: false },
): readonly ExtendedParameter<S>[] {
  const { entry, emit } = context;
  const has = (feature: number) => (entry.extraFeatures & feature) !== 0;
  const bad = (text: string): undefined => {
    emit(notice(words.invalidValue, { text }));
    return undefined;
  };
  const volts = (text: string): number | undefined => {
    const value = Number.parseFloat(text);
    return Number.isFinite(value) && value >= 0 ? Math.trunc(value * 100 + 0.5) / 100 : undefined;
  };
  const voltage = (
    name: 'vtarg' | 'varef',
    pattern: RegExp,
    varefChannel?: number,
  ): ExtendedParameter<S> => ({
    pattern,
    apply: (settings, match) => {
      const channel = varefChannel === undefined ? {} : { varefChannel };
      if (match[1] === undefined) return { ...settings, ...channel, [name]: 'read' };
      const value = volts(match[1]);
      return value === undefined ? bad(match[0]) : { ...settings, ...channel, [name]: value };
    },
  });
  const frequency = (name: 'fosc' | 'xtal', pattern: RegExp): ExtendedParameter<S> => ({
    pattern,
    apply: (settings, match) => {
      if (match[1] === undefined) return { ...settings, [name]: 'read' };
      const value = hertz(match[1], name === 'fosc');
      return value === undefined ? bad(match[0]) : { ...settings, [name]: value };
    },
  });
  return [
    ...(has(features.vtargAdjust)
      ? [voltage('vtarg', /^vtarg(?:=(.*))?$/)]
      : has(features.vtargRead)
        ? [voltage('vtarg', /^vtarg$/)]
        : []),
    ...(has(features.varef) ? [voltage('varef', /^varef0?(?:=(.*))?$/, channels ? 0 : undefined)] : []),
    ...(has(features.varef) && channels ? [voltage('varef', /^varef1(?:=(.*))?$/, 1)] : []),
    ...(has(features.fosc) ? [frequency('fosc', /^fosc(?:=(.*))?$/)] : []),
    frequency('xtal', /^xtal=(.*)$/),
  ];
}

/** The lines of `-x help` that go with `boardParameters`. @param target stands before the words on the target's voltage */
function boardHelp(
  context: ProgrammerContext,
  target: '' | 'on-board ' = '',
  { channels }: ReferenceVoltages = { channels: false },
): readonly (readonly [string, string])[] {
  const has = (feature: number) => (context.entry.extraFeatures & feature) !== 0;
  return [
    ...(has(features.vtargRead) ? [['vtarg', `Read ${target}target supply voltage`] as const] : []),
    ...(has(features.vtargAdjust)
      ? [['vtarg=<dbl>', `Set ${target}target supply voltage to <dbl> V`] as const]
      : []),
    ...(has(features.varef) && channels
      ? ([
          ['varef', 'Read channel 0 analog reference voltage'],
          ['varef0', 'Alias for -x varef'],
          ['varef1', 'Read channel 1 analog reference voltage'],
          ['varef=<dbl>', 'Set channel 0 analog reference voltage to <dbl> V'],
          ['varef0=<dbl>', 'Alias for -x varef=<dbl>'],
          ['varef1=<dbl>', 'Set channel 1 analog reference voltage to <dbl> V'],
        ] as const)
      : []),
    ...(has(features.varef) && !channels
      ? ([
          ['varef', 'Read analog reference voltage'],
          ['varef=<dbl>', 'Set analog reference voltage to <dbl> V'],
        ] as const)
      : []),
    ...(has(features.fosc)
      ? ([
          ['fosc', 'Read oscillator clock frequency'],
          ['fosc=<n>[unit]', 'Set oscillator clock frequency to <n> Hz (or kHz/MHz)'],
          ['fosc=off', 'Switch the oscillator clock off'],
        ] as const)
      : []),
    ['xtal=<n>[unit]', 'Set programmer xtal frequency to <n> Hz (or kHz/MHz)'],
  ];
}

/** A frequency with its unit, in hertz; `off` is 0 where that has a meaning. */
function hertz(text: string, mayBeOff: boolean): number | undefined {
  const match = text.match(/^\s*([\d.]+(?:[eE][+-]?\d+)?)\s*([mMkK]?)[hH]?[zZ]?\s*$/);
  if (!match) return mayBeOff && text.trim() === 'off' ? 0 : undefined;
  const unit = { m: 1e6, k: 1e3 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Number(match[1]) * unit;
}
