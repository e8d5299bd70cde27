import { hexByte as hex } from '../../model/hex-text.ts';
import { defineMessage, type Words } from '../../output/words.ts';
import { responses } from './commands.ts';

/** What avrdude says of a conversation in STK500 version 1 (`stk500.c`, `arduino.c` of the three releases). */

/** Whose name avrdude's words carry, whether they begin with an empty line, and what they call being refused. */
interface Speaker {
  readonly func: string;
  /** As 6.4 calls it where OK was due, if that is something else. */
  readonly oldName?: string;
  readonly file?: string;
  readonly blankLine?: boolean;
  readonly refusal?: string;
}

const speakers = {
  'get-parameter': { func: 'stk500_getparm', blankLine: true },
  'set-parameter': { func: 'stk500_setparm', blankLine: true },
  'set-device': { func: 'stk500_initialize' },
  'set-device-extension': {
    func: 'stk500_set_extended_parms',
    refusal: 'set extended device programming parameters',
  },
  'enter-programming-mode': { func: 'stk500_program_enable', refusal: 'enter programming mode' },
  'leave-programming-mode': { func: 'stk500_disable' },
  'exchange-instruction': { func: 'stk500_cmd' },
  'read-signature': { func: 'arduino_read_sig_bytes', file: 'arduino.c', blankLine: true },
  'load-address': { func: 'stk500_loadaddr', oldName: 'loadaddr' },
  'read-page': { func: 'stk500_paged_load', blankLine: true },
  'write-page': { func: 'stk500_paged_write', blankLine: true },
} as const satisfies Readonly<Record<string, Speaker>>;
/** What was being done. */
export type Operation = keyof typeof speakers;

const speaker = (operation: Operation): Speaker => speakers[operation];

/** A line of 6.4. @param text begins with the function's name where 6.4 gives it */
function old(by: Speaker, text: string): readonly Words[] {
  const line: Words = { level: 'info', lead: 'program', text: `${text}\n` };
  return by.blankLine ? [{ level: 'info', text: '\n' }, line] : [line];
}

function since7(by: Speaker, text: string, level: 'error' | 'warning' | 'info' = 'error'): readonly Words[] {
  const line: Words = {
    level,
    lead: 'program',
    text: `${text}\n`,
    where: `${by.func}() ${by.file ?? 'stk500.c'}`,
  };
  return by.blankLine ? [{ level, text: '\n' }, line] : [line];
}

export const notResponding = defineMessage('stk500v1/not-responding', {
  '6.4': () => old({ func: '' }, 'stk500_recv(): programmer is not responding'),
  '7.1': () => since7({ func: 'stk500_recv' }, 'programmer is not responding'),
});

export const notInSync = defineMessage<{ attempt: number; of: number; response: number }>(
  'stk500v1/not-in-sync',
  {
    '6.4': (p) =>
      old(
        { func: '' },
        `stk500_getsync() attempt ${p.attempt} of ${p.of}: not in sync: resp=${hex(p.response)}`,
      ),
    '7.1': (p) =>
      since7(
        { func: 'stk500_getsync' },
        `attempt ${p.attempt} of ${p.of}: not in sync: resp=${hex(p.response)}`,
        'warning',
      ),
  },
);

export const cannotCommunicate = defineMessage<{ response: number }>('stk500v1/cannot-communicate', {
  '6.4': (p) => old({ func: '' }, `stk500_getsync(): can't communicate with device: resp=${hex(p.response)}`),
  '7.1': (p) => since7({ func: 'stk500_getsync' }, `cannot communicate with device: resp=${hex(p.response)}`),
});

export const outOfSync = defineMessage<{ by: Operation }>('stk500v1/out-of-sync', {
  '6.4': () => old({ func: '' }, 'stk500_cmd(): programmer is out of sync'),
  '7.1': (p) => since7({ ...speaker(p.by), blankLine: false }, 'programmer is out of sync'),
});

export const commandNotOk = defineMessage<{ response: number }>('stk500v1/command-not-ok', {
  '6.4': () => old({ func: '' }, 'stk500_cmd(): protocol error'),
  '7.1': (p) =>
    since7(
      { func: 'stk500_cmd' },
      `protocol expects OK byte ${hex(responses.ok)} but got ${hex(p.response)}`,
    ),
});

export const cannotGetIntoSync = defineMessage<{ by: Operation }>('stk500v1/cannot-get-into-sync', {
  '6.4': (p) => old(speaker(p.by), `${speaker(p.by).func}(): can't get into sync`),
  '7.1': (p) => since7(speaker(p.by), 'cannot get into sync'),
});

/** `stage` is what 6.4 puts behind the function's name; it often names INSYNC where OK was due. */
export const notInSyncByte = defineMessage<{ by: Operation; stage: string; response: number }>(
  'stk500v1/not-in-sync-byte',
  {
    '6.4': (p) =>
      old(
        speaker(p.by),
        `${speaker(p.by).func}(): ${p.stage}protocol error, expect=${hex(responses.inSync)}, resp=${hex(p.response)}`,
      ),
    '7.1': (p) =>
      since7(speaker(p.by), `protocol expects sync byte ${hex(responses.inSync)} but got ${hex(p.response)}`),
  },
);

export const notOkByte = defineMessage<{
  by: Operation;
  stage: string;
  /** The byte 6.4 says it expected. */
  oldExpect: number;
  response: number;
}>('stk500v1/not-ok-byte', {
  '6.4': (p) =>
    old(
      speaker(p.by),
      `${speaker(p.by).oldName ?? speaker(p.by).func}(): ${p.stage}protocol error, expect=${hex(p.oldExpect)}, resp=${hex(p.response)}`,
    ),
  '7.1': (p) =>
    since7(speaker(p.by), `protocol expects OK byte ${hex(responses.ok)} but got ${hex(p.response)}`),
});

export const noDevice = defineMessage<{ by: Operation }>('stk500v1/no-device', {
  '6.4': (p) => old(speaker(p.by), `${speaker(p.by).func}(): no device`),
  '7.1': (p) => since7(speaker(p.by), 'no device'),
});

export const refused = defineMessage<{ by: Operation }>('stk500v1/refused', {
  '6.4': (p) => old(speaker(p.by), `${speaker(p.by).func}(): failed to ${speaker(p.by).refusal}`),
  '7.1': (p) => since7(speaker(p.by), `unable to ${speaker(p.by).refusal}`),
});

export const unknownResponse = defineMessage<{ by: Operation; response: number }>(
  'stk500v1/unknown-response',
  {
    '6.4': (p) => old(speaker(p.by), `${speaker(p.by).func}(): unknown response=${hex(p.response)}`),
    '7.1': (p) => since7(speaker(p.by), `unknown response=${hex(p.response)}`),
  },
);

export const parameterFailed = defineMessage<{ by: Operation; parameter: number }>(
  'stk500v1/parameter-failed',
  {
    '6.4': (p) => old(speaker(p.by), `${speaker(p.by).func}(): parameter ${hex(p.parameter)} failed`),
    '7.1': (p) => since7(speaker(p.by), `parameter ${hex(p.parameter)} failed`),
  },
);

export const deviceRefusedNotInSync = defineMessage<{ response: number }>(
  'stk500v1/device-refused-not-in-sync',
  {
    '6.4': (p) => old({ func: '' }, `stk500_initialize(): programmer not in sync, resp=${hex(p.response)}`),
    '7.1': (p) =>
      since7({ func: 'stk500_initialize' }, `programmer not in sync, resp=${hex(p.response)}`, 'warning'),
  },
);
