import { defineMessage, type Words } from '../../output/words.ts';
import type { Unit } from './instructions.ts';
import type { Purpose, RegisterName } from './nvm-controller.ts';
import type { NvmOperation } from './nvm-messages.ts';

/** Steps of a conversation over UPDI, as avrdude shows them at `-v -v -v` (`updi_link.c`, `updi_readwrite.c`, `updi_nvm….c`). */

/** What is said to the target, and what it makes of it. */
export type UpdiStep =
  | { readonly kind: keyof typeof plain }
  | { readonly kind: 'load-register'; readonly register: number }
  | { readonly kind: 'store-register'; readonly register: number; readonly value: number }
  | { readonly kind: 'load' | 'set-pointer'; readonly address: number }
  | { readonly kind: 'store'; readonly address: number; readonly unit: Unit }
  | { readonly kind: 'read'; readonly address: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly times: number }
  | { readonly kind: 'load-on'; readonly unit: Unit }
  /** All at once, without an acknowledgement in between. */
  | { readonly kind: 'store-words-on'; readonly length: number }
  | { readonly kind: 'unacknowledged'; readonly what: keyof typeof unacknowledged }
  /** `direct`: the controller has no page buffer. */
  | {
      readonly kind: 'command';
      readonly command: number;
      readonly purpose: Purpose;
      readonly operation: NvmOperation;
      readonly direct: boolean;
    }
  | { readonly kind: 'controller-register'; readonly name: RegisterName };

const plain = {
  'link-resetting': 'datalink not active, resetting ...',
  'link-lost': 'restoring datalink failed',
  'link-ok': 'UDPI init OK',
  'link-wrong': 'UDPI not OK - reinitialisation required',
  'link-unanswered': 'check failed',
  'double-break': 'sending double break',
  'write-key': 'UPDI writing key',
  'store-bytes-on': 'ST8 to *ptr++',
} as const;

/** What the target has not acknowledged. */
const unacknowledged = {
  pointer: 'UPDI ST_PTR expected ACK',
  'first-byte': 'ACK was expected but not received',
  'further-byte': 'data ACK was expected but not received',
  address: 'UPDI data phase expected first ACK',
  data: 'UPDI data phase expected second ACK',
} as const;

export const step = defineMessage<UpdiStep>('updi/step', {
  '6.4': (facts) =>
    texts(facts).map((text): Words => ({ level: 'debug', lead: 'program', text: `${text}\n` })),
});

function texts(step: UpdiStep): readonly string[] {
  switch (step.kind) {
    case 'load-register':
      return [`LDCS from ${hex(step.register, 2)}`];
    case 'store-register':
      return [`STCS ${hex(step.value, 2)} to address ${hex(step.register, 2)}`];
    case 'load':
      return [`LD from ${hex(step.address, 6)}`];
    case 'set-pointer':
      return [`ST_PTR to ${hex(step.address, 6)}`];
    case 'store':
      return [`ST${step.unit === 2 ? '16' : ''} to ${hex(step.address, 6)}`];
    case 'read':
      return [`reading ${step.length} bytes from ${hex(step.address, 6)}`];
    case 'repeat':
      return [`repeat ${step.times}`];
    case 'load-on':
      return [`LD${8 * step.unit} from ptr++`];
    case 'store-words-on':
      return [`ST16 to *ptr++ with RSD, data length: ${hex(step.length, 3)} in blocks of: -1`];
    case 'unacknowledged':
      return [unacknowledged[step.what]];
    case 'command':
      return [...purposeTexts(step), `NVMCMD ${step.command} executing`];
    case 'controller-register':
      return registerTexts[step.name];
    default:
      return [plain[step.kind]];
  }
}

/** What a command is given for; some are not spoken of. */
function purposeTexts(step: UpdiStep & { readonly kind: 'command' }): readonly string[] {
  switch (step.purpose) {
    case 'write':
      return ['committing data'];
    case 'fuse':
      return ['execute fuse write'];
    case 'clear-buffer':
      return step.operation === 'write' ? ['clear page buffer'] : [];
    case 'write-direct':
      return ['NVM write command'];
    case 'write-eeprom':
      return ['NVM EEPROM erase/write command'];
    case 'none':
      return step.direct ? ['clear NVM command'] : [];
    default:
      return [];
  }
}

/** The high byte of the address goes with the low one. */
const registerTexts: Readonly<Record<RegisterName, readonly string[]>> = {
  ADDRL: ['load NVM address'],
  ADDRH: [],
  DATAL: ['load fuse data'],
};

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}
