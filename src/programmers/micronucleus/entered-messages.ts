import { defineMessage, said } from '../../output/words.ts';

/** How avrdude 7.1 and 8.2 show, at `-v -v -v`, where in micronucleus.c they are; 6.4 does not know the type. */

/** What is done, and avrdude's function for it. */
const functions = {
  take: 'setup',
  'read-parameters': 'parseextparams',
  open: 'open',
  enable: 'enable',
  initialize: 'initialize',
  disable: 'disable',
  'power-down': 'powerdown',
  start: 'start',
  close: 'close',
  release: 'teardown',
  'read-signature': 'read_sig_bytes',
  'erase-chip': 'chip_erase',
  'erase-application': 'erase_device',
  'read-byte': 'read_byte',
  'write-byte': 'write_byte',
  'read-pages': 'paged_load',
  'write-pages': 'paged_write',
  'write-page': 'write_page',
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
export const entered = defineMessage<Entered>('micronucleus/entered', {
  '6.4': (facts) => said('debug', `micronucleus_${functions[facts.operation]}(${enteredWith(facts)})\n`),
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
      return `address=0x${upper(facts.address).padStart(4, '0')}, size=${facts.length}`;
    default:
      return '';
  }
}

/** What is shown of the programmer at `-v`: nothing; until 7.1 that was traced. */
export const displayed = defineMessage('micronucleus/displayed', {
  '6.4': () => said('debug', 'micronucleus_display()\n'),
  '8.2': () => [],
});

const upper = (value: number): string => value.toString(16).toUpperCase();
