import type { MessageDefinition } from '../../output/words.ts';
import type { NvmController, Purpose, RegisterName } from './nvm-controller.ts';

/** What avrdude says of the memory controller behind UPDI (`updi_nvm.c` of 7.1, `updi_nvm_v….c` of 8.2). */

/** What the memory controller does, and avrdude's function for it: up to 7.x, and since, when the version is put behind all of them. */
const functions = {
  'erase-chip': named('chip_erase'),
  'erase-page': named('erase_flash_page'),
  'write-fuse': named('write_fuse'),
  write: { ...named('write'), since8: 'nvm_write' },
  wait: { before8: () => 'updi_nvm_wait_ready', since8: 'updi_nvm_wait_ready' },
};
export type NvmOperation = keyof typeof functions;

function named(name: string) {
  return { before8: (version: string) => `nvm_${name}_V${version}`, since8: `updi_nvm_${name}` };
}

/** A failure of the memory controller: which version it is, and where that was seen. */
interface NvmFailure {
  readonly nvm: NvmController;
  readonly operation: NvmOperation;
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
      where: `${functions[p.operation].before8(p.nvm.version)}() updi_nvm.c`,
    }),
    '8.2': (p) => ({
      level: 'error',
      lead: 'program',
      text: `${text(p)}\n`.replace('updi_nvm_wait_ready()', `updi_nvm_wait_ready_V${p.nvm.version}()`),
      where: `${functions[p.operation].since8}_V${p.nvm.version}() updi_nvm_v${p.nvm.version}.c`,
    }),
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
