import type { Behaviour } from '../../model/release.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { memoryVocabulary } from './memory-vocabulary.ts';
import { serial } from './serial.ts';
import { usb } from './usb.ts';

/** What avrdude 7.1 does. */
export const behaviour: Behaviour = {
  verify: 'within-write',
  safemode: false,
  unknownMemory: 'skipped',
  memoryNames: 'exact-prefix-or-alias',
  memoryVocabulary,
  terminalComes: 'first',
  readsFuseBeforeWriting: false,
  noWrite: 'prints-image',
  fileStatistics: true,
  trailingFf: 'overlooks-first-byte',
  opensBeforePartCheck: true,
  progressFromBytes: 33,
  differingByteWithoutInstructions: 'compared',
  files,
  serial,
  usb,
  config,
};
