import type { Behaviour } from '../../model/release.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { memoryVocabulary } from './memory-vocabulary.ts';
import { serial } from './serial.ts';
import { usb } from './usb.ts';

/** What avrdude 8.2 does. */
export const behaviour: Behaviour = {
  verify: 'within-write',
  safemode: false,
  unknownMemory: 'skipped',
  memoryNames: 'lists',
  memoryVocabulary,
  terminalComes: 'in-order',
  noWrite: 'prints-and-recounts',
  describesWhenQuelled: false,
  autoErase: 'before-flash-unread',
  erasesLater: true,
  needsSignature: false,
  operatesUninitialised: true,
  emptyInput: 'passed-over',
  writing: { holes: 'always-read', failedByte: 'ends-write', bytes: 'used-bits' },
  mismatches: 'several-at-verbose',
  trailingFf: 'sees-every-byte',
  opensBeforePartCheck: true,
  differingByteWithoutInstructions: 'compared',
  bars: {
    fromBytes: 33,
    signature: 'at-verbose',
    bySizeOnlyWhenReading: true,
    counts: 'travelling-pages',
    endOnFailure: true,
  },
  files,
  serial,
  usb,
  config,
};
