import type { TerminalRules } from '../../model/terminal-rules.ts';

/** 6.4: bytes go straight to the device, numbers are C's, and every command is printed again before it runs. */
export const terminal: TerminalRules = {
  commands: [
    { name: 'dump', deed: 'dump-bytes', about: 'dump memory  : dump <memtype> <addr> <N-Bytes>' },
    { name: 'read', deed: 'dump-bytes', about: 'alias for dump' },
    { name: 'write', deed: 'write-bytes', about: 'write memory : write <memtype> <addr> <b1> <b2> ... <bN>' },
    { name: 'erase', deed: 'erase-chip', about: 'perform a chip erase' },
    { name: 'sig', deed: 'signature', about: 'display device signature bytes' },
    { name: 'part', deed: 'part', about: 'display the current part information' },
    { name: 'send', deed: 'send', about: 'send a raw command : send <b1> <b2> <b3> <b4>' },
    { name: 'parms', deed: 'parameters', about: 'display adjustable parameters (STK500 only)' },
    { name: 'vtarg', deed: 'vtarget', about: 'set <V[target]> (STK500 only)' },
    { name: 'varef', deed: 'varef', about: 'set <V[aref]> (STK500 only)' },
    { name: 'fosc', deed: 'fosc', about: 'set <oscillator frequency> (STK500 only)' },
    { name: 'sck', deed: 'sck', about: 'set <SCK period> (STK500 only)' },
    { name: 'spi', deed: 'spi-mode', about: 'enter direct SPI mode' },
    { name: 'pgm', deed: 'programming-mode', about: 'return to programming mode' },
    { name: 'verbose', deed: 'verbose', about: 'change verbosity' },
    { name: 'help', deed: 'help', about: 'help' },
    { name: '?', deed: 'help', about: 'help' },
    { name: 'quit', deed: 'quit', about: 'quit' },
  ],
  help: {
    above: 'Valid commands:\n\n',
    below:
      "\nUse the 'part' command to display valid memory types for use with the\n" +
      "'dump' and 'write' commands.\n\n",
    nameWidth: 6,
  },
  syntax: 'blanks',
  repeatsCommands: true,
  blankLines: true,
  numbers: 'c',
  refusesExtraArguments: false,
  cached: 'none',
  endsWithLastStatus: true,
  atEnd: '',
};
