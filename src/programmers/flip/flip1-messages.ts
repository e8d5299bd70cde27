import { defineMessage, more, raw, said } from '../../output/words.ts';
import { type Flip1Memory, statusText } from '../../protocols/dfu/flip1.ts';
import { type MemoryOperation, memoryFunctions } from './operation-messages.ts';

/** What flip1 has to say. Words from flip1.c of the releases. */

const where = (name: string): string => `${name}() flip1.c`;

/** A range of a memory, and what is done with it. */
export interface Access {
  readonly operation: 'read' | 'write';
  readonly memory: Flip1Memory;
  readonly address: number;
  readonly length: number;
}

/** As avrdude calls a memory by its number: reading names EEPROM by one that it knows no name for. */
const unitName = ({ operation, memory }: Access): string =>
  memory === 'flash' ? 'Flash' : operation === 'write' ? 'EEPROM' : 'unknown';

export const entered = defineMessage<Access>('flip1/entered', {
  '6.4': (access) => said('notice2', enteredText(access)),
  '8.2': (access) => said('debug', enteredText(access)),
});

const enteredText = (access: Access): string =>
  `flip_${access.operation}_memory(${unitName(access)}, 0x${access.address.toString(16).padStart(4, '0')}, ${access.length})\n`;

export const erasing = defineMessage('flip1/erasing', {
  '6.4': () => said('notice2', 'flip_chip_erase()\n'),
  '8.2': () => said('debug', 'flip_chip_erase()\n'),
});

/** Where the signature comes from; undefined if there is nothing that could tell it, and then the line stays open. */
export const readingSignature = defineMessage<{ from: 'cached' | 'from device' | undefined }>(
  'flip1/reading-signature',
  {
    '6.4': ({ from }) => said('notice2', readingText(from)),
    '8.2': ({ from }) => said('debug', readingText(from)),
  },
);

const readingText = (from: string | undefined): string =>
  `flip1_read_sig_bytes(): ${from === undefined ? '' : `${from}\n`}`;

export const notErased = defineMessage<{ status: number }>('flip1/not-erased', {
  '6.4': ({ status }) => said('info', `failed to send chip erase command: ${statusText(status)}\n`),
  '7.1': ({ status }) =>
    said('error', `unable to send chip erase command: ${statusText(status)}\n`, where('flip1_chip_erase')),
});

export const signatureRefused = defineMessage<{ step: 'ask' | 'read'; byte: number; status: number }>(
  'flip1/signature-refused',
  {
    '6.4': ({ step, byte, status }) =>
      said(
        'info',
        `failed to ${step === 'ask' ? 'send cmd for' : 'read'} signature byte ${byte}: ${statusText(status)}\n`,
      ),
    '7.1': ({ step, byte, status }) =>
      said(
        'error',
        `unable to ${step === 'ask' ? 'send cmd for' : 'read'} signature byte ${byte}: ${statusText(status)}\n`,
        where('flip1_read_sig_bytes'),
      ),
  },
);

/** `second`: of reading, when the data had been asked for. */
export const accessRefused = defineMessage<Access & { status: number; second: boolean }>(
  'flip1/access-refused',
  {
    '6.4': (facts) => said('info', `failed to ${accessText(facts)}`),
    '7.1': (facts) =>
      said(
        'error',
        `unable to ${accessText(facts)}`,
        where(`flip1_${facts.operation}_memory`) + (facts.second ? ' #2' : ''),
      ),
  },
);

const accessText = ({ status, ...access }: Access & { status: number }): string =>
  `${access.operation} ${access.length} bytes of ${unitName(access)} memory @${access.address}: ${statusText(status)}\n`;

export const pageRefused = defineMessage<{ status: number }>('flip1/page-refused', {
  '6.4': ({ status }) => said('info', `failed to set memory page: ${statusText(status)}\n`),
  '7.1': ({ status }) =>
    said('error', `unable to set memory page: ${statusText(status)}\n`, where('flip1_set_mem_page')),
});

const stars = '***********************************************************************\n';
/** With the accents of avrdude's source. */
const question = 'Maybe the device is in ``security mode\u00b4\u00b4, and needs a chip erase first?\n';

/** The loader keeps its memories to itself until the chip is erased. */
export const closed = defineMessage('flip1/closed', {
  '6.4': () => [
    raw('info', '\n'),
    { level: 'info', lead: 'colon', text: '\n' },
    ...[stars, question, stars].map((line) => more('info', line)),
    raw('info', '\n'),
  ],
  '7.1': () => [
    raw('error', '\n'),
    said('error', '\n', where('flip1_read_memory')),
    ...[stars, question, stars].map((line) => more('error', line)),
    raw('error', '\n'),
  ],
  '8.2': () =>
    said(
      'error',
      'maybe the device is in security mode and needs a chip erase first?\n',
      where('flip1_read_memory'),
    ),
});

/** `operation`: in which avrdude finds out. */
export const notAccessible = defineMessage<{ memory: string; operation: MemoryOperation }>(
  'flip1/not-accessible',
  {
    '6.4': ({ memory }) => said('info', `Error: "${memory}" memory not accessible using FLIP\n`),
    '7.1': ({ memory, operation }) =>
      said(
        'error',
        `${memory} memory not accessible using FLIP\n`,
        where(`flip1_${memoryFunctions[operation]}`),
      ),
  },
);
