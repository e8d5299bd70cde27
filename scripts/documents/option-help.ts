import type { OptionKey } from '../../src/releases/option-table.ts';

/** What the manual page and the completions say of an option. */
export interface OptionHelp {
  /** What the argument is called, for an option that takes one. */
  readonly argument?: string;
  /** A few words, for completions. */
  readonly brief: string;
  /** Whole sentences, for the manual page. A blank line begins a paragraph. */
  readonly text: string;
  /** What may stand for the argument, for completions. */
  readonly completes?: 'programmer' | 'part' | 'port' | 'file' | 'update' | 'baud' | 'exitspec';
}

/** Every option of the table has its words: one that is new does not compile without. */
export const optionHelp: Readonly<Record<OptionKey, OptionHelp>> = {
  baud: {
    argument: 'baudrate',
    brief: 'baud rate of the serial line',
    text: 'Baud rate of the serial line to the programmer, in place of the one that belongs to it.',
    completes: 'baud',
  },
  bitclock: {
    argument: 'bitclock',
    brief: 'period of a bit, in microseconds',
    text: 'How long one bit takes between programmer and chip, in microseconds, or a rate with a unit (125kHz). A chip that runs slowly needs a long one: at most a quarter of its clock over ISP.',
  },
  command: {
    argument: 'line',
    brief: 'run a terminal command',
    text: 'Runs a line of the terminal (see -t) in its turn among -U, -t and -T.',
  },
  config: {
    argument: 'file',
    brief: 'configuration file, or +file for one more',
    text: "Reads this configuration file in place of the system's. With a plus sign before it the file is read after all others.",
    completes: 'file',
  },
  erase: {
    brief: 'erase the chip',
    text: 'Erases the chip: flash, lock bits, and EEPROM unless a fuse keeps it.',
  },
  'erase-cycles': {
    brief: 'erase counter, which is no more',
    text: 'Was the counter of erasures in EEPROM. It is accepted where the release accepts it, and does nothing.',
  },
  'erase-cycles-set': {
    argument: 'cycles',
    brief: 'erase counter, which is no more',
    text: 'Was to set the counter of erasures. It is accepted where the release accepts it, and does nothing.',
  },
  exitspecs: {
    argument: 'specs',
    brief: 'state of the lines at the end',
    text: 'What a programmer on the parallel port leaves behind: reset or noreset, vcc or novcc, d_high or d_low, several of them parted by commas.',
    completes: 'exitspec',
  },
  extended: {
    argument: 'parameter',
    brief: 'parameter for the programmer',
    text: 'A parameter for this kind of programmer; -x help shows which there are.',
  },
  force: {
    brief: 'go on when the signature is wrong',
    text: "Goes on although the signature is not the part's, or another check has failed.",
  },
  help: { brief: 'show the options', text: 'Shows the options in the words of the release.' },
  'install-udev': {
    brief: 'write udev rules for USB programmers',
    text: 'Writes /etc/udev/rules.d/55-avrdude.rules, so that whoever sits at the computer may use any USB programmer that is known. It needs to be run by root; where it is not, the rules are printed, with the command to install them, and the exit status is 1. No other program has this option, and it has to be written out.',
  },
  'isp-clock-delay': {
    argument: 'delay',
    brief: 'delay at each change of a line, in microseconds',
    text: 'How long a programmer that sets single lines waits at each change, in microseconds.',
  },
  'keep-trailing-0xff': {
    brief: 'keep 0xff at the end',
    text: 'Writes and reads the 0xff bytes at the end of flash, too, which are otherwise left out since that is what is there after erasing.',
  },
  logfile: {
    argument: 'file',
    brief: 'file for what goes to standard error',
    text: 'Writes to this file what would go to standard error.',
    completes: 'file',
  },
  memory: {
    argument: 'memory:op:file[:format]',
    brief: 'read, write or verify a memory',
    text: 'Reads (r), writes (w) or verifies (v) a memory of the part. Each -U, -t and -T is done in its turn. The file - is standard input or output. See FORMATS.',
    completes: 'update',
  },
  noconfig: {
    brief: 'without the personal configuration',
    text: 'Does not read the personal configuration file.',
  },
  noerase: {
    brief: 'do not erase before writing flash',
    text: 'Does not erase the chip before flash is written. Since 7.0 that means -A, too.',
  },
  'noverify-memory': {
    brief: 'do not verify what was written',
    text: 'Does not read back what was written.',
  },
  osccal: {
    brief: 'calibrate the oscillator',
    text: "Calibrates the chip's oscillator as Microchip's application note AVR053 describes.",
  },
  part: {
    argument: 'part',
    brief: 'the chip',
    text: "The chip, by its name (ATmega328P) or its id (m328p); -p ? lists all that are known. With a wildcard and flags (-p 'm32*'/s) its data are printed.",
    completes: 'part',
  },
  port: {
    argument: 'port',
    brief: 'where the programmer is',
    text: 'Where the programmer is: a serial port, net:host:port, usb or usb:serialnumber; -P ?s lists the serial ports.',
    completes: 'port',
  },
  programmer: {
    argument: 'programmer',
    brief: 'the programmer or boot loader',
    text: "The programmer or boot loader; -c ? lists all that are known, -c ?type the kinds. With a wildcard and flags (-c 'ur*'/s) its data are printed.",
    completes: 'programmer',
  },
  quell: { brief: 'say less', text: 'Says less: once, no bars; twice, errors only.' },
  reconnect: {
    brief: 'touch the port first',
    text: 'Opens the port at 1200 baud, closes it and waits, 400 ms for each -r, before using it: some boards start their boot loader so.',
  },
  'safemode-off': {
    brief: 'do not watch over the fuses',
    text: 'Does not look at the end whether fuses are as they were (6.4, "safemode").',
  },
  'safemode-silent': {
    brief: 'restore changed fuses without asking',
    text: 'Restores fuses that have changed without asking (6.4, "safemode").',
  },
  terminal: {
    brief: 'commands from the keyboard',
    text: 'Takes commands from standard input, in its turn among -U, -t and -T.',
  },
  'test-memory': { brief: 'write nothing', text: 'Does everything but write to the chip.' },
  verbose: { brief: 'say more', text: 'Says more; up to four times.' },
  version: { brief: 'show the version', text: 'Shows which release is spoken.' },
};
