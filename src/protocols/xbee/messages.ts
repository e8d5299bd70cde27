import { defineMessage, type Level, type MessageDefinition, said } from '../../output/words.ts';

/** What is said of radios between the host and a boot loader. Words from xbee.c of the three releases. */

/** @param levels of all releases @param texts of 6.4 and those after it */
function message<Facts = void>(
  name: string,
  level: 'error' | 'notice',
  place: string,
  [oldText, text]: readonly [(facts: Facts) => string, (facts: Facts) => string],
): MessageDefinition<Facts> {
  const oldLevel: Level = level === 'error' ? 'info' : level;
  return defineMessage<Facts>(`xbee/${name}`, {
    '6.4': (facts) => said(oldLevel, `${oldText(facts)}\n`),
    '7.1': (facts) => said(level, `${text(facts)}\n`, `${place}() xbee.c`),
  });
}

export const localAsked = message<{ name: string }>('local-asked', 'notice', 'localAsyncAT', [
  ({ name }) => `Local AT command: ${name}`,
  ({ name }) => `local AT command: ${name}`,
]);

export const remoteAsked = message<{ name: string }>('remote-asked', 'notice', 'sendAT', [
  ({ name }) => `Remote AT command: ${name}`,
  ({ name }) => `remote AT command: ${name}`,
]);

export const localAnswered = message<{ name: string; result: number }>(
  'local-answered',
  'notice',
  'xbeedev_poll',
  [
    ({ name, result }) => `xbeedev_poll(): Local command ${name} result code ${result}`,
    ({ name, result }) => `xbeedev_poll(): local command ${name} result code ${result}`,
  ],
);

export const remoteAnswered = message<{ sequence: number; result: number }>(
  'remote-answered',
  'notice',
  'xbeedev_poll',
  [
    ({ sequence, result }) => `xbeedev_poll(): Remote command ${sequence} result code ${result}`,
    ({ sequence, result }) => `xbeedev_poll(): remote command ${sequence} result code ${result}`,
  ],
);

const oldFailures: Readonly<Record<number, string>> = {
  1: 'Error communicating with Remote XBee',
  2: 'Remote XBee command error: Invalid command',
  3: 'Remote XBee command error: Invalid parameter',
  4: 'Remote XBee error: Transmission failure',
};
const failures: Readonly<Record<number, string>> = {
  1: 'unable to communicate with remote XBee',
  2: 'remote XBee: invalid command',
  3: 'remote XBee: invalid command parameter',
  4: 'remote XBee: transmission failure',
};

export const remoteFailed = message<{ result: number }>('remote-failed', 'error', 'xbeeATError', [
  ({ result }) => oldFailures[result] ?? `Unrecognised remote XBee error code ${result}`,
  ({ result }) => failures[result] ?? `unrecognised remote XBee error code ${result}`,
]);

export const localSilent = message('local-silent', 'error', 'xbeedev_open', [
  () => 'Local XBee is not responding.',
  () => 'local XBee is not responding',
]);

export const remoteSilent = message('remote-silent', 'error', 'xbeedev_set_dtr_rts', [
  () => 'Remote XBee is not responding.',
  () => 'remote XBee is not responding',
]);
