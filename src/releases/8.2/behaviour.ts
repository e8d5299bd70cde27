import { type Behaviour, deedsOf } from '../../model/release.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { id } from './id.ts';
import { memoryVocabulary } from './memory-vocabulary.ts';

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
  writing: { holes: 'always-read', failedByte: 'ends-write', bytes: 'used-bits', tpiWords: 'bytes' },
  mismatches: 'several-at-verbose',
  trailingFf: 'sees-every-byte',
  opensBeforePartCheck: true,
  differingByteWithoutInstructions: 'compared',
  bars: {
    fromBytes: 33,
    signature: 'at-verbose',
    bySizeOnlyWhenReading: true,
    counts: 'travelling-pages',
    partPages: false,
    endOnFailure: true,
  },
  loadersKeepTrailingFf: true,
  endsShowing: 'as-always',
  of: deedsOf(id),
  exitSpecs: { types: ['flip2', 'linuxgpio', 'linuxspi', 'par', 'pickit5'], refusedAbruptly: true },
  files,
  config,
};
