import { defineMessage } from '../../output/words.ts';
import { old, since7 } from '../stk500v2/messages.ts';
import { responses } from './commands.ts';

/** What avrdude says of ISP packets of a JTAGICE mkII (`stk500v2.c`). */

const func = 'stk500v2_jtagmkII_recv';

export const notReceived = defineMessage('jtagmkii/not-received', {
  '6.4': () => old(`${func}(): error in jtagmkII_recv()`),
  '7.1': () => since7(func, 'unable to receive'),
});

export const refused = defineMessage<{ code: number }>('jtagmkii/isp-refused', {
  '6.4': (p) => old(`${func}(): ${refusal(p.code, 'failed')}`),
  '7.1': (p) => since7(func, refusal(p.code, 'receive failed')),
});

function refusal(code: number, failed: string): string {
  if (code === responses.failed) return failed;
  return code === responses.illegalMcuState ? 'illegal MCU state' : `unknown status ${code}`;
}
