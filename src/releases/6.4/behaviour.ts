import type { Behaviour } from '../../model/release.ts';
import { config } from './config.ts';
import { files } from './files.ts';
import { serial } from './serial.ts';
import { usb } from './usb.ts';

/** What avrdude 6.4 does. */
export const behaviour: Behaviour = {
  verify: 'separate-update',
  safemode: true,
  unknownMemory: 'fails',
  memoryNames: 'prefix',
  memoryVocabulary: [],
  terminalComes: 'first',
  readsFuseBeforeWriting: false,
  noWrite: 'prints-image',
  fileStatistics: false,
  trailingFf: 'overlooks-first-byte',
  opensBeforePartCheck: false,
  progressFromBytes: 0,
  differingByteWithoutInstructions: 'ends-run',
  files,
  serial,
  usb,
  config,
};
