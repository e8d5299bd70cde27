import type { SerialBehaviour } from '../../model/release.ts';

/** What avrdude 7.1 does on serial lines. */
export const serial: SerialBehaviour = {
  arduinoReset: 'hold',
  arduinoKeepsTrailingFf: true,
  arduinoResetsPerAttempt: true,
  needsFirmwareVersion: false,
  stk500Parameters: 'of-programmers',
  stk500v2SetsUnread: false,
  stk500v2SyncTimeout: 5000,
  stk500Generic: 'silent',
  stk500BitClock: false,
  updiResetsBeforeKey: false,
  updiReadsRevision: false,
  extendedTypes: [
    'arduino',
    'avr910',
    'buspirate',
    'serialupdi',
    'jtagmkII',
    'stk500',
    'urclock',
    'usbasp',
    'wiring',
    'xbee',
  ],
  jtagmkii: {
    signOnAttempts: 10,
    restartsTarget: true,
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
