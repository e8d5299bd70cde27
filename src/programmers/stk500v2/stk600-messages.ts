import { fixed } from '../../model/printed-number.ts';
import { defineMessage } from '../../output/words.ts';
import { old, since7 } from '../../protocols/stk500v2/messages.ts';

/** What avrdude says of the voltages of an STK600 (`stk500v2.c` of the three releases). */

export type ControlFunction = 'set_vtarget' | 'get_vtarget' | 'set_varef';

export const cannotObtain = defineMessage<{ func: ControlFunction; name: string }>(
  'stk500v2/stk600-cannot-obtain',
  {
    '6.4': (p) => old(`stk500v2_${p.func}(): cannot obtain ${p.name}`),
    '7.1': (p) =>
      since7(`${p.func === 'get_vtarget' ? 'stk500v2' : 'stk600'}_${p.func}`, `cannot obtain ${p.name}`),
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
