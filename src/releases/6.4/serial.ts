import type { SerialBehaviour } from '../../model/release.ts';

/** What avrdude 6.4 does on serial lines. */
export const serial: SerialBehaviour = {
  arduinoReset: 'hold',
  arduinoKeepsTrailingFf: false,
  arduinoResetsPerAttempt: false,
  needsFirmwareVersion: false,
  stk500Parameters: 'all',
  stk500v2SetsUnread: true,
  stk500v2SyncTimeout: 5000,
  stk500Generic: 'silent',
  stk500BitClock: false,
  updiResetsBeforeKey: false,
  updiReadsRevision: false,
  extendedEndsAtFault: false,
  extendedNumbers: 'c',
  extendedTypes: ['avr910', 'buspirate', 'jtagmkII', 'usbasp', 'wiring', 'xbee'],
  jtagmkii: {
    signOnAttempts: 33,
    restartsTarget: false,
    needsOcdFuse: true,
    byteWrites: 'outside-programming-mode',
    looksAfterWriting: false,
  },
  urclock: {
    metadataWithoutRoom: 'refused',
    marksAbsence: false,
    signsReset: false,
    ownVectors: 'reset-and-application',
    checksReset: 'always',
    endsShowing: 'abruptly',
    leavesSlowLines: false,
  },
};
