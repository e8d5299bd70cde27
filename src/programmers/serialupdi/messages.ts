import { rawText } from '../../model/raw-text.ts';
import { defineMessage, type MessageDefinition, said, type Words } from '../../output/words.ts';

/** What avrdude says while it programs over a serial line with UPDI (`serialupdi.c` of 7.1 and 8.2; 6.4 did not know it). */

type Loudness = 'error' | 'warning' | 'notice' | 'notice2';

/** One wording from 6.4 on; errors are named after the function that saw them. */
function told<Facts>(
  name: string,
  level: Loudness,
  func: string,
  text: (facts: Facts) => string,
): MessageDefinition<Facts> {
  const where = `serialupdi_${func}() serialupdi.c`;
  const loud = level === 'error' || level === 'warning';
  return {
    name,
    '6.4': (p) => ({
      level: loud ? 'info' : level,
      lead: 'program',
      text: `${loud ? `serialupdi_${func}(): ` : ''}${text(p)}\n`,
    }),
    '7.1': (p) => ({ level, lead: 'program', text: `${text(p)}\n`, where }),
  };
}

const error = (name: string, func: string, text: string) => told<void>(name, 'error', func, () => text);
const notable = (name: string, func: string, text: string) => told<void>(name, 'notice', func, () => text);

/** The bytes are shown as C shows a text, up to the first that is 0. */
export const noCommands = told<{ bytes: Uint8Array }>(
  'serialupdi/no-commands',
  'error',
  'cmd',
  ({ bytes }) => {
    const end = bytes.indexOf(0);
    return `cmd ${rawText(bytes.subarray(0, end < 0 ? bytes.length : end))}[] not implemented yet`;
  },
);

