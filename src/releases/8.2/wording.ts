import { baseName } from '../../model/base-name.ts';
import { returnCode } from '../../model/errors.ts';
import { memoryName } from '../../model/memory-name.ts';
import { fixed } from '../../model/printed-number.ts';
import { statedModes } from '../../model/stated-modes.ts';
import type { RunWording } from '../../output/console.ts';
import type { ExitSpecsFacts } from '../../output/events.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import { wording as before } from '../7.1/wording.ts';
import { configSearchWords } from '../config-search-words.ts';
import { counted, expectedSignature, inMain, inputName, outputName, unsaid } from '../saying.ts';
import { baudRateLine, slowDown } from './line-words.ts';
import { listings } from './listings.ts';
import { memoryTable, variantTable } from './part-tables.ts';
import { shellWord } from './shell-word.ts';
import { signatureLines, signatureUnread } from './signature-words.ts';
import { describingLines, preparedLines, writingLine } from './writing-words.ts';

const inOperation = 'do_op() update.c';
const inFromFile = 'update_all_from_file() update.c';
const inVerify = 'update_avr_verify() update.c';

function exitSpecsHelp({ id, program, help }: ExitSpecsFacts): readonly Words[] {
  const lines = [...help, ['help', 'Show this help menu and exit'] as const];
  return [
    raw('error', `${program} -c ${id} exitspec parameter options:\n`),
    ...lines.map(([spec, meaning]) => raw('error', `  -E ${spec.padEnd('noreset'.length)} ${meaning}\n`)),
  ];
}

