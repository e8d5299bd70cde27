import { fixed } from '../../model/printed-number.ts';
import { defineMessage } from '../../output/words.ts';
import { old, since7 } from '../../protocols/stk500v2/messages.ts';

/** What avrdude says of the voltages of an STK600 (`stk500v2.c` of the three releases). */

/** What is done with a voltage, and avrdude's function: up to 6.4, and since. */
const functions = {
  'set-target-voltage': ['stk500v2_set_vtarget', 'stk600_set_vtarget'],
  'get-target-voltage': ['stk500v2_get_vtarget', 'stk500v2_get_vtarget'],
  'set-reference': ['stk500v2_set_varef', 'stk600_set_varef'],
} as const;
export type ControlOperation = keyof typeof functions;

/** The target's voltage, or a reference by its channel. */
export type Voltage = 'target' | number;

const nameOf = (voltage: Voltage): string => (voltage === 'target' ? 'V[target]' : `V[aref][${voltage}]`);

export const cannotObtain = defineMessage<{ operation: ControlOperation; voltage: Voltage }>(
  'stk500v2/stk600-cannot-obtain',
  {
    '6.4': (p) => old(`${functions[p.operation][0]}(): cannot obtain ${nameOf(p.voltage)}`),
    '7.1': (p) => since7(functions[p.operation][1], `cannot obtain ${nameOf(p.voltage)}`),
  },
);

export const reducingVaref = defineMessage<{ channel: number; from: number; to: number }>(
  'stk500v2/stk600-reducing-varef',
  {
    '6.4': (p) => old(`stk500v2_set_vtarget(): ${reducing(p, '')}`),
    '7.1': (p) => since7('stk600_set_vtarget', reducing(p, ''), 'warning'),
    '8.2': (p) => since7('stk600_set_vtarget', reducing(p, ' V'), 'warning'),
  },
);

function reducing(p: { channel: number; from: number; to: number }, unit: string): string {
  return `reducing V[aref][${p.channel}] from ${fixed(p.from, 2)}${unit} to ${fixed(p.to, 1)}`;
}

export const varefTooHigh = defineMessage<{ target: number }>('stk500v2/stk600-varef-too-high', {
  '6.4': (p) => old(`stk500v2_set_varef(): ${tooHigh(p.target)}`),
  '7.1': (p) => since7('stk600_set_varef', tooHigh(p.target)),
});

const tooHigh = (target: number): string =>
  `V[aref] must not be greater than V[target] = ${fixed(target, 1)}`;

export const invalidChannel = defineMessage<{ channel: number }>('stk500v2/stk600-invalid-channel', {
  '6.4': (p) => old(`stk500v2_set_varef(): invalid channel ${p.channel}`),
  '7.1': (p) => since7('stk600_set_varef', `invalid channel ${p.channel}`),
});
