import { defineMessage, said } from '../../output/words.ts';
import { type Flip2Unit, flip2Units } from '../../protocols/dfu/flip2.ts';
import { type MemoryOperation, memoryFunctions } from './operation-messages.ts';

/** What flip2 has to say. Words from flip2.c of the releases. */

const where = (name: string): string => `${name}() flip2.c`;
const upper = (value: number, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0');

/** A range of a memory, and what is done with it. */
export interface Access {
  readonly operation: 'read' | 'write';
  readonly unit: Flip2Unit;
  readonly address: number;
  readonly length: number;
}

const unitNames: Readonly<Record<Flip2Unit, string>> = {
  flash: 'Flash',
  eeprom: 'EEPROM',
  bootloader: 'bootloader version',
  signature: 'signature',
};

export const entered = defineMessage<Access>('flip2/entered', {
  '6.4': (access) => said('notice2', enteredText(access)),
  '8.2': (access) => said('debug', enteredText(access)),
});

const enteredText = ({ operation, unit, address, length }: Access): string =>
  `flip_${operation}_memory(${unitNames[unit]}, 0x${address.toString(16).padStart(4, '0')}, ${length})\n`;

export const erasing = defineMessage('flip2/erasing', {
  '6.4': () => said('notice2', 'flip_chip_erase()\n'),
  '8.2': () => said('debug', 'flip_chip_erase()\n'),
});

/** What a command does, and avrdude's function that sends it. */
const functions = {
  'erase-chip': 'flip2_chip_erase',
  'select-unit': 'flip2_set_mem_unit',
  'select-page': 'flip2_set_mem_page',
  'read-block': 'flip2_read_max1k',
  'write-block': 'flip2_write_max1k',
} as const;
export type Command = keyof typeof functions;

/** A command ended with an error. */
export const status = defineMessage<{ name: string; command: Command }>('flip2/status', {
  '6.4': ({ name }) => said('info', `Error: DFU status ${name}\n`),
  '7.1': ({ name, command }) => said('error', `DFU status ${name}\n`, where(functions[command])),
});

export const unitUnknown = defineMessage<{ unit: Flip2Unit }>('flip2/unit-unknown', {
  '6.4': ({ unit }) => said('info', `Error: Unknown memory unit (0x${hex2(unit)})\n`),
  '7.1': ({ unit }) => said('error', `unknown memory unit (0x${hex2(unit)})\n`, where('flip2_set_mem_unit')),
});

export const pageOutOfRange = defineMessage<{ page: number }>('flip2/page-out-of-range', {
  '6.4': ({ page }) => said('info', `Error: Page address out of range (0x${hex4(page)})\n`),
  '7.1': ({ page }) =>
    said('error', `page address out of range (0x${hex4(page)})\n`, where('flip2_set_mem_page')),
});

export const addressOutOfRange = defineMessage<{ first: number; last: number; operation: 'read' | 'write' }>(
  'flip2/address-out-of-range',
  {
    '6.4': ({ first, last }) =>
      said('info', `Error: Address out of range [0x${upper(first, 4)},0x${upper(last, 4)}]\n`),
    '7.1': ({ first, last, operation }) =>
      said(
        'error',
        `address out of range [0x${upper(first, 4)},0x${upper(last, 4)}]\n`,
        where(`flip2_${operation}_max1k`),
      ),
  },
);

export const unitNotSet = defineMessage<Access>('flip2/unit-not-set', {
  '6.4': ({ unit }) => said('info', `Error: Failed to set ${unitText(unit)}`),
  '7.1': ({ operation, unit }) =>
    said('error', `unable to set ${unitText(unit)}`, where(`flip2_${operation}_memory`)),
});

const unitText = (unit: Flip2Unit): string =>
  `memory unit 0x${upper(flip2Units[unit], 2)} (${unitNames[unit]})\n`;

export const pageNotSet = defineMessage<{ page: number; operation: 'read' | 'write' }>('flip2/page-not-set', {
  '6.4': ({ page }) => said('info', `Error: Failed to set memory page 0x${upper(page, 4)}\n`),
  '7.1': ({ page, operation }) =>
    said('error', `unable to set memory page 0x${upper(page, 4)}\n`, where(`flip2_${operation}_memory`)),
});

export const accessFailed = defineMessage<Access>('flip2/access-failed', {
  '6.4': (access) => said('info', `Error: Failed to ${accessText(access)}`),
  '7.1': (access) =>
    said('error', `unable to ${accessText(access)}`, where(`flip2_${access.operation}_memory`)),
});

const accessText = ({ operation, address, length }: Access): string =>
  `${operation} 0x${upper(length, 4)} bytes at 0x${upper(address, 4)}\n`;

/** `operation`: in which avrdude finds out. */
export const notAccessible = defineMessage<{ memory: string; operation: MemoryOperation }>(
  'flip2/not-accessible',
  {
    '6.4': ({ memory }) =>
      said('info', `Error: "${memory}" memory not accessible using FLIP${question(memory)}\n`),
    '7.1': ({ memory, operation }) =>
      said(
        'error',
        `${memory} memory not accessible using FLIP${question(memory)}\n`,
        where(`flip2_${memoryFunctions[operation]}`),
      ),
  },
);

const question = (memory: string): string => (memory === 'flash' ? ' (did you mean "application"?)' : '');
const hex2 = (unit: Flip2Unit): string => flip2Units[unit].toString(16).padStart(2, '0');
const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** Our own: avrdude would ask for ever. */
export const eraseEndless = defineMessage<{ seconds: number }>('flip2/erase-endless', {
  '6.4': ({ seconds }) => said('info', `Error: the chip is still being erased after ${seconds} s\n`),
  '7.1': ({ seconds }) => said('error', `the chip is still being erased after ${seconds} s\n`),
});
