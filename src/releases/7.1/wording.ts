import { hexText } from '../../model/bytes.ts';
import { returnCode } from '../../model/errors.ts';
import { memoryName } from '../../model/memory-name.ts';
import type { Part } from '../../model/part.ts';
import type { RunWording } from '../../output/console.ts';
import { more, raw, said, unlessQuelled, type Words } from '../../output/words.ts';
import { wording as before } from '../6.4/wording.ts';
import { configSearchWords } from '../config-search-words.ts';
import { partWording } from '../part-lines.ts';
import { counted, expectedSignature, inMain, inputName, interval, outputName, unsaid } from '../saying.ts';
import { listings } from './listings.ts';
import { describePart } from './part-description.ts';
import { usage } from './usage.ts';

const inOperation = 'do_op() update.c';

/** What avrdude 7.1 says of the facts of a run (main.c, update.c and avr.c of 7.1): the rest as 6.4 does. */
export const wording: RunWording = {
  ...before,
  ...listings,
  ...partWording(describePart),
  'opening-input': unsaid,
  identified: ({ search }) => [
    ...configSearchWords(search),
    raw('notice', '\n'),
    said('notice', 'Version 7.1\n'),
    more('notice', 'Copyright the AVRDUDE authors;\n'),
    more('notice', 'see https://github.com/avrdudes/avrdude/blob/main/AUTHORS\n\n'),
  ],
  'type-unavailable': ({ entry }) => [
    raw('error', '\n'),
    said(
      'error',
      `cannot initialize the programmer: this program has no type "${entry.type}" yet\n\n`,
      inMain,
    ),
  ],
  'extended-unsupported': () =>
    said('error', 'programmer does not support extended parameters, -x option(s) ignored\n', inMain),
  'extended-invalid': () => said('error', 'unable to parse extended parameter list\n', inMain),
  'exit-specs-refused': ({ program }) =>
    raw('error', usage({ program, personalConfig: '', noArguments: false })),
  'exit-specs-unsupported': () =>
    said('warning', '-E option not supported by this programmer type\n', inMain),
  'no-port': () => [
    raw('error', '\n'),
    said('error', 'no port has been specified on the command line or in the config file\n', inMain),
    more('error', 'specify a port using the -P option and try again\n\n'),
  ],
  'open-failed': ({ port, id }) => said('error', `unable to open programmer ${id} on port ${port}\n`, inMain),
  'part-chosen': ({ part, entry }) =>
    entry.type === 'avr910'
      ? more('notice', `avr910_devcode (avrdude.conf) : ${deviceCode(part.avr910Devcode)}\n`)
      : undefined,
  'memory-defaulted': ({ operation, file, memory }) =>
    said('notice2', `defaulting memtype in -U ${operation.charAt(0)}:${file} option to "${memory}"\n`),
  'osccal-unsupported': () =>
    said('error', 'programmer does not support RC oscillator calibration\n', inMain),
  'osccal-started': () => said('info', 'performing RC oscillator calibration\n'),
  'osccal-done': ({ failed }) =>
    failed ? undefined : said('info', 'calibration value is now stored in EEPROM at address 0\n'),
  described: () => raw('info', '\n'),
  'initialisation-failed': ({ error, forced }) => [
    said('error', `initialization failed, rc=${returnCode(error)}\n`, inMain),
    more(
      'error',
      returnCode(error) === -2
        ? 'the programmer ISP clock is too fast for the target\n'
        : '- double check the connections and try again\n',
    ),
    more('error', '- use -B to set lower ISP clock frequency, e.g. -B 125kHz\n'),
    ...(forced ? [] : [more('error', '- use -F to override this check\n\n')]),
  ],
  initialised: () => said('info', 'AVR device initialized and ready to accept instructions\n'),
  'part-locked': ({ part, error, sib }) => [
    signatureUnread(part, returnCode(error)),
    ...(sib === undefined
      ? []
      : [
          said('notice', `System Information Block: ${sib}\n`),
          said('info', `received FamilyID: "${sib.slice(0, familyIdLength)}"\n`),
          ...(part.familyId === sib.slice(0, familyIdLength)
            ? []
            : [said('error', `expected FamilyID: "${part.familyId}"\n`, inMain)]),
        ]),
  ],
  unlocking: () => said('info', 'erasing chip\n'),
  'stays-locked': () => more('error', 'double check chip or use -F to override this check\n'),
  'signature-unreadable': ({ part, error, locked }) => [
    ...(locked ? [] : [signatureUnread(part, returnCode(error))]),
    said('error', `unable to read signature data, rc=${returnCode(error)}\n`, inMain),
  ],
  'signature-undefined': ({ part }) =>
    said('warning', `signature memory not defined for device ${part.desc}\n`, inMain),
  'signature-read': ({ part, signature, candidates, matches, blank, retrying, forced }) => {
    const probably = matches ? part : candidates[0];
    const line: Words[] = [
      said('info', `device signature = 0x${hexText(signature)}`),
      ...(probably ? [unlessQuelled(raw('info', ` (probably ${probably.id})`))] : []),
      raw('info', retrying ? ' (retrying)\n' : '\n'),
    ];
    if (!blank || retrying) return line;
    return [
      ...line,
      said('error', 'Yikes!  Invalid device signature.\n', inMain),
      ...(forced
        ? []
        : [
            expectedSignature('error', part),
            more('error', 'Double check connections and try again, or use -F to override\n'),
            more('error', 'this check.\n\n'),
          ]),
    ];
  },
  'signature-mismatch': ({ part, forced }) =>
    forced
      ? expectedSignature('warning', part)
      : [
          expectedSignature('error', part, `${inMain} #2`),
          more('error', 'double check chip or use -F to override this check\n'),
        ],
  'page-erase-announced': () => [
    said('info', 'Note: programmer supports page erase for Xmega devices.\n'),
    more('info', 'Each page will be erased before programming it, but no chip erase is performed.\n'),
    more('info', 'To disable page erases, specify the -D option; for a chip-erase, use the -e option.\n'),
  ],
  'auto-erase-announced': ({ memory }) => [
    said('info', `Note: ${memory} memory has been specified, an erase cycle will be performed.\n`),
    more('info', 'To disable this feature, specify the -D option.\n'),
  ],
  'erase-conflicts-with-no-write': ({ locked }) =>
    said(
      'warning',
      'conflicting -e and -n options specified, NOT erasing chip\n',
      locked ? inMain : `${inMain} #2`,
    ),
  erasing: () => said('info', 'erasing chip\n'),
  'erase-delayed': () => more('info', 'delaying chip erase until first -U upload to flash\n'),
  'memory-unknown': ({ name, part }) =>
    said('warning', `skipping -U ${name}:... as memory not defined for part ${part.desc}\n`, inOperation),
  'format-not-for-output': () => said('error', "invalid file format 'immediate' for output\n", inOperation),
  'reading-memory': ({ memory }) => said('info', `reading ${memoryName(memory)} memory ...\n`),
  'memory-unreadable': ({ memory, error, verifying }) =>
    said(
      'error',
      `unable to read all of ${memoryName(memory)} memory, rc=${returnCode(error)}\n`,
      verifying ? `${inOperation} #2` : inOperation,
    ),
  'writing-output': ({ file, length }) => [
    ...(length === 0 ? [said('notice', 'flash is empty, resulting file has no contents\n')] : []),
    said('info', `writing output file ${outputName(file)}\n`),
  ],
  'output-failed': ({ file }) => said('error', `write to file ${outputName(file)} failed\n`, inOperation),
  'input-failed': ({ file }) => said('error', `read from file ${inputName(file)} failed\n`, inOperation),
  'input-read': ({ file, memory, statistics }) => {
    const { bytes, sections, first, last, pages, padBytes, trailing } = statistics;
    return [
      said('info', `reading input file ${inputName(file)} for ${memoryName(memory)}\n`),
      more(
        'info',
        `with ${counted(bytes, 'byte')} in ${counted(sections, 'section')} within ${interval(first, last)}\n`,
      ),
      ...(memory.pageSize > 1
        ? [
            more('info', `using ${counted(pages, 'page')} and ${counted(padBytes, 'pad byte')}`),
            ...(trailing > 0
              ? [raw('info', `, cutting off ${counted(trailing, 'trailing 0xff byte')}`)]
              : []),
            raw('info', '\n'),
          ]
        : []),
    ];
  },
  'input-prepared': ({ memory, statistics }) => {
    const { bytes, sections, first, last, pages, padBytes, trailing } = statistics;
    return [
      said('info', 'preparing flash input for device bootloader\n'),
      more(
        'notice2',
        `with ${counted(bytes, 'byte')} in ${counted(sections, 'section')} within ${interval(first, last)}\n`,
      ),
      ...(memory.pageSize > 1
        ? [
            more('notice2', `using ${counted(pages, 'page')} and ${counted(padBytes, 'pad byte')}`),
            ...(trailing > 0 ? [raw('notice2', `, and ${counted(trailing, 'trailing 0xff byte')}`)] : []),
            raw('notice2', '\n'),
          ]
        : []),
    ];
  },
  'input-refused': ({ file }) => said('notice', `readhook for file ${inputName(file)} failed\n`),
  'writing-memory': ({ memory, statistics, inFile = statistics }) =>
    said('info', `writing ${counted(inFile.bytes, 'byte')} ${memoryName(memory)} ...\n`),
  'memory-unwritable': ({ memory, error }) =>
    said('error', `unable to write ${memoryName(memory)} memory, rc=${returnCode(error)}\n`, inOperation),
  'memory-written': ({ memory, statistics, inFile = statistics }) =>
    said('info', `${counted(inFile.bytes, 'byte')} of ${memoryName(memory)} written\n`),
  'verify-begun': ({ memory, file, asked }) => [
    said('info', `verifying ${memoryName(memory)} memory against ${inputName(file)}\n`),
    ...(asked
      ? [said('notice', `load ${memoryName(memory)} data from input file ${inputName(file)}\n`)]
      : []),
  ],
  'verify-input-read': ({ file, statistics }) =>
    unlessQuelled(
      said('notice', `input file ${inputName(file)} contains ${counted(statistics.bytes, 'byte')}\n`),
    ),
  'verify-reading': ({ memory }) =>
    unlessQuelled(said('notice2', `reading on-chip ${memoryName(memory)} data ...\n`)),
  'verify-comparing': () => unlessQuelled(said('notice2', 'verifying ...\n')),
  'verify-failed': () => said('error', 'verification mismatch\n', inOperation),
  verified: ({ memory, statistics, inFile = statistics }) =>
    said('info', `${counted(inFile.bytes + inFile.trailing, 'byte')} of ${memoryName(memory)} verified\n`),
  done: ({ program }) => raw('info', `\n${program} done.  Thank you.\n\n`),
};

/** Characters of a family's name in the system information block. */
const familyIdLength = 7;

function signatureUnread(part: Part, rc: number): Words {
  return said(
    'error',
    `unable to read signature data for part ${part.desc}, rc=${rc}\n`,
    'avr_signature() avr.c',
  );
}

function deviceCode(code: number): string {
  return code === 0 ? 'none' : `0x${(code & 0xff).toString(16).padStart(2, '0')}`;
}
