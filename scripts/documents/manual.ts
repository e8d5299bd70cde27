import { releaseIds, releases } from '../../src/releases/all.ts';
import { type OptionRow, optionRows } from '../../src/releases/option-table.ts';
import { optionHelp } from './option-help.ts';

/** What is not text to troff: backslashes, and a dot or quote at the beginning of a line. Hyphens are to be copied as they are. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;
const italic = (text: string): string => `\\fI${escaped(text)}\\fR`;
const tagged = (tag: string, text: string): string => `.TP\n${tag}\n${escaped(text)}\n`;

function option({ key, letter, long }: OptionRow): string {
  const { argument, text } = optionHelp[key];
  const names = [letter && `-${letter}`, long && `--${long}`].filter(
    (name) => name !== undefined && name !== '',
  );
  const tags = names.map((name) =>
    argument === undefined ? bold(`${name}`) : `${bold(`${name}`)} ${italic(argument)}`,
  );
  return tagged(tags.join(', '), text);
}

/** Formats of `-U`: one line each, with the releases that have it. */
function formats(): string {
  const letters = [
    ...new Set(releaseIds.flatMap((id) => Object.keys(releases[id].commandLine.options.formats))),
  ];
  return letters
    .map((letter) => {
      const having = releaseIds.filter((id) => letter in releases[id].commandLine.options.formats);
      const newest = having.at(-1);
      const name = newest === undefined ? '' : (releases[newest].commandLine.options.formats[letter] ?? '');
      return tagged(
        bold(letter),
        having.length === releaseIds.length ? `${name}.` : `${name} (${having.join(', ')}).`,
      );
    })
    .join('');
}

const environment: readonly (readonly [string, string])[] = [
  [
    'AVRDUDE_COMPAT',
    `The release to be: ${releaseIds.join(', ')}. Without it the name that the program is called by may end in one (avrdude-8.2), else it is ${releaseIds[0]}.`,
  ],
  [
    'AVRDUDE_HINTS',
    'always or never: whether hints on what is probably wrong follow an error. Without it they do if standard error is a terminal.',
  ],
  [
    'AVRDUDE_GUARDS',
    'always or never: whether what would do harm is refused. Without it that is so if standard error is a terminal.',
  ],
  ['TMPDIR', 'Where the libraries for ports are unpacked while they are loaded.'],
];

const files: readonly (readonly [string, string])[] = [
  [
    'avrdude.conf',
    "Parts and programmers: in ../etc beside the program's folder, in the folder itself, in /usr/local/etc or /etc. Without any the program knows them itself.",
  ],
  ['~/.config/avrdude/avrdude.rc, ~/.avrduderc', 'The personal configuration file; on Windows avrdude.rc.'],
];

const examples: readonly (readonly [string, string])[] = [
  [
    'avrdude -c arduino -P /dev/ttyACM0 -p atmega328p -U flash:w:blink.hex:i',
    'Writes a program through the boot loader of an Arduino Uno, and verifies it.',
  ],
  ['avrdude -c usbasp -p m8 -U lfuse:r:-:h -U hfuse:r:-:h', 'Shows two fuses.'],
  [
    'avrdude -c avrisp -b 19200 -P /dev/ttyACM0 -p m32u4 -e -U flash:w:boot.hex:i -U lock:w:0x2f:m',
    'Writes a boot loader through ArduinoISP and locks it.',
  ],
  ['avrdude -c ? ; avrdude -p ?', 'Lists programmers and parts.'],
];

/**
 * The manual page, in troff's man macros. Its options are those of the table that the program itself reads by.
 *
 * @param version ours
 */
export function manual(version: string): string {
  const table = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([name, text]) => tagged(bold(name), text)).join('');
  return [
    `.TH AVRDUDE 1 "" "avrdude ${version}" "User Commands"\n`,
    '.SH NAME\navrdude \\- write programs into AVR microcontrollers\n',
    `.SH SYNOPSIS\n.B avrdude\n${bold('-c')} ${italic('programmer')} ${bold('-p')} ${italic('part')} [${bold('-P')} ${italic('port')}] [${bold('-U')} ${italic('memory:op:file[:format]')} ...] [${italic('option')} ...]\n`,
    '.SH DESCRIPTION\n',
    escaped(
      'Reads, writes and verifies flash, EEPROM, fuses and other memories of AVR microcontrollers, through a programmer or a boot loader. It takes the place of the C program of the same name and speaks as its releases ' +
        `${releaseIds.slice(0, -1).join(', ')} or ${releaseIds.at(-1)}, whichever its caller was written for.\n`,
    ),
    '.SH OPTIONS\n',
    ...optionRows.map(option),
    '.SH FORMATS\n',
    formats(),
    '.SH ENVIRONMENT\n',
    table(environment),
    '.SH FILES\n',
    table(files),
    `.SH EXIT STATUS\n${escaped('0 if all was done, else 1 or more. A run that a signal ends dies of that signal, after the chip has been released.\n')}`,
    '.SH EXAMPLES\n',
    table(examples),
    `.SH SEE ALSO\n${bold('udev')}(7). ${escaped('The documentation of the C program, https://avrdudes.github.io/avrdude/, holds here, too.\n')}`,
  ].join('');
}
