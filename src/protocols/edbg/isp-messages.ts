import { defineMessage, said } from '../../output/words.ts';

/** What avrdude says of the ISP scope of a JTAGICE3 or its kin (`stk500v2.c`). */

const where = 'stk500v2_jtag3_recv() stk500v2.c';

export const notReceived = defineMessage('edbg/isp-not-received', {
  '6.4': () => said('info', 'stk500v2_jtag3_recv(): error in jtagmkII_recv()\n'),
  '7.1': () => said('error', 'unable to receive\n', where),
});

export const notIsp = defineMessage<{ scope: number }>('edbg/not-isp', {
  '6.4': (p) => said('info', `stk500v2_jtag3_recv(): message is not AVR ISP: ${byte(p.scope)}\n`),
  '7.1': (p) => said('error', `message is not AVR ISP: ${byte(p.scope)}\n`, where),
});

const byte = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;
