import { type Behaviour, deedsOf } from '../../model/release.ts';
import { typesOf } from '../programmer-types.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { id } from './id.ts';

/** What avrdude 6.4 does. */
export const behaviour: Behaviour = {
  verify: 'separate-update',
  safemode: true,
  unknownMemory: 'fails',
  memoryNames: 'prefix',
  memoryVocabulary: [],
  terminalComes: 'first',
  noWrite: 'prints-image',
  describesWhenQuelled: true,
  autoErase: 'before-flash',
  erasesLater: false,
  needsSignature: true,
  operatesUninitialised: false,
  emptyInput: 'written',
  writing: { holes: 'where-lost', failedByte: 'passed', bytes: 'as-given', tpiWords: 'whole' },
  mismatches: 'first',
  trailingFf: 'overlooks-first-byte',
  opensBeforePartCheck: false,
  differingByteWithoutInstructions: { endsRunWith: typesOf('6.4') },
  bars: {
    fromBytes: 0,
    signature: 'always',
    bySizeOnlyWhenReading: false,
    counts: 'all-pages',
    partPages: true,
    endOnFailure: false,
  },
  loadersKeepTrailingFf: false,
  endsShowing: 'abruptly',
  of: deedsOf(id),
  exitSpecs: { types: ['linuxspi', 'par'], refusedAbruptly: true },
  files,
  config,
};