/** What avrdude 8.2 says of the facts of a run (main.c, update.c and avr.c of 8.2): the rest as 7.1 does. */
export const wording: RunWording = {
  ...before,
  ...listings,
  erasing: unsaid,
  'verify-begun': unsaid,
  'verify-reading': unsaid,
  'verify-comparing': unsaid,
  identified: ({ words, search }) => [
    raw('debug', `$ ${words.map(shellWord).join(' ')}\n`),
    ...configSearchWords(search),
    said('notice', 'avrdude version 8.2\n'),
    said('notice', 'Copyright see https://github.com/avrdudes/avrdude/blob/main/AUTHORS\n\n'),
  ],
  'modes-differ': ({ id, part, forced }) => [
    said('error', `-c ${id} cannot program ${part.desc} for lack of a common programming mode\n`, inMain),
    ...(forced ? [] : [more('error', 'use -F to override this check\n')]),
  ],
  'extended-unsupported': ({ parameters }) =>
    parameters.map((parameter) =>
      said(
        'error',
        `programmer does not support extended parameter -x ${parameter}, option ignored\n`,
        inMain,
      ),
    ),
  'extended-help': ({ id, program }) => [
    raw('error', `${program} -c ${id} extended options:\n`),
    raw('error', '  -x help  Show this help menu and exit\n'),
  ],
  'exit-specs-help': (facts) => exitSpecsHelp(facts),
  'exit-specs-refused': ({ type, given, ...facts }) => [
    said('error', `invalid exitspec parameter -E ${given}\n`, `${type}_parseexitspecs() ${type}.c`),
    ...exitSpecsHelp({ type, ...facts }),
    said('error', 'unable to parse list of -E parameters\n', inMain),
  ],
  'extended-invalid': () => said('error', 'unable to parse list of -x parameters\n', inMain),
  'no-port': () => [
    raw('error', '\n'),
    said('error', 'no port has been specified on the command line or in the config file;\n', inMain),
    more('error', 'specify a port using the -P option and try again\n'),
  ],
  connecting: ({ port, id, entry, baudRate, defaultBaudRate, bitClock, ispDelay }) => [
    ...(entry.type === 'dryrun' ? [] : [said('notice', `using port            : ${port}\n`)]),
    said('notice', `using programmer      : ${id}\n`),
    ...baudRateLine(entry.baudrate, defaultBaudRate, baudRate),
    ...(bitClock === undefined ? [] : [said('notice', `setting bit clk period: ${fixed(bitClock, 1)} us\n`)]),
    ...(ispDelay === undefined
      ? []
      : [said('notice', `setting ISP clk delay : ${String(ispDelay).padStart(3)} us\n`)]),
  ],
  'open-failed': ({ port, id }) =>
    said('error', `unable to open port ${port} for programmer ${id}\n`, inMain),
  'memory-defaulted': ({ operation, file, memory }) =>
    said('notice2', `defaulting memstr in -U ${operation.charAt(0)}:${file} option to "${memory}"\n`),
  'osccal-unsupported': () => [
    said('error', 'programmer does not support RC oscillator calibration\n', inMain),
    said('error', 'RC calibration unsuccesful\n', inMain),
  ],
  'osccal-started': () => said('notice2', 'performing RC oscillator calibration\n'),
  'osccal-done': ({ failed }) =>
    failed
      ? said('error', 'RC calibration unsuccesful\n', inMain)
      : said('notice', 'calibration value is now stored in EEPROM at address 0\n'),
  'part-described': ({ part, entry, verbosity }) => [
    raw('info', `AVR part              : ${part.desc}\n`),
    raw('info', `Programming modes     : ${statedModes(part).join(', ')}\n`),
    ...(verbosity > 1 ? [raw('info', memoryTable(part, entry) + variantTable(part))] : []),
    raw('notice2', '\n'),
  ],
  'part-shown': ({ part, entry, show }) => {
    const modes = statedModes(part);
    const heading = `${part.desc} with programming mode${modes.length > 1 ? 's' : ''} ${modes.join(', ')}\n`;
    const memories = show === 'variants' ? '' : memoryTable(part, entry);
    const variants = show === 'memories' ? '' : variantTable(part);
    return { level: 'info', stream: 'stdout', text: (show === 'all' ? heading : '') + memories + variants };
  },
  'programmer-described': ({ entry, typeName }) => [
    raw('info', `Programmer type       : ${typeName}\n`),
    raw('info', `Description           : ${entry.desc}\n`),
  ],
  described: () => ({ level: 'info', lead: 'margin', text: '' }),
  'initialisation-failed': ({ error, forced, entry, baudRate, bitClock }) => [
    said('error', `initialization failed  (rc = ${returnCode(error)})\n`, inMain),
    more(
      'error',
      returnCode(error) === -2
        ? ' - the programmer ISP clock is too fast for the target\n'
        : ' - double check the connections and try again\n',
    ),
    more('error', slowDown(entry, baudRate, bitClock)),
    ...(entry.type.startsWith('pickit5')
      ? [more('error', ' - reset the programmer by unplugging it\n')]
      : []),
    ...(forced ? [] : [more('error', ' - use -F to override this check\n')]),
  ],
  initialised: () => [
    raw('notice', '\n'),
    said('notice', 'AVR device initialized and ready to accept instructions\n'),
  ],
  'part-locked': ({ part, error }) => signatureUnread(part, returnCode(error)),
  unlocking: () => said('info', 'unlocking the chip'),
  unlocked: () => raw('info', ' and trying again\n'),
  'stays-locked': () => said('error', 'double check chip or use -F to override this check\n', inMain),
  'signature-unreadable': ({ part, error, forced, locked }) => [
    ...(locked ? [] : [signatureUnread(part, returnCode(error))]),
    said('error', `unable to read signature data (rc = ${returnCode(error)})\n`, inMain),
    ...(forced ? [] : [more('error', 'use -F to override this check\n')]),
  ],
  'signature-read': (facts) => signatureLines(facts),
  'signature-mismatch': ({ part, forced }) =>
    forced
      ? expectedSignature('warning', part)
      : [
          expectedSignature('error', part, `${inMain} #2`),
          more('error', '  - double check chip or use -F to carry on regardless\n'),
        ],
  'page-erase-announced': ({ part }) => [
    said(
      'notice',
      `NOT erasing chip as page erase will be used for new flash${
        part.memories.some(({ name }) => name === 'bootrow') ? '/bootrow' : ''
      } contents;\n`,
    ),
    more('notice', 'unprogrammed flash contents remains: use -e for an explicit chip-erase\n'),
  ],
  'auto-erase-announced': ({ asked }) => [
    said('notice', `auto-erasing chip as flash memory needs programming (-U ${asked}:w:...)\n`),
    more('notice', 'specify the -D option to disable this feature\n'),
  ],
  'auto-erase-withheld': () =>
    said('info', 'NOT auto-erasing chip as flash might need reading before writing to it\n'),
  'erase-conflicts-with-no-write': ({ asked, locked }) =>
    asked
      ? said(
          'warning',
          `conflicting -e and -n ${locked ? 'options ' : ''}specified, NOT erasing chip\n`,
          inMain,
        )
      : said('notice', '-n specified, NOT erasing chip\n'),
  'erase-failed': () => said('error', 'chip erase failed\n', inMain),
  erased: () => said('notice', 'erased chip\n'),
  'erase-delayed': () => said('notice', 'delaying chip erase until first -U upload to flash\n'),
  'terminal-ignores-no-write': () =>
    said('warning', 'the terminal ignores option -n, that is, it writes to the device\n', inMain),
  'update-begun': ({ text, of }) =>
    of > 1
      ? [{ level: 'info', lead: 'margin', text: '\n' }, said('info', `processing ${text}\n`)]
      : undefined,
  'reading-memory': ({ memory }) => said('info', `reading ${memoryName(memory)} memory ...\n`),
  'memory-unreadable': ({ memory, error, verifying }) =>
    said(
      'error',
      `unable to read all of ${memoryName(memory)} (rc = ${returnCode(error)})\n`,
      verifying ? inVerify : inOperation,
    ),
  'writing-output': ({ file, length }) => [
    ...(length === 0 ? [said('notice', 'empty memory, resulting file has no contents\n')] : []),
    said('info', `writing ${counted(length, 'byte')} to output file ${outputName(baseName(file))}\n`),
  ],
  'output-failed': ({ file }) =>
    said('error', `write to file ${outputName(baseName(file))} failed\n`, inOperation),
  'input-failed': ({ file }) =>
    said('error', `reading from file ${inputName(baseName(file))} failed\n`, inFromFile),
  'input-read': ({ file, memory, statistics }) =>
    said(
      'info',
      `reading ${counted(statistics.bytes, 'byte')} for ${memoryName(memory)} from input file ${inputName(baseName(file))}\n`,
    ),
  'input-described': (facts) => describingLines(facts),
  'input-prepared': (facts) => preparedLines(facts),
  'input-refused': ({ file, memory, among }) => [
    said('error', `readhook for file ${inputName(baseName(file))} failed\n`, 'update_avr_write() update.c'),
    ...(among ? [] : [said('error', `unable to write ${memoryName(memory)} (rc = -1)\n`, inOperation)]),
  ],
  'writing-memory': (facts) => writingLine(facts),
  'memory-unwritable': ({ memory, error }) =>
    said('error', `unable to write ${memoryName(memory)} (rc = ${returnCode(error)})\n`, inOperation),
  'memory-written': ({ memory, statistics, verifying, underBar }) => {
    const written = counted(statistics.bytes, 'byte');
    if (!underBar) return raw('info', `, ${written} written`);
    return verifying ? undefined : said('info', `${written} of ${memoryName(memory)} written`);
  },
  'verify-input-read': ({ file, memory, statistics }) =>
    said(
      'info',
      `verifying ${counted(statistics.bytes, 'byte')} of ${memoryName(memory)} against input file ${inputName(baseName(file))}\n`,
    ),
  'verify-failed': ({ memory }) => said('error', `${memory.name} verification mismatch\n`, inVerify),
  verified: ({ memory, statistics, asked, underBar }) => {
    const verified = statistics.bytes + statistics.trailing;
    return underBar || asked
      ? said('info', `${counted(verified, 'byte')} of ${memoryName(memory)} verified\n`)
      : raw('info', `, ${verified} verified\n`);
  },
  'usb-access': ({ failed }) =>
    failed
      ? raw(
          'info',
          '\nUSB access errors detected; this could have many reasons; if it is\n' +
            'USB permission problems, avrdude is likely to work when run as root\n' +
            'but this is not good practice; instead you might want to\n' +
            'check out USB port permissions on your OS and set them correctly\n',
        )
      : undefined,
  done: ({ program }) => [raw('info', '\n'), said('info', `${program} done.  Thank you.\n`)],
};
