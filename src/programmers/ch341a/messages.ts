import { defineMessage, type MessageDefinition } from '../../output/words.ts';
import { libusb1Text } from '../../protocols/usb/errno.ts';

/** What a CH341A has to say while it is found and while it works. Words from ch341a.c of 8.2; earlier releases do not know it. */

const hex = (value: number): string => value.toString(16);

/** @param where the function of avrdude's that says it */
function complaint<Facts>(
  name: string,
  level: 'error' | 'warning',
  where: string,
  text: (facts: Facts) => string,
): MessageDefinition<Facts> {
  return defineMessage<Facts>(name, {
    '6.4': (facts) => ({ level: 'info', lead: 'program', text: `${where}(): ${text(facts)}\n` }),
    '7.1': (facts) => ({
      level,
      lead: 'program',
      where: `${where}() ch341a.c`,
      text: `${text(facts)}\n`,
    }),
  });
}

/** What is done, and avrdude's function for it. */
const functions = {
  initialize: 'ch341a_initialize',
  close: 'ch341a_close',
  'select-chip': 'ch341a_ChipSelect',
} as const;

/** Something that is begun. */
export type Entered =
  | { readonly operation: 'open'; readonly port: string }
  | { readonly operation: keyof typeof functions };

/** Debugging: where avrdude's driver is. */
export const entered = defineMessage<Entered>('ch341a/entered', {
  '6.4': (facts) =>
    facts.operation === 'open'
      ? { level: 'debug', lead: 'program', text: `ch341a_open("${facts.port}")\n` }
      : { level: 'trace', lead: 'program', text: `${functions[facts.operation]}()\n` },
});

export const portInvalid = complaint<{ port: string }>(
  'ch341a/port-invalid',
  'error',
  'ch341a_open',
  ({ port }) => `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>]`,
);

export const serialIgnored = complaint<{ serial: string; port: string }>(
  'ch341a/serial-ignored',
  'warning',
  'ch341a_open',
  ({ serial, port }) => `ignoring serial number ${serial} given in -P ${port}`,
);

export const severalProductIds = complaint<{ used: number }>(
  'ch341a/several-product-ids',
  'warning',
  'ch341a_open',
  ({ used }) => `using PID 0x${hex(used).padStart(4, '0')}, ignoring remaining PIDs in list`,
);

export const cannotOpen = complaint<{ error: unknown }>(
  'ch341a/cannot-open',
  'warning',
  'ch341a_open',
  ({ error }) => `cannot open USB device: ${libusb1Text(error)}`,
);

export const notFound = complaint<{ vendorId: number; productId: number }>(
  'ch341a/not-found',
  'error',
  'ch341a_open',
  ({ vendorId, productId }) =>
    `could not find USB device with vid=0x${hex(vendorId)} pid=0x${hex(productId)}`,
);

/** @param result libusb's, with its name */
export const cannotClaim = complaint<{ result: string }>(
  'ch341a/cannot-claim',
  'error',
  'ch341a_open',
  ({ result }) => `libusb_claim_interface failed, return value ${result}`,
);

export const bitClockIgnored = complaint<{ id: string }>(
  'ch341a/bit-clock-ignored',
  'warning',
  'ch341a_open',
  ({ id }) => `-c ${id} does not support adjustable bitclock speed; ignoring -B`,
);

/** RESET is wired to a pin that the chip does not have. */
export const noSuchPin = complaint<{ pin: number }>(
  'ch341a/no-such-pin',
  'error',
  'CH341ChipSelect',
  ({ pin }) => `invalid CS pin ${pin}, 0~2 are available`,
);

export const selectFailed = complaint<{ low: boolean }>(
  'ch341a/select-failed',
  'error',
  'ch341a_initialize',
  ({ low }) => `CH341ChipSelect(..., ${low}) failed`,
);

export const noEraseInstruction = complaint<{ part: string }>(
  'ch341a/no-erase-instruction',
  'error',
  'ch341a_spi_chip_erase',
  ({ part }) => `chip erase instruction not defined for part ${part}`,
);

export const noEnableInstruction = complaint<{ part: string }>(
  'ch341a/no-enable-instruction',
  'error',
  'ch341a_spi_program_enable',
  ({ part }) => `program enable instruction not defined for part ${part}`,
);

/** What came back for "programming enable". */
export const enableAnswered = defineMessage<{ answer: Uint8Array }>('ch341a/enable-answered', {
  '6.4': ({ answer }) => ({
    level: 'debug',
    lead: 'program',
    text: `ch341a_spi_program_enable resp = ${Array.from(answer, (byte) => hex(byte).padStart(2, '0')).join(' ')}\n`,
  }),
});
