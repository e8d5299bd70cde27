import { defineMessage, said } from '../../output/words.ts';

/** How avrdude 7.1 and 8.2 show, at `-v -v -v`, where in teensy.c they are; 6.4 does not know the type. */

/** What is done, and avrdude's function for it. */
const functions = {
  take: 'teensy_setup',
  'read-parameters': 'teensy_parseextparams',
  open: 'teensy_open',
  enable: 'teensy_enable',
  initialize: 'teensy_initialize',
  disable: 'teensy_disable',
  'power-down': 'teensy_powerdown',
  start: 'teensy_reboot',
  close: 'teensy_close',
  release: 'teensy_teardown',
  'read-signature': 'teensy_read_sig_bytes',
  'erase-chip': 'teensy_chip_erase',
  'erase-application': 'teensy_erase_flash',
  'read-byte': 'teensy_read_byte',
  'write-byte': 'teensy_write_byte',
  'read-pages': 'teensy_paged_load',
  'write-pages': 'teensy_paged_write',
  'write-page': 'teensy_write_page',
} as const;

/** Something that is begun, with what it is done to. */
export type Entered =
  | {
      readonly operation: Exclude<
        keyof typeof functions,
        'open' | ByteOperation | PagesOperation | 'write-page'
      >;
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

/** Where avrdude's driver is, at `-v -v -v`. */
export const entered = defineMessage<Entered>('teensy/entered', {
  '6.4': (facts) => said('debug', `${functions[facts.operation]}(${enteredWith(facts)})\n`),
});

function enteredWith(facts: Entered): string {
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
      return `address=0x${upper(facts.address).padStart(6, '0')}, size=${facts.length}`;
    default:
      return '';
  }
}

/** What is shown of the programmer at `-v`: nothing; until 7.1 that was traced. */
export const displayed = defineMessage('teensy/displayed', {
  '6.4': () => said('debug', 'teensy_display()\n'),
  '8.2': () => [],
});

const upper = (value: number): string => value.toString(16).toUpperCase();
