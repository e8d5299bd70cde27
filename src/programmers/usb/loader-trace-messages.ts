import { defineMessage, type MessageDefinition, said } from '../../output/words.ts';

/** How avrdude 7.1 and 8.2 show, at `-v -v -v`, where in the driver of a boot loader on USB they are; 6.4 does not know these types. */

/** What is done, and the end of avrdude's function's name; two differ between the types. */
const functions = {
  take: 'setup',
  'read-parameters': 'parseextparams',
  open: 'open',
  enable: 'enable',
  initialize: 'initialize',
  disable: 'disable',
  'power-down': 'powerdown',
  close: 'close',
  release: 'teardown',
  'read-signature': 'read_sig_bytes',
  'erase-chip': 'chip_erase',
  'read-byte': 'read_byte',
  'write-byte': 'write_byte',
  'read-pages': 'paged_load',
  'write-pages': 'paged_write',
  'write-page': 'write_page',
} as const;
type OwnOperation = 'start' | 'erase-application';

/** Something that is begun, with what it is done to. */
export type Entered =
  | {
      readonly operation:
        | Exclude<keyof typeof functions, 'open' | ByteOperation | PagesOperation | 'write-page'>
        | OwnOperation;
    }
  | { readonly operation: 'open'; readonly port: string }
  | { readonly operation: ByteOperation; readonly memory: string; readonly address: number }
  | {
      readonly operation: PagesOperation;
      readonly pageSize: number;
      readonly address: number;
      readonly length: number;
    }
  | { readonly operation: 'write-page'; readonly address: number; readonly length: number };

type ByteOperation = 'read-byte' | 'write-byte';
type PagesOperation = 'read-pages' | 'write-pages';

/** What a type has of its own. */
interface Own {
  readonly functions: Readonly<Record<OwnOperation, string>>;
  /** Digits of a page's address. */
  readonly addressDigits: number;
}

/** The messages of a type, by its name, which avrdude's functions begin with. */
export function loaderTrace(
  type: 'micronucleus' | 'teensy',
  own: Own,
): { readonly entered: MessageDefinition<Entered>; readonly displayed: MessageDefinition<void> } {
  const names: Readonly<Record<Entered['operation'], string>> = { ...functions, ...own.functions };
  return {
    entered: defineMessage<Entered>(`${type}/entered`, {
      '6.4': (facts) =>
        said('debug', `${type}_${names[facts.operation]}(${enteredWith(facts, own.addressDigits)})\n`),
    }),
    // Nothing is shown of the programmer at `-v`; until 7.1 that was traced.
    displayed: defineMessage(`${type}/displayed`, {
      '6.4': () => said('debug', `${type}_display()\n`),
      '8.2': () => [],
    }),
  };
}

function enteredWith(facts: Entered, addressDigits: number): string {
  switch (facts.operation) {
    case 'open':
      return `"${facts.port}"`;
    case 'read-byte':
    case 'write-byte':
      return `desc=${facts.memory}, addr=0x${upper(facts.address).padStart(4, '0')}`;
    case 'read-pages':
    case 'write-pages':
      return `page_size=0x${upper(facts.pageSize)}, addr=0x${upper(facts.address)}, n_bytes=0x${upper(facts.length)}`;
    case 'write-page':
      return `address=0x${upper(facts.address).padStart(addressDigits, '0')}, size=${facts.length}`;
    default:
      return '';
  }
}

const upper = (value: number): string => value.toString(16).toUpperCase();
