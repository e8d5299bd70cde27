import type { Part } from '../../model/part.ts';
import type { RunWording } from '../../output/console.ts';
import type { Words } from '../../output/words.ts';
import { partWording } from '../part-lines.ts';
import { listings } from './listings.ts';
import { describePart } from './part-description.ts';

/** What avrdude 6.4 says of the facts of a run (main.c, update.c, avr.c of 6.4). */
export const wording: RunWording = {
  ...listings,
  ...partWording(describePart),
  'developer-output': ({ text }) => ({ level: 'info', stream: 'stdout', text }),
  identified: () => [
    { level: 'notice', text: '\n' },
    { level: 'notice', lead: 'program', text: 'Version 6.4\n' },
    noted('Copyright (c) Brian Dean, http://www.bdmicro.com/\n'),
    noted('Copyright (c) Joerg Wunsch\n\n'),
  ],
  configured: () => ({ level: 'notice', text: '\n' }),
  'type-unavailable': ({ entry }) => [
    raw('\n'),
    said(`Can't initialize the programmer: this program has no type "${entry.type}" yet.\n\n`),
  ],
  'extended-unsupported': () =>
    said("WARNING: Programmer doesn't support extended parameters, -x option(s) ignored\n"),
  'extended-invalid': () => said('Error parsing extended parameter list\n'),
  'exit-specs-unsupported': () => said('WARNING: -E option not supported by this programmer type\n'),
  'no-port': () => [
    raw('\n'),
    said('no port has been specified on the command line or in the config file\n'),
    more('Specify a port using the -P option and try again\n\n'),
  ],
  'memory-defaulted': ({ operation, file, memory }) => ({
    level: 'notice2',
    lead: 'program',
    text: `defaulting memtype in -U ${operation.charAt(0)}:${file} option to "${memory}"\n`,
  }),
  connecting: ({ port, id, entry, part, baudRate, bitClock, ispDelay }) => [
    noted(`Using Port                    : ${port}\n`),
    noted(`Using Programmer              : ${id}\n`),
    ...(part && entry.type === 'avr910' ? deviceCode(part) : []),
    ...(baudRate === undefined ? [] : [noted(`Overriding Baud Rate          : ${baudRate}\n`)]),
    ...(bitClock === undefined ? [] : [noted(`Setting bit clk period        : ${bitClock.toFixed(1)}\n`)]),
    ...(ispDelay === undefined
      ? []
      : [noted(`Setting isp clock delay        : ${String(ispDelay).padStart(3)}\n`)]),
  ],
  'osccal-unsupported': () => said('programmer does not support RC oscillator calibration\n'),
  'osccal-started': () => said('performing RC oscillator calibration\n'),
  'osccal-done': ({ failed }) =>
    failed ? undefined : quiet(said('calibration value is now stored in EEPROM at address 0\n')),
  'programmer-described': ({ entry, typeName }) => [
    more(`Programmer Type : ${typeName}\n`),
    more(`Description     : ${entry.desc}\n`),
  ],
  described: () => quiet(raw('\n')),
  'initialisation-failed': ({ rc, forced }) => [
    said(`initialization failed, rc=${rc}\n`),
    ...(forced ? [] : doubleCheckConnections),
  ],
  initialised: () => quiet(said('AVR device initialized and ready to accept instructions\n')),
  'part-locked': ({ part, rc, sib }) => [
    said(`error reading signature data for part "${part.desc}", rc=${rc}\n`),
    ...(sib === undefined ? [] : familyLines(part, sib)),
  ],
  unlocking: () => quiet(said('erasing chip\n')),
  'stays-locked': () => more('Double check chip, or use -F to override this check.\n'),
  'signature-unreadable': ({ part, rc, locked }) => [
    ...(locked ? [] : [said(`error reading signature data for part "${part.desc}", rc=${rc}\n`)]),
    said(`error reading signature data, rc=${rc}\n`),
  ],
  'signature-undefined': ({ part }) =>
    said(`WARNING: signature data not defined for device "${part.desc}"\n`),
  'signature-read': ({ signature, candidates, blank, retrying, forced }) => {
    const digits = [...signature].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const [probably] = candidates;
    const line: Words[] = [
      quiet(said(`Device signature = 0x${digits}`)),
      ...(probably ? [quiet(raw(` (probably ${probably.id})`))] : []),
      quiet(raw(retrying ? ' (retrying)\n' : '\n')),
    ];
    if (!blank || retrying) return line;
    return [...line, said('Yikes!  Invalid device signature.\n'), ...(forced ? [] : doubleCheckConnections)];
  },
  'signature-mismatch': ({ part, forced }) => [
    said(
      `Expected signature for ${part.desc} is ${[...part.signature]
        .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
        .join(' ')}\n`,
    ),
    ...(forced ? [] : [more('Double check chip, or use -F to override this check.\n')]),
  ],
  'page-erase-announced': () => [
    quiet(said('NOTE: Programmer supports page erase for Xmega devices.\n')),
    quiet(more('Each page will be erased before programming it, but no chip erase is performed.\n')),
    quiet(more('To disable page erases, specify the -D option; for a chip-erase, use the -e option.\n')),
  ],
  'auto-erase-announced': ({ memory }) => [
    quiet(said(`NOTE: "${memory}" memory has been specified, an erase cycle will be performed\n`)),
    quiet(more('To disable this feature, specify the -D option.\n')),
  ],
  'erase-conflicts-with-no-write': () => said('conflicting -e and -n options specified, NOT erasing chip\n'),
  erasing: () => quiet(said('erasing chip\n')),
  'memory-unknown': ({ name, part }) => raw(`"${name}" memory type not defined for part "${part.desc}"\n`),
  'format-not-for-output': () => said("Invalid file format 'immediate' for output\n"),
  'reading-memory': ({ memory }) => quiet(said(`reading ${memory.name} memory:\n`)),
  'memory-unreadable': ({ memory, rc }) => said(`failed to read all of ${memory.name} memory, rc=${rc}\n`),
  'writing-output': ({ file, length }) => [
    ...(length === 0 ? [quiet(said('Flash is empty, resulting file has no contents.\n'))] : []),
    quiet(said(`writing output file "${file === '-' ? '<stdout>' : file}"\n`)),
  ],
  'output-failed': ({ file }) => said(`write to file '${file}' failed\n`),
  'opening-input': ({ file }) => quiet(said(`reading input file "${file === '-' ? '<stdin>' : file}"\n`)),
  'input-failed': ({ file }) => said(`read from file '${file}' failed\n`),
  'writing-memory': ({ memory, size }) => quiet(said(`writing ${memory.name} (${size} bytes):\n`)),
  'memory-unwritable': ({ memory, rc }) => said(`failed to write ${memory.name} memory, rc=${rc}\n`),
  'memory-written': ({ memory, written }) => quiet(said(`${written} bytes of ${memory.name} written\n`)),
  'verify-begun': ({ memory, file }) => [
    quiet(said(`verifying ${memory.name} memory against ${file}:\n`)),
    quiet(said(`load data ${memory.name} data from input file ${file}:\n`)),
  ],
  'verify-input-read': ({ file, size }) => quiet(said(`input file ${file} contains ${size} bytes\n`)),
  'verify-reading': ({ memory }) => quiet(said(`reading on-chip ${memory.name} data:\n`)),
  'verify-comparing': () => quiet(said('verifying ...\n')),
  'verify-failed': () => said('verification error; content mismatch\n'),
  verified: ({ memory, verified }) => quiet(said(`${verified} bytes of ${memory.name} verified\n`)),
  done: ({ program }) => quiet(raw(`\n${program} done.  Thank you.\n\n`)),
};

