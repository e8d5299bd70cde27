import { type Behaviour, deedsOf } from '../../model/release.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { id } from './id.ts';
import { memoryVocabulary } from './memory-vocabulary.ts';

/** What avrdude 7.1 does. */
export const behaviour: Behaviour = {
  verify: 'within-write',
  safemode: false,
  unknownMemory: 'skipped',
  memoryNames: 'exact-prefix-or-alias',
  memoryVocabulary,
  terminalComes: 'first',
  noWrite: 'prints-and-forgets',
  describesWhenQuelled: false,
  autoErase: 'before-flash',
  erasesLater: true,
  needsSignature: true,
  operatesUninitialised: false,
  emptyInput: 'written',
  writing: { holes: 'always-read', failedByte: 'passed', bytes: 'as-given', tpiWords: 'bytes' },
  mismatches: 'several-at-verbose',
  trailingFf: 'overlooks-first-byte',
  opensBeforePartCheck: true,
  differingByteWithoutInstructions: 'compared',
  bars: {
    fromBytes: 33,
    signature: 'at-verbose',
    bySizeOnlyWhenReading: false,
    counts: 'all-pages',
    partPages: false,
    endOnFailure: true,
  },
  loadersKeepTrailingFf: true,
  endsShowing: 'abruptly',
  of: deedsOf(id),
  exitSpecs: { types: ['flip2', 'linuxspi', 'par'], refusedAbruptly: false },
  files,
  config,
};
