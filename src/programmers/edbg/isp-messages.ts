import { defineMessage, more, said } from '../../output/words.ts';

/** What avrdude says of ISP through a JTAGICE3 or its kin (`stk500v2.c` of the three releases). */

const where = (func: string): string => `${func}() stk500v2.c`;
const enable = where('stk500v2_program_enable');

export const notInSync = defineMessage('edbg/not-in-sync', {
  '6.4': () => said('info', 'failed to sync with the JTAGICE3 in ISP mode\n'),
  '7.1': () => said('error', 'unable to sync with the JTAGICE3 in ISP mode\n', where('stk500v2_jtag3_open')),
});

export const noIsp = defineMessage<{ part: string }>('edbg/no-isp', {
  '6.4': (p) => said('info', `jtag3_initialize(): part ${p.part} has no ISP interface\n`),
  '7.1': (p) => said('error', `part ${p.part} has no ISP interface\n`, where('stk500v2_jtag3_initialize')),
});

export const tryingDebugWire = defineMessage('edbg/trying-debug-wire', {
  '6.4': () => said('notice2', 'No response in ISP mode, trying debugWIRE\n', enable),
  '7.1': () => said('notice2', 'no response in ISP mode, trying debugWIRE\n', enable),
});

export const debugWireLeft = defineMessage('edbg/debug-wire-left', {
  '6.4': () => [
    said('info', 'Target prepared for ISP, signed off.\n'),
    said('info', 'Now retrying without power-cycling the target.\n'),
  ],
  '7.1': () => [
    said('warning', 'target prepared for ISP, signed off\n', enable),
    more('warning', 'now retrying without power-cycling the target\n'),
  ],
  '8.2': () => [
    said('warning', 'target prepared for ISP, signed off; now\n', enable),
    more('warning', 'retrying without power-cycling the target\n'),
  ],
});

export const debugWireStays = defineMessage('edbg/debug-wire-stays', {
  '6.4': () => said('info', 'Failed to return from debugWIRE to ISP.\n'),
  '7.1': () => said('error', 'unable to return from debugWIRE to ISP\n', enable),
});

export const noInstructions = defineMessage('edbg/no-instructions', {
  '6.4': () => said('info', 'stk500v2_jtag3_cmd(): Not available in JTAGICE3\n'),
  '7.1': () => said('error', 'not available in JTAGICE3\n', where('stk500v2_jtag3_cmd')),
});

export const clockNotRead = defineMessage('edbg/isp-clock-not-read', {
  '8.2': () => said('error', 'cannot read ISP clock speed\n', where('stk500v2_jtag3_get_sck_period')),
});

export const clockIsNone = defineMessage('edbg/isp-clock-is-none', {
  '8.2': () => said('error', 'reported ISP clock speed not valid\n', where('stk500v2_jtag3_get_sck_period')),
});
