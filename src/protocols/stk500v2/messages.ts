import { hexByte as hex } from '../../model/hex-text.ts';
import { defineMessage, type MessageDefinition, type Words } from '../../output/words.ts';

/** What avrdude says of a conversation in STK500 version 2 (`stk500v2.c` of the three releases). */

export function old(text: string): Words {
  return { level: 'info', lead: 'program', text: `${text}\n` };
}

export function since7(func: string, text: string, level: 'error' | 'warning' = 'error'): Words {
  return { level, lead: 'program', text: `${text}\n`, where: `${func}() stk500v2.c` };
}

/** A message without facts. @param oldText begins with what 6.4 puts in front */
export function plain(name: string, func: string, oldText: string, text: string): MessageDefinition<void> {
  return defineMessage(name, { '6.4': () => old(oldText), '7.1': () => since7(func, text) });
}

export const wrongChecksumSent = plain(
  'stk500v2/wrong-checksum-sent',
  'stk500v2_recv',
  'stk500v2_recv(): previous packet sent with wrong checksum',
  'previous packet sent with wrong checksum',
);

export const wrongChecksum = plain(
  'stk500v2/wrong-checksum',
  'stk500v2_recv',
  'stk500v2_recv(): checksum error',
  'wrong checksum',
);

export const timeout = plain(
  'stk500v2/timeout',
  'stk500v2_recv',
  'stk500v2_ReceiveMessage(): timeout',
  'timeout',
);

export const usbSendFailed = plain(
  'stk500v2/usb-send-failed',
  'stk500v2_send_mk2',
  'stk500_send_mk2(): failed to send command to serial port',
  'unable to send command to serial port',
);

export const usbReceiveFailed = plain(
  'stk500v2/usb-receive-failed',
  'stk500v2_recv_mk2',
  'stk500v2_recv_mk2: error in USB receive',
  'unable to receive from USB',
);

export const tooLong = defineMessage<{ length: number; room: number }>('stk500v2/too-long', {
  '6.4': (p) =>
    old(`stk500v2_recv(): buffer too small, received ${p.length} byte into ${p.room} byte buffer`),
  '7.1': (p) =>
    since7('stk500v2_recv', `buffer too small, received ${p.length} byte into ${p.room} byte buffer`),
});

export const cannotCommunicate = defineMessage<{ response: number }>('stk500v2/cannot-communicate', {
  '6.4': (p) => old(`stk500v2_getsync(): can't communicate with device: resp=${hex(p.response)}`),
  '7.1': (p) => since7('stk500v2_getsync', `cannot communicate with device: resp=${hex(p.response)}`),
});

export const syncTimeout = plain(
  'stk500v2/sync-timeout',
  'stk500v2_getsync',
  'stk500v2_getsync(): timeout communicating with programmer',
  'timeout communicating with programmer',
);

export const syncError = defineMessage<{ status: number }>('stk500v2/sync-error', {
  '6.4': (p) => old(`stk500v2_getsync(): error communicating with programmer: (${p.status})`),
  '7.1': (p) => since7('stk500v2_getsync', `unable to communicate with programmer (${p.status})`),
});

export const unknownProgrammer = defineMessage<{ name: string }>('stk500v2/unknown-programmer', {
  '6.4': (p) => ({
    level: 'notice',
    lead: 'program',
    text: `stk500v2_getsync(): got response from unknown programmer ${p.name}, assuming STK500\n`,
    where: 'stk500v2_getsync() stk500v2.c',
  }),
  '8.2': (p) => ({
    level: 'notice',
    lead: 'program',
    text: `stk500v2_getsync(): unknown programmer ${p.name}, assuming STK500\n`,
    where: 'stk500v2_getsync() stk500v2.c',
  }),
});

export const foundProgrammer = defineMessage<{ name: string }>('stk500v2/found-programmer', {
  '6.4': (p) => ({
    level: 'debug',
    lead: 'program',
    text: `stk500v2_getsync(): found ${p.name} programmer\n`,
    where: 'stk500v2_getsync() stk500v2.c',
  }),
});

/** A status between 0x80 and 0x9f. */
export const commandWarning = defineMessage<{ status: number }>('stk500v2/command-warning', {
  '6.4': (p) => ({
    level: 'info',
    lead: 'program',
    // 6.4 forgets to leave the case of missing parameters.
    text: `stk500v2_command(): warning: ${warningText(p.status, p.status === 0x82)}\n`,
    unlessQuelled: true,
  }),
  '7.1': (p) => since7('stk500v2_command', warningText(p.status, false), 'warning'),
});