/** What a locked part says of itself; characters of its family's name are seven. */
function familyLines(part: Part, sib: string): Words[] {
  const family = sib.slice(0, 7);
  return [
    { level: 'notice', lead: 'program', text: `System Information Block: "${sib}"\n` },
    quiet(said(`Received FamilyID: "${family}"\n`)),
    ...(part.familyId === family ? [] : [said(`Expected FamilyID: "${part.familyId}"\n`)]),
  ];
}

function deviceCode({ avr910Devcode: code }: Part): Words[] {
  return [
    noted('avr910_devcode (avrdude.conf) : '),
    { level: 'notice', text: code === 0 ? 'none\n' : `0x${code.toString(16)}\n` },
  ];
}

const doubleCheckConnections: readonly Words[] = [
  more('Double check connections and try again, or use -F to override\n'),
  more('this check.\n\n'),
];

function said(text: string): Words {
  return { level: 'info', lead: 'program', text };
}

function more(text: string): Words {
  return { level: 'info', lead: 'indent', text };
}

function noted(text: string): Words {
  return { level: 'notice', lead: 'indent', text };
}

function raw(text: string): Words {
  return { level: 'info', text };
}

/** The same, but not with `-q -q`. */
function quiet(words: Words): Words {
  return { ...words, unlessQuelled: true };
}
