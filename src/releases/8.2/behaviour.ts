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
  readsFuseBeforeWriting: true,
  noWrite: 'prints-image',
  fileStatistics: true,
  trailingFf: 'sees-every-byte',
  opensBeforePartCheck: true,
  progressFromBytes: 33,
  differingByteWithoutInstructions: 'compared',
  files,
  serial,
  usb,
  config,
};