function warningText(status: number, unnamed: boolean): string {
  const names: Readonly<Record<number, string>> = {
    128: 'Command timed out',
    129: 'Sampling of the RDY/nBSY pin timed out',
    130: "The `Set Device Parameters' have not been executed in advance of this command",
  };
  const name = unnamed ? undefined : names[status];
  return name ?? `unknown, code ${hex(status)}`;
}

export const shortReply = plain(
  'stk500v2/short-reply',
  'stk500v2_command',
  'stk500v2_command(): short reply',
  'short reply',
);
export const commandFailed = plain(
  'stk500v2/command-failed',
  'stk500v2_command',
  'stk500v2_command(): command failed',
  'command failed',
);
export const unknownCommand = plain(
  'stk500v2/unknown-command',
  'stk500v2_command',
  'stk500v2_command(): unknown command',
  'unknown command',
);

export const clockError = defineMessage<{ status: number }>('stk500v2/clock-error', {
  '6.4': (p) => old(`stk500v2_command(): unknown status ${hex(p.status)}`),
  '7.1': () => since7('stk500v2_command', 'target clock speed error'),
});

export const unknownStatus = defineMessage<{ status: number }>('stk500v2/unknown-status', {
  '6.4': (p) => old(`stk500v2_command(): unknown status ${hex(p.status)}`),
  '7.1': (p) => since7('stk500v2_command', `unknown status ${hex(p.status)}`),
});

export const gaveUp = defineMessage<{ command: number }>('stk500v2/gave-up', {
  '6.4': (p) => old(`stk500v2_command(): failed miserably to execute command ${hex(p.command)}`),
  '7.1': (p) => since7('stk500v2_command', `failed to execute command ${hex(p.command)}`),
});

export const instructionFailed = plain(
  'stk500v2/instruction-failed',
  'stk500v2_cmd',
  'stk500v2_cmd(): failed to send command',
  'send command failed',
);

export const instructionShort = defineMessage<{ length: number }>('stk500v2/instruction-short', {
  '6.4': (p) => old(`stk500v2_cmd(): short reply, len = ${p.length}`),
  '7.1': (p) => since7('stk500v2_cmd', `short reply, len = ${p.length}`),
});

export const addressFailed = plain(
  'stk500v2/address-failed',
  'stk500v2_loadaddr',
  'stk500v2_loadaddr(): failed to set load address',
  'unable to set load address',
);

export const parameterNotRead = defineMessage<{ parameter: number }>('stk500v2/parameter-not-read', {
  '6.4': (p) => old(`stk500v2_getparm(): failed to get parameter ${hex(p.parameter)}`),
  '7.1': (p) => since7('stk500v2_getparm', `unable to get parameter ${hex(p.parameter)}`),
});

export const parameterNotSet = defineMessage<{ parameter: number }>('stk500v2/parameter-not-set', {
  '6.4': (p) => [
    { level: 'info', text: '\n' },
    old(`stk500v2_setparm(): failed to set parameter ${hex(p.parameter)}`),
  ],
  '7.1': (p) =>
    since7(
      'stk500v2_setparm_real',
      `\navrdude: stk500v2_setparm(): unable to set parameter ${hex(p.parameter)}`,
    ),
  '8.2': (p) => since7('stk500v2_setparm_real', `unable to set parameter ${hex(p.parameter)}`),
});

export const parameterUnknown = defineMessage<{ parameter: number }>('stk500v2/parameter-unknown', {
  '6.4': (p) => old(`Unable to get parameter ${hex(p.parameter)}`),
  '7.1': (p) => since7('stk500v2_setparm', `unable to get parameter ${hex(p.parameter)}`),
});

export const parameterSetAlready = defineMessage('stk500v2/parameter-set-already', {
  '6.4': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'Skipping parameter write; parameter value already set.\n',
  }),
  '7.1': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'skipping parameter write; parameter value already set\n',
    where: 'stk500v2_setparm() stk500v2.c',
  }),
});

/** A refusal of XPROG, which has statuses of its own (AVR079). @param sets it was the interface that was to be chosen */
export const xprogFailed = defineMessage<{ sets: boolean; status: number }>('stk500v2/xprog-failed', {
  '6.4': (p) => old(`stk500v2_command(): error in ${xprogFailure(p)}`),
  '7.1': (p) => since7('stk500v2_command', xprogFailure(p)),
});

function xprogFailure({ sets, status }: { sets: boolean; status: number }): string {
  const names: Readonly<Record<number, string>> = { 1: 'Failed', 2: 'Collision', 3: 'Timeout' };
  return `CMD_XPROG${sets ? '_SETMODE' : ''}: ${names[status] ?? 'Unknown'}`;
}
