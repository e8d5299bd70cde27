import { defineMessage, more, said, type Words } from '../../output/words.ts';

const old = (text: string): Words => said('info', text);
const later = (text: string): Words => said('error', text);
const oldMore = (text: string): Words => more('info', text);
const laterMore = (text: string): Words => more('error', text);
const byte = (value: number) => `0x${value.toString(16).padStart(2, '0')}`;

/** Declares words that are the same under every release, but for their margins: what is wrong, and how to go on. */
function define<Facts>(name: string, problem: (facts: Facts) => string, advice: (facts: Facts) => string) {
  return defineMessage<Facts>(name, {
    '6.4': (facts) => [old(`${problem(facts)}\n`), oldMore(`${advice(facts)}\n`)],
    '7.1': (facts) => [later(`${problem(facts)}\n`), laterMore(`${advice(facts)}\n`)],
  });
}

const anyway = 'use -F or set AVRDUDE_GUARDS=never';

/** Bits that only an erase can set. */
export const eraseNeeded = define<{
  readonly memory: string;
  readonly address: number;
  readonly was: number;
  readonly wanted: number;
  readonly count: number;
}>(
  'session/erase-needed',
  ({ memory, address, was, wanted, count }) =>
    `${memory} holds ${byte(was)} at 0x${address.toString(16).padStart(4, '0')} where the file has ${byte(wanted)}: writing cannot turn a 0 into a 1 (${count} ${count === 1 ? 'byte' : 'bytes'} like that)`,
  () => `nothing has been written; leave out -D, or add -e, to erase first; to write all the same ${anyway}`,
);

/** The file would overwrite the boot loader that is to write it. */
export const bootSectionTouched = define<{
  readonly memory: string;
  readonly address: number;
  readonly start: number;
  /** What leaves that part of the file out, if anything does. */
  readonly option: string | undefined;
}>(
  'session/boot-section-touched',
  ({ memory, address, start }) =>
    `the file reaches into the boot loader that is to write it: ${memory} 0x${address.toString(16).padStart(4, '0')}, and the boot section begins at 0x${start.toString(16).padStart(4, '0')} or before`,
  ({ option }) =>
    `nothing has been written; use a file without boot loader${option === undefined ? '' : `, or leave that part out (${option})`}; to send this one all the same ${anyway}`,
);

/** A fuse would shut the programmer out. */
export const lockedOut = define<{
  readonly fuse: string;
  readonly value: number;
  readonly deed: string;
}>(
  'session/locked-out',
  ({ fuse, value, deed }) =>
    `${fuse} ${byte(value)} ${deed}: this programmer could not reach the part any more`,
  () => `nothing has been written; to write it all the same ${anyway}`,
);

/** A line of the file holds more than its record, which would be lost. */
export const recordsJoined = define<{ readonly file: string; readonly line: number }>(
  'session/records-joined',
  ({ file, line }) => `line ${line} of ${file} goes on behind its record: what is there would be left out`,
  () =>
    `nothing has been written; put a line end between the records; to write the rest all the same ${anyway}`,
);

/** A file of another kind would be written as it stands. */
export const notRaw = define<{ readonly file: string; readonly noun: string; readonly advice: string }>(
  'session/not-raw',
  ({ file, noun }) => `${file} is ${noun}, not raw: as it stands it is no program`,
  ({ advice }) => `nothing has been written; ${advice}; to write it all the same ${anyway}`,
);

/** A file that was made for EEPROM would go to flash. */
export const fileForEeprom = define<{ readonly file: string }>(
  'session/file-for-eeprom',
  ({ file }) => `${file} is for EEPROM, by its name: flash would hold no program then`,
  ({ file }) =>
    `nothing has been written; use -U eeprom:w:${file}; to write it to flash all the same ${anyway}`,
);

/** The boot loader takes flash for EEPROM. */
export const eepromIsFlash = define<{ readonly memory: string }>(
  'session/eeprom-is-flash',
  ({ memory }) =>
    `this boot loader knows no EEPROM: ${memory} and flash read the same through it, and writing ${memory} would overwrite the program`,
  () =>
    `nothing has been written; use an ISP programmer, or a sketch that writes EEPROM; to write all the same ${anyway}`,
);
