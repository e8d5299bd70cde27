import { notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import { features } from '../atmel/features.ts';
import { extendedDeeds } from '../extended/deeds.ts';
import { cInteger, type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './parameters-messages.ts';
import { traitsOf } from './tools.ts';

/** A value of the tool's that is to be shown, set, or both. */
export interface Wish {
  readonly read: boolean;
  readonly set: number | undefined;
}

/** What `-x` says of a tool. */
export interface EdbgParameters {
  /** Units before and after the target in the scan chain, and the bits of their instruction registers. */
  readonly chain: Uint8Array;
  /** Whether UPDI is to be enabled by high voltage. */
  readonly highVoltage: boolean;
  /** The register of that name in an mEDBG. */
  readonly suffer: Wish;
  /** 0: off, 1: on. */
  readonly targetPower: Wish;
  /** Volts. */
  readonly vtarg: Wish;
  /** The firmware that the tool is to have. */
  readonly mode: 'avr' | 'mplab' | undefined;
}

const nothing: Wish = { read: false, set: undefined };
const initial: EdbgParameters = {
  ...{ chain: new Uint8Array(4), highVoltage: false, mode: undefined },
  ...{ suffer: nothing, targetPower: nothing, vtarg: nothing },
};

/** Bits of SUFFER that have to be 1. */
const reserved = 0x78;

/** For whom `-x` is read. */
export interface ParameterStyle {
  /** avrdude's list of types that take `-x`. */
  readonly type: 'jtag3' | 'stk500v2_jtag3';
  /** What `ExtendedDeeds.types` calls this way to the target, where that is another name. */
  readonly listed?: 'jtag3_dw' | 'jtag3_pdi' | 'jtag3_updi' | 'jtag3_tpi';
  readonly jtag: boolean;
  readonly updi: boolean;
}

/** @throws as parseExtended */
export function parseEdbgParameters(context: ProgrammerContext, style: ParameterStyle): EdbgParameters {
  const { type, listed = type } = style;
  const source = type === 'jtag3' ? 'jtag3' : 'stk500v2';
  // What the release does not take at all with this type it ignores, whatever others make of it.
  const isTaken = context.behaviour.of(extendedDeeds).types.includes(listed);
  return parseExtended<EdbgParameters>(context, {
    type: source,
    listed,
    initial,
    parameters: isTaken ? parametersFor(context, style) : [],
    help: helpFor(context, style),
    helpColumn: 20,
  });
}

type Parameter = ExtendedParameter<EdbgParameters>;

function parametersFor(
  context: ProgrammerContext,
  { jtag, updi, type }: ParameterStyle,
): readonly Parameter[] {
  const { entry, emit } = context;
  const has = (feature: number): boolean => (entry.extraFeatures & feature) !== 0;
  const bad = <Facts>(message: MessageDefinition<Facts>, facts: Facts): undefined => {
    emit(notice(message, facts));
    return undefined;
  };
  const chain: Parameter = {
    pattern: /^jtagchain=(.*)$/s,
    apply: (settings, match) => {
      const numbers = /^\s*(\d+),\s*(\d+),\s*(\d+),\s*(\d+)/
        .exec(match[1] ?? '')
        ?.slice(1)
        .map(Number);
      if (!numbers) return bad(words.chainInvalid, { text: match[0] });
      const parsed = Uint8Array.from(numbers);
      emit(notice(words.chainParsed, { chain: parsed }));
      return { ...settings, chain: parsed };
    },
  };
  const highVoltage: Parameter = {
    pattern: /^hvupdi(.*)$/s,
    apply: (settings, match) => {
      if (entry.hvupdiSupport.length === 0) {
        emit(notice(words.noHighVoltage));
        return undefined;
      }
      if (match[1]) return bad(words.highVoltageAssigned, { text: match[0] });
      return { ...settings, highVoltage: true };
    },
  };
  const suffer: Parameter = {
    pattern: /^suffer(=?)(.*)$/s,
    apply: (settings, [text, assigned, value = '']) => {
      if (!assigned)
        return value
          ? bad(words.invalidSetting, { text, usage: '-x suffer or -x suffer=<n>' })
          : { ...settings, suffer: { ...settings.suffer, read: true } };
      const number = cInteger(value);
      if (number === undefined) return bad(words.invalidValue, { text });
      const set = (number & 0xff) | reserved;
      if (set !== (number & 0xff)) emit(notice(words.reservedBitsSet, { value: set }));
      return { ...settings, suffer: { ...settings.suffer, set } };
    },
  };
  const power: Parameter = {
    pattern: /^vtarg_switch(=?)(.*)$/s,
    apply: (settings, [text, assigned, value = '']) => {
      if (!assigned)
        return value
          ? bad(words.invalidSetting, { text, usage: '-x vtarg_switch or -x vtarg_switch=<0..1>' })
          : { ...settings, targetPower: { ...settings.targetPower, read: true } };
      const number = cInteger(value);
      if (number === undefined || (number & 0xff) > 1) return bad(words.invalidValue, { text });
      return { ...settings, targetPower: { ...settings.targetPower, set: number & 0xff } };
    },
  };
  const voltageRead: Parameter = {
    pattern: /^vtarg$/,
    apply: (settings) => ({ ...settings, vtarg: { ...settings.vtarg, read: true } }),
  };
  const voltageSet: Parameter = {
    pattern: /^vtarg(=?)(.*)$/s,
    apply: (settings, [text, assigned, value = '']) => {
      if (!assigned) return bad(words.invalidSetting, { text, usage: '-x vtarg=<dbl>' });
      const volts = Number.parseFloat(value);
      if (!Number.isFinite(volts) || volts < 0) return bad(words.invalidValue, { text });
      return { ...settings, vtarg: { ...settings.vtarg, set: Math.trunc(volts * 100 + 0.5) / 100 } };
    },
  };
  const other = type === 'jtag3' ? 'mplab' : 'pic';
  const mode: Parameter = {
    pattern: /^mode(.*)$/s,
    apply: (settings, [text, value = '']) => {
      if (/^=avr$/i.test(value)) return { ...settings, mode: 'avr' };
      if (/^=(mplab|pic)$/i.test(value)) return { ...settings, mode: 'mplab' };
      return bad(words.invalidSetting, { text, usage: `-x mode=avr or -x mode=${other}` });
    },
  };
  return [
    ...(jtag ? [chain] : []),
    ...(updi ? [highVoltage] : []),
    ...(has(features.suffer) ? [suffer] : []),
    ...(has(features.vtargSwitch) ? [power] : []),
    ...(has(features.vtargRead) ? [voltageRead] : []),
    ...(has(features.vtargAdjust) ? [voltageSet] : []),
    ...(traitsOf(entry).otherMode ? [mode] : []),
  ];
}

type Line = readonly [parameter: string, meaning: string];

function helpFor({ entry }: ProgrammerContext, { jtag, type }: ParameterStyle): readonly Line[] {
  const has = (feature: number): boolean => (entry.extraFeatures & feature) !== 0;
  const isOwn = type === 'jtag3';
  const when = (condition: boolean, ...lines: readonly Line[]): readonly Line[] => (condition ? lines : []);
  return [
    ...when(
      jtag,
      ['jtagchain=UB,UA,BB,BA', 'Setup the JTAG scan chain order'],
      ['', 'UB/UA = units before/after, BB/BA = bits before/after'],
    ),
    ...when(entry.hvupdiSupport.length > 1, ['hvupdi', 'Enable high-voltage UPDI initialization']),
    ...when(
      has(features.suffer),
      ['suffer', 'Read SUFFER register value'],
      [
        'suffer=<n>',
        isOwn ? 'Set SUFFER register to <n> (0x.. hex, 0.. oct or dec)' : 'Set SUFFER register value to <n>',
      ],
    ),
    ...when(
      has(features.vtargSwitch),
      ['vtarg_switch', 'Read on-board target voltage switch state'],
      [isOwn ? 'vtarg_switch=<0|1>' : 'vtarg_switch=<0..1>', 'Set on-board target voltage switch state'],
    ),
    ...when(has(features.vtargRead), ['vtarg', 'Read on-board target supply voltage']),
    ...when(has(features.vtargAdjust), ['vtarg=<dbl>', 'Set on-board target supply voltage to <dbl> V']),
    ...(traitsOf(entry).otherMode
      ? isOwn
        ? ([
            ['mode=avr', 'Set programmer to AVR mode and exit if it was not'],
            ['mode=<mplab|pic>', 'Set programmer to MPLAB aka PIC mode and exit'],
          ] as const)
        : ([['mode=avr|pic', 'Set programmer to AVR or PIC mode, then exit']] as const)
      : []),
  ];
}
