import { returnCode } from '../../model/errors.ts';
import type { Part } from '../../model/part.ts';
import { fixed } from '../../model/printed-number.ts';
import type { RunWording } from '../../output/console.ts';
import { more, raw, said, unlessQuelled, type Words } from '../../output/words.ts';
import { partWording } from '../part-lines.ts';
import { listings } from './listings.ts';
import { describePart } from './part-description.ts';
import { usage } from './usage.ts';

/** What avrdude 6.4 says of the facts of a run (main.c, update.c, avr.c of 6.4). */
export const wording: RunWording = {
  ...listings,
  ...partWording(describePart),
  'developer-output': ({ text }) => ({ level: 'info', stream: 'stdout', text }),
  identified: () => [
    raw('notice', '\n'),
    said('notice', 'Version 6.4\n'),
    more('notice', 'Copyright (c) Brian Dean, http://www.bdmicro.com/\n'),
    more('notice', 'Copyright (c) Joerg Wunsch\n\n'),
  ],
  configured: () => raw('notice', '\n'),
  'type-unavailable': ({ entry }) => [
    raw('info', '\n'),
    said('info', `Can't initialize the programmer: this program has no type "${entry.type}" yet.\n\n`),
  ],
  'extended-unsupported': () =>
    said('info', "WARNING: Programmer doesn't support extended parameters, -x option(s) ignored\n"),
  'extended-invalid': () => said('info', 'Error parsing extended parameter list\n'),
  'exit-specs-refused': ({ program }) =>
    raw('info', usage({ program, personalConfig: '', noArguments: false })),
  'exit-specs-unsupported': () => said('info', 'WARNING: -E option not supported by this programmer type\n'),
  'no-port': () => [
    raw('info', '\n'),
    said('info', 'no port has been specified on the command line or in the config file\n'),
    more('info', 'Specify a port using the -P option and try again\n\n'),
  ],
  'memory-defaulted': ({ operation, file, memory }) =>
    said('notice2', `defaulting memtype in -U ${operation.charAt(0)}:${file} option to "${memory}"\n`),
  connecting: ({ port, id, entry, part, baudRate, bitClock, ispDelay }) => [
    more('notice', `Using Port                    : ${port}\n`),
    more('notice', `Using Programmer              : ${id}\n`),
    ...(part && entry.type === 'avr910' ? deviceCode(part) : []),
    ...(baudRate === undefined ? [] : [more('notice', `Overriding Baud Rate          : ${baudRate}\n`)]),
    ...(bitClock === undefined
      ? []
      : [more('notice', `Setting bit clk period        : ${fixed(bitClock, 1)}\n`)]),
    ...(ispDelay === undefined
      ? []
      : [more('notice', `Setting isp clock delay        : ${String(ispDelay).padStart(3)}\n`)]),
  ],
  'osccal-unsupported': () => said('info', 'programmer does not support RC oscillator calibration\n'),
  'osccal-started': () => said('info', 'performing RC oscillator calibration\n'),
  'osccal-done': ({ failed }) =>
    failed
      ? undefined
      : unlessQuelled(said('info', 'calibration value is now stored in EEPROM at address 0\n')),
  'programmer-described': ({ entry, typeName }) => [
    more('info', `Programmer Type : ${typeName}\n`),
    more('info', `Description     : ${entry.desc}\n`),
  ],
  described: () => unlessQuelled(raw('info', '\n')),
  'initialisation-failed': ({ error, forced }) => [
    said('info', `initialization failed, rc=${returnCode(error)}\n`),
    ...(forced ? [] : doubleCheckConnections),
  ],
  initialised: () => unlessQuelled(said('info', 'AVR device initialized and ready to accept instructions\n')),
  'part-locked': ({ part, error, sib }) => [
    said('info', `error reading signature data for part "${part.desc}", rc=${returnCode(error)}\n`),
    ...(sib === undefined ? [] : familyLines(part, sib)),
  ],
  unlocking: () => unlessQuelled(said('info', 'erasing chip\n')),
  // A part of the right family is not doubted.
  'stays-locked': ({ part, error, sib }) =>
    sib === undefined || familyOf(sib) === part.familyId
      ? said('info', `error reading signature data, rc=${returnCode(error)}\n`)
      : more('info', 'Double check chip, or use -F to override this check.\n'),
  'signature-unreadable': ({ part, error, locked }) => [
    ...(locked
      ? []
      : [said('info', `error reading signature data for part "${part.desc}", rc=${returnCode(error)}\n`)]),
    said('info', `error reading signature data, rc=${returnCode(error)}\n`),
  ],
  'signature-undefined': ({ part }) =>
    said('info', `WARNING: signature data not defined for device "${part.desc}"\n`),
  'signature-read': ({ signature, candidates, blank, retrying, forced }) => {
    const digits = [...signature].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const [probably] = candidates;
    const line: Words[] = [
      unlessQuelled(said('info', `Device signature = 0x${digits}`)),
      ...(probably ? [unlessQuelled(raw('info', ` (probably ${probably.id})`))] : []),
      unlessQuelled(raw('info', retrying ? ' (retrying)\n' : '\n')),
    ];
    if (!blank || retrying) return line;
    return [
      ...line,
      said('info', 'Yikes!  Invalid device signature.\n'),
      ...(forced ? [] : doubleCheckConnections),
    ];
  },
  'signature-mismatch': ({ part, forced }) => [
    said(
      'info',
      `Expected signature for ${part.desc} is ${[...part.signature]
        .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
        .join(' ')}\n`,
    ),
    ...(forced ? [] : [more('info', 'Double check chip, or use -F to override this check.\n')]),
  ],
  'page-erase-announced': () => [
    unlessQuelled(said('info', 'NOTE: Programmer supports page erase for Xmega devices.\n')),
    unlessQuelled(
      more('info', 'Each page will be erased before programming it, but no chip erase is performed.\n'),
    ),
    unlessQuelled(
      more('info', 'To disable page erases, specify the -D option; for a chip-erase, use the -e option.\n'),
    ),
  ],
  'auto-erase-announced': ({ memory }) => [
    unlessQuelled(
      said('info', `NOTE: "${memory}" memory has been specified, an erase cycle will be performed\n`),
    ),
    unlessQuelled(more('info', 'To disable this feature, specify the -D option.\n')),
  ],
  'erase-conflicts-with-no-write': () =>
    said('info', 'conflicting -e and -n options specified, NOT erasing chip\n'),
  erasing: () => unlessQuelled(said('info', 'erasing chip\n')),
  'memory-unknown': ({ name, part }) =>
    raw('info', `"${name}" memory type not defined for part "${part.desc}"\n`),
  'format-not-for-output': () => said('info', "Invalid file format 'immediate' for output\n"),
  'reading-memory': ({ memory }) => unlessQuelled(said('info', `reading ${memory.name} memory:\n`)),
  'memory-unreadable': ({ memory, error }) =>
    said('info', `failed to read all of ${memory.name} memory, rc=${returnCode(error)}\n`),
  'writing-output': ({ file, length }) => [
    ...(length === 0
      ? [unlessQuelled(said('info', 'Flash is empty, resulting file has no contents.\n'))]
      : []),
    unlessQuelled(said('info', `writing output file "${file === '-' ? '<stdout>' : file}"\n`)),
  ],
  'output-failed': ({ file }) => said('info', `write to file '${file}' failed\n`),
  'opening-input': ({ file }) =>
    unlessQuelled(said('info', `reading input file "${file === '-' ? '<stdin>' : file}"\n`)),
  'input-failed': ({ file }) => said('info', `read from file '${file}' failed\n`),
  'input-prepared': () => unlessQuelled(said('info', 'preparing flash input for device bootloader\n')),
  'writing-memory': ({ memory, size }) =>
    unlessQuelled(said('info', `writing ${memory.name} (${size} bytes):\n`)),
  'memory-unwritable': ({ memory, error }) =>
    said('info', `failed to write ${memory.name} memory, rc=${returnCode(error)}\n`),
  'memory-written': ({ memory, written }) =>
    unlessQuelled(said('info', `${written} bytes of ${memory.name} written\n`)),
  'verify-begun': ({ memory, file }) => [
    unlessQuelled(said('info', `verifying ${memory.name} memory against ${file}:\n`)),
    unlessQuelled(said('info', `load data ${memory.name} data from input file ${file}:\n`)),
  ],
  'verify-input-read': ({ file, size }) =>
    unlessQuelled(said('info', `input file ${file} contains ${size} bytes\n`)),
  'verify-reading': ({ memory }) => unlessQuelled(said('info', `reading on-chip ${memory.name} data:\n`)),
  'verify-comparing': () => unlessQuelled(said('info', 'verifying ...\n')),
  'verify-failed': () => said('info', 'verification error; content mismatch\n'),
  verified: ({ memory, verified }) =>
    unlessQuelled(said('info', `${verified} bytes of ${memory.name} verified\n`)),
  done: ({ program }) => unlessQuelled(raw('info', `\n${program} done.  Thank you.\n\n`)),
};

/** What a locked part says of itself; characters of its family's name are seven. */
const familyOf = (sib: string): string => sib.slice(0, 7);

function familyLines(part: Part, sib: string): Words[] {
  const family = familyOf(sib);
  return [
    said('notice', `System Information Block: "${sib}"\n`),
    unlessQuelled(said('info', `Received FamilyID: "${family}"\n`)),
    ...(part.familyId === family ? [] : [said('info', `Expected FamilyID: "${part.familyId}"\n`)]),
  ];
}

function deviceCode({ avr910Devcode: code }: Part): Words[] {
  return [
    more('notice', 'avr910_devcode (avrdude.conf) : '),
    raw('notice', code === 0 ? 'none\n' : `0x${code.toString(16)}\n`),
  ];
}

const doubleCheckConnections: readonly Words[] = [
  more('info', 'Double check connections and try again, or use -F to override\n'),
  more('info', 'this check.\n\n'),
];
