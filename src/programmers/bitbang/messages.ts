import { defineMessage, type MessageDefinition, raw, said, type Words } from '../../output/words.ts';
import type { BitFrameFault } from '../../protocols/tpi/bit-frames.ts';

/** What avrdude says while it sets pins one by one (`bitbang.c`). */

const where = (name: string): string => `${name}() bitbang.c`;

/** @param old what 6.4 says, if it is not the same */
function complaint<Facts>(
  name: string,
  func: string,
  text: (facts: Facts) => string,
  old: (facts: Facts) => Words,
): MessageDefinition<Facts> {
  return defineMessage<Facts>(name, {
    '6.4': old,
    '7.1': (facts) => said('error', `${text(facts)}\n`, where(func)),
  });
}

export const notResponding = complaint<void>(
  'bitbang/not-responding',
  'bitbang_initialize',
  () => 'AVR device not responding',
  () => said('info', 'AVR device not responding\n'),
);

/** avrdude counts how often it can turn in a microsecond; here a delay looks at the clock. */
export const calibrated = defineMessage('bitbang/calibrated', {
  '6.4': () => [
    said('notice2', 'Calibrating delay loop...'),
    raw('notice2', ' calibrated to 0 cycles per us\n'),
  ],
  '7.1': () => [
    said('notice2', 'calibrating delay loop ...'),
    raw('notice2', ' calibrated to 0 cycles per us\n'),
  ],
});

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `${byte.toString(16).toUpperCase().padStart(2, '0')} `).join('');

/** What is exchanged, and avrdude's function for it: up to 7.1, and since. */
const functions = {
  instruction: ['bitbang_cmd', 'bitbang_cmd'],
  tpi: ['bitbang_cmd_tpi', 'bitbang_cmd_tpi'],
  spi: ['bitbang_cmd', 'bitbang_spi'],
} as const;

/** Bytes that were sent, and those that came in meanwhile. @param by the function of avrdude's */
export const exchanged = defineMessage<{
  sent: Uint8Array;
  received: Uint8Array;
  operation: keyof typeof functions;
}>('bitbang/exchanged', {
  '6.4': ({ sent, received, operation }) =>
    raw('notice2', `${functions[operation][0]}(): [ ${hex(sent)}] [ ${hex(received)}]\n`),
  '8.2': ({ sent, received, operation }) =>
    raw('debug', `${functions[operation][1]}(): [ ${hex(sent)}] [ ${hex(received)}]\n`),
});

export const pinMissing = complaint<{ pin: string; oldPin: string }>(
  'bitbang/pin-missing',
  'verify_pin_assigned',
  ({ pin }) => `no pin has been assigned for ${pin}`,
  ({ oldPin }) => said('info', `error: no pin has been assigned for ${oldPin}\n`),
);

const lacking = (name: string, func: string, what: string): MessageDefinition<{ part: string }> =>
  complaint<{ part: string }>(
    name,
    func,
    ({ part }) => `${what} instruction not defined for part ${part}`,
    ({ part }) => raw('info', `${what} instruction not defined for part "${part}"\n`),
  );
export const noEraseInstruction = lacking('bitbang/no-erase-instruction', 'bitbang_chip_erase', 'chip erase');
export const noEnableInstruction = lacking(
  'bitbang/no-enable-instruction',
  'bitbang_program_enable',
  'program enable',
);

/** The two data lines of a TPI part are about to be looked at, or have been found tied together. */
export const linkLookedAt = defineMessage<{ present: boolean }>('bitbang/link-looked-at', {
  '6.4': ({ present }) =>
    raw('notice2', present ? 'MOSI-MISO link present\n' : 'doing MOSI-MISO link check\n'),
  '7.1': ({ present }) => raw('notice2', present ? 'SDO-SDI link present\n' : 'doing SDO-SDI link check\n'),
});

export const notLinked = complaint<{ level: 0 | 1 }>(
  'bitbang/not-linked',
  'bitbang_initialize',
  ({ level }) => `SDO->SDI ${level} failed`,
  ({ level }) => raw('info', `MOSI->MISO ${level} failed\n`),
);

export const notATpiPart = complaint<void>(
  'bitbang/not-a-tpi-part',
  'bitbang_initialize',
  () => 'TPIIR not correct',
  () => raw('info', 'TPIIR not correct\n'),
);

const faults: Readonly<Record<BitFrameFault, string>> = {
  'no-start': 'start bit not received correctly',
  parity: 'parity bit is wrong',
  'stop-bits': 'stop bits not received correctly',
};
export const frameBroken = complaint<{ fault: BitFrameFault }>(
  'bitbang/frame-broken',
  'bitbang_tpi_rx',
  ({ fault }) => faults[fault],
  ({ fault }) => raw('info', `bitbang_tpi_rx: ${faults[fault]}\n`),
);