export const bitClockIgnored = defineMessage<{ id: string }>('serialupdi/bit-clock-ignored', {
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} sets its UPDI speed using -b baudrate; ignoring -B\n`,
    where: 'serialupdi_open() serialupdi.c',
  }),
});

export const opening = defineMessage('serialupdi/opening', {
  '6.4': () => ({ level: 'debug', lead: 'program', text: 'opening serial port ...\n' }),
});

export const linkFailed = error('serialupdi/link-failed', 'initialize', 'UPDI link initialization failed');
export const linkOk = told<void>(
  'serialupdi/link-ok',
  'notice2',
  'initialize',
  () => 'UPDI link initialization OK',
);
export const isLocked = notable('serialupdi/is-locked', 'initialize', 'device is locked');
export const inUserRowMode = notable(
  'serialupdi/in-user-row-mode',
  'initialize',
  'device in USER ROW programming state, leaving programming mode',
);
export const inNvmMode = notable(
  'serialupdi/in-nvm-mode',
  'initialize',
  'device in NVM programming state, leaving programming mode',
);
export const sleeping = notable('serialupdi/sleeping', 'initialize', 'device is in SLEEP mode');
export const inReset = notable(
  'serialupdi/in-reset',
  'initialize',
  'device in reset status, trying to release it',
);
export const statusUnreadable = error(
  'serialupdi/status-unreadable',
  'initialize',
  'read CS operation during initialization failed',
);
export const linkResetFailed = error('serialupdi/link-reset-failed', 'initialize', 'UPDI link reset failed');
export const sibUnreadable = error('serialupdi/sib-unreadable', 'initialize', 'read SIB operation failed');
export const nvmStringWrong = error(
  'serialupdi/nvm-string-wrong',
  'decode_sib',
  'incorrect format of NVM string',
);
export const debugStringWrong = error(
  'serialupdi/debug-string-wrong',
  'decode_sib',
  'incorrect format of DEBUG string',
);
export const nvmUnknown = told<{ version: string }>(
  'serialupdi/nvm-unknown',
  'warning',
  'decode_sib',
  (p) => `unsupported NVM type: ${p.version}, please update software`,
);
export const nvmKnown = told<{ version: string; kind: string }>(
  'serialupdi/nvm-known',
  'notice',
  'decode_sib',
  (p) => `NVM type ${p.version}: ${p.kind}`,
);
export const sibUndecoded = error('serialupdi/sib-undecoded', 'initialize', 'decode SIB_INFO failed');
export const entering = notable('serialupdi/entering', 'initialize', 'entering NVM programming mode');
export const leaving = notable('serialupdi/leaving', 'close', 'leaving NVM programming mode');
export const leavingFailed = error(
  'serialupdi/leaving-failed',
  'close',
  'unable to leave NVM programming mode',
);

export const modeUnreadable = error('serialupdi/mode-unreadable', 'in_prog_mode', 'read CS operation failed');
export const modeUnknown = error(
  'serialupdi/mode-unknown',
  'enter_progmode',
  'checking UPDI NVM prog mode failed',
);
export const keyUnconfirmed = error(
  'serialupdi/key-unconfirmed',
  'enter_progmode',
  'checking KEY status failed',
);
export const programmingKeyRefused = defineMessage('serialupdi/programming-key-refused', {
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'serialupdi_enter_progmode(): key was not accepted\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    text: 'key was not accepted\n',
    where: 'serialupdi_enter_progmode() serialupdi.c',
  }),
  '8.2': () => ({
    level: 'warning',
    lead: 'program',
    text: 'key was not accepted\n',
    where: 'serialupdi_enter_progmode() serialupdi.c',
  }),
});
export const unlockTimedOut = error(
  'serialupdi/unlock-timed-out',
  'wait_for_unlock',
  'timeout waiting for device to unlock',
);
export const stillLocked = error(
  'serialupdi/still-locked',
  'enter_progmode',
  'unable to enter NVM programming mode: device is locked',
);
export const modeTimedOut = defineMessage('serialupdi/mode-timed-out', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'timeout waiting for device to enter NVMPROG mode\n',
    where: 'serialupdi_wait_for_nvmprog() serialupdi.c',
  }),
});
export const notEntered = error(
  'serialupdi/not-entered',
  'enter_progmode',
  'unable to enter NVM programming mode',
);
export const siliconUnreadable = error(
  'serialupdi/silicon-unreadable',
  'initialize',
  'reading chip silicon revision failed',
);
export const siliconRevision = defineMessage<{ revision: number }>('serialupdi/silicon-revision', {
  '8.2': ({ revision }) => ({
    level: 'notice',
    lead: 'program',
    text: `chip silicon revision: ${(revision >> 4).toString(16)}.${(revision & 0x0f).toString(16)}\n`,
  }),
});

export const erasing = defineMessage<{ words: boolean }>('serialupdi/erasing', {
  '6.4': (p) => ({
    level: 'debug',
    lead: 'program',
    text: `${p.words ? 'chip' : 'Chip'} erase using NVM CTRL\n`,
  }),
  '8.2': () => ({ level: 'debug', lead: 'program', text: 'chip erase using NVM CTRL\n' }),
});

/** 8.2 gives addresses of parts without page buffer more digits. */
export const erasingPage = defineMessage<{ address: number; words: boolean }>('serialupdi/erasing-page', {
  '6.4': (p) => pageErase(p.address, 6),
  '8.2': (p) => pageErase(p.address, p.words ? 8 : 6),
});

function pageErase(address: number, digits: number): Words {
  const hex = address.toString(16).toUpperCase().padStart(digits, '0');
  return { level: 'debug', lead: 'program', text: `erase flash page at address 0x${hex}\n` };
}

export const eraseStatusUnreadable = error(
  'serialupdi/erase-status-unreadable',
  'chip_erase',
  'read CS operation during chip erase failed',
);
export const lockedForErase = told<void>(
  'serialupdi/locked-for-erase',
  'warning',
  'chip_erase',
  () => 'device is locked',
);
export const erasingLocked = told<void>(
  'serialupdi/erasing-locked',
  'warning',
  'chip_erase',
  () => 'attempting device erase',
);
export const eraseKeyRefused = error('serialupdi/erase-key-refused', 'unlock', 'key not accepted');
export const unlockFailed = error('serialupdi/unlock-failed', 'unlock', 'waiting for unlock failed');
export const linkAfterUnlockFailed = error(
  'serialupdi/link-after-unlock-failed',
  'unlock',
  'UPDI link reinitialization failed',
);
export const signatureStatusUnreadable = error(
  'serialupdi/signature-status-unreadable',
  'read_signature',
  'read CS operation during signature read failed',
);

export const userRowKeyRefused = error(
  'serialupdi/user-row-key-refused',
  'write_userrow',
  'key was not accepted',
);
export const userRowTimedOut = error(
  'serialupdi/user-row-timed-out',
  'wait_for_urow',
  'timeout waiting for device to complete UROW WRITE',
);
export const userRowNotEntered = error(
  'serialupdi/user-row-not-entered',
  'write_userrow',
  'unable to enter USERROW programming mode',
);
/** 8.2 leaves its line open. */
export const userRowPiece = defineMessage<{ address: number; length: number }>('serialupdi/user-row-piece', {
  '8.2': (p) => ({
    level: 'debug',
    lead: 'program',
    text: `Writing ${p.length} bytes to address 0x${p.address.toString(16).padStart(6, '0')} in USERROW`,
  }),
});
export const userRowUnwritten = error(
  'serialupdi/user-row-unwritten',
  'write_userrow',
  'writing USER ROW failed',
);

export const notOpened = defineMessage('serialupdi/not-opened', {
  '7.1': () => said('debug', 'serial port open failed!\n', 'updi_physical_open() updi_link.c'),
});
