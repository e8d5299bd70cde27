import type { SerialBehaviour } from '../../model/release.ts';

/** What avrdude 8.2 does on serial lines. */
export const serial: SerialBehaviour = {
  arduinoReset: 'pulse',
  arduinoKeepsTrailingFf: true,
  arduinoResetsPerAttempt: true,
  needsFirmwareVersion: true,
  stk500Parameters: 'by-feature',
  stk500v2SetsUnread: false,
  stk500v2SyncTimeout: 200,
  stk500Generic: 'v2-first',
  updiResetsBeforeKey: true,
  updiReadsRevision: true,
  extendedTypes: [
    'arduino',
    'avr910',
    'buspirate',
    'buspirate_bb',
    'jtagmkII',
    'butterfly',
    'dryrun',
    'serialupdi',
    'stk500',
    'stk500hvsp',
    'stk500pp',
    'stk500v2',
    'urclock',
    'usbasp',
    'wiring',
    'xbee',
  ],
  jtagmkii: {
    signOnAttempts: 10,
    restartsTarget: true,
    needsOcdFuse: false,
    byteWrites: 'in-programming-mode',
  },
};
