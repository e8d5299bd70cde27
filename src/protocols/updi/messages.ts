import { defineMessage, type MessageDefinition, type Words } from '../../output/words.ts';
import type { NvmController, Purpose, RegisterName } from './nvm-controller.ts';

/** What avrdude says of UPDI (`updi_link.c`, `updi_readwrite.c`, `updi_nvm.c` of 7.1, `updi_nvm_v….c` of 8.2). */

/** A step of the conversation, as `-v -v -v` shows it. */
export const step = defineMessage<{ text: string }>('updi/step', {
  '6.4': ({ text }) => ({ level: 'debug', lead: 'program', text: `${text}\n` }),
});

/** A number as steps name it. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}

export const bytesSent = defineMessage<{ data: Uint8Array }>('updi/bytes-sent', {
  '6.4': ({ data }) => listed('sending', data),
});

export const bytesReceived = defineMessage<{ data: Uint8Array }>('updi/bytes-received', {
  '6.4': ({ data }) => listed('received', data),
});

function listed(verb: string, data: Uint8Array): Words {
  const bytes = Array.from(data, (byte) => `0x${byte.toString(16).padStart(2, '0')}`);
  return { level: 'debug', lead: 'program', text: `${verb} ${data.length} bytes [${bytes.join(', ')}]\n` };
}

export const nothingReceived = defineMessage('updi/nothing-received', {
  '6.4': () => ({
    level: 'debug',
    lead: 'program',
    text: 'serialupdi_recv(): programmer is not responding\n',
  }),
  '8.2': () => ({
    level: 'debug',
    lead: 'program',
    text: 'updi_physical_recv(): programmer is not responding\n',
  }),
});

/** A failure of the memory controller: which version it is, and where that was seen. */
interface NvmFailure {
  readonly nvm: NvmController;
  readonly operation: string;
}

function nvmFailed<Facts extends NvmFailure>(
  name: string,
  text: (facts: Facts) => string,
): MessageDefinition<Facts> {
  return {
    name,
    '6.4': (p) => ({ level: 'info', lead: 'program', text: `${text(p)}\n` }),
    '7.1': (p) => ({
      level: 'error',
      lead: 'program',
      text: `${text(p)}\n`,
      where: `${p.operation === 'wait_ready' ? 'updi_nvm_wait_ready' : `nvm_${p.operation}_V${p.nvm.version}`}() updi_nvm.c`,
    }),
    '8.2': (p) => {
      const func = p.operation === 'write' ? 'nvm_write' : `updi_nvm_${p.operation}`;
      return {
        level: 'error',
        lead: 'program',
        text: `${text(p)}\n`.replace('updi_nvm_wait_ready()', `updi_nvm_wait_ready_V${p.nvm.version}()`),
        where: `${func}_V${p.nvm.version}() updi_nvm_v${p.nvm.version}.c`,
      };
    },
  };
}

export const nvmNotReady = nvmFailed<NvmFailure>('updi/nvm-not-ready', () => 'updi_nvm_wait_ready() failed');
export const nvmTimedOut = nvmFailed<NvmFailure>('updi/nvm-timed-out', () => 'wait NVM ready timed out');

export const nvmError = nvmFailed<NvmFailure & { status: number }>('updi/nvm-error', ({ nvm, status }) => {
  if (nvm.errorShift === undefined) return 'unable to write NVM status';
  const code = nvm.data === 'page-buffer' ? 'error code' : 'error';
  return `unable to write NVM status, ${code} ${status >> nvm.errorShift}`;
});

export const nvmCommandFailed = nvmFailed<NvmFailure & { purpose: Purpose }>(
  'updi/nvm-command-failed',
  ({ nvm, purpose }) => {
    switch (purpose) {
      case 'clear-buffer':
      case 'write-direct':
        return 'clear page operation failed';
      case 'write':
        return 'commit data command failed';
      case 'write-eeprom':
        return 'EEPROM erase command failed';
      case 'erase':
        return nvm.version === '0' ? 'UPDI chip erase command failed' : 'chip erase command failed';
      case 'erase-page':
        return nvm.version === '0'
          ? 'UPDI flash page erase command failed'
          : 'flash page erase command failed';
      case 'fuse':
        return 'write fuse operation failed';
      case 'none':
        return nvm.data === 'direct' ? 'command buffer erase failed' : 'sending empty command failed';
    }
  },
);

export const nvmRegisterFailed = nvmFailed<NvmFailure & { name: RegisterName }>(
  'updi/nvm-register-failed',
  ({ name }) => (name === 'ADDRL' ? 'UPDI write ADDRL operation failed' : `write ${name} operation failed`),
);

export const nvmDataFailed = nvmFailed<NvmFailure & { words: boolean }>(
  'updi/nvm-data-failed',
  ({ words }) => (words ? 'write data words operation failed' : 'write data operation failed'),
);
