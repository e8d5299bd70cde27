import type { TerminalRules } from '../../model/terminal-rules.ts';

/** Types that have an erasure of pages in 7.1 which refuses every part, or every one but Xmega and UPDI. */
const erasePagesInName = [
  'stk500v2',
  'wiring',
  'jtagmkii',
  'jtagmkii_isp',
  'dragon_isp',
  'dragon_jtag',
] as const;

/** 7.1: flash and EEPROM behind a page cache, data items for `write`, and only the commands the programmer can carry out. */
export const terminal: TerminalRules = {
  commands: [
    { name: 'dump', deed: 'dump', about: 'dump <memory> [<addr> <len> | <addr> ... | <addr> | ...]' },
    { name: 'read', deed: 'dump', about: 'alias for dump' },
    { name: 'write', deed: 'write', about: 'write <memory> <addr> <data>[,] {<data>[,]}' },
    { name: '', deed: 'write', about: 'write <memory> <addr> <len> <data>[,] {<data>[,]} ...' },
    { name: 'flush', deed: 'flush', about: 'synchronise flash & EEPROM writes with the device' },
    { name: 'abort', deed: 'abort', about: 'abort flash & EEPROM writes (reset the r/w cache)' },
    { name: 'erase', deed: 'erase-chip', about: 'perform a chip erase' },
    {
      name: 'pgerase',
      deed: 'page-erase',
      needs: 'page-erase',
      alsoWith: erasePagesInName,
      about: 'pgerase <memory> <addr>',
    },
    { name: 'sig', deed: 'signature', about: 'display device signature bytes' },
    { name: 'part', deed: 'part', about: 'display the current part information' },
    {
      name: 'send',
      deed: 'send',
      needs: 'raw-command',
      about: 'send a raw command: send <b1> <b2> <b3> <b4>',
    },
    { name: 'parms', deed: 'parameters', needs: 'parameters', about: 'display adjustable parameters' },
    { name: 'vtarg', deed: 'vtarget', needs: 'set-vtarget', about: 'set <V[target]>' },
    { name: 'varef', deed: 'varef', needs: 'set-varef', about: 'set <V[aref]>' },
    { name: 'fosc', deed: 'fosc', needs: 'set-fosc', about: 'set <oscillator frequency>' },
    { name: 'sck', deed: 'sck', needs: 'set-sck', about: 'set <SCK period>' },
    { name: 'spi', deed: 'spi-mode', needs: 'reset-pin', about: 'enter direct SPI mode' },
    { name: 'pgm', deed: 'programming-mode', needs: 'reset-pin', about: 'return to programming mode' },
    { name: 'verbose', deed: 'verbose', about: 'change verbosity' },
    { name: 'quell', deed: 'quell', about: 'set quell level for progress bars' },
    { name: 'help', deed: 'help', about: 'show help message' },
    { name: '?', deed: 'help', about: 'same as help' },
    { name: 'quit', deed: 'quit', about: 'quit after writing out cache for flash & EEPROM' },
    { name: 'q', deed: 'quit', about: 'abbreviation for quit' },
  ],
  help: {
    above: 'Valid commands:\n',
    below:
      '\nNote that not all programmer derivatives support all commands. Flash and\n' +
      'EEPROM type memories are normally read and written using a cache via paged\n' +
      'read and write access; the cache is synchronised on quit or flush commands.\n' +
      'The part command displays valid memory types for use with dump and write.\n\n',
    nameWidth: 7,
  },
  syntax: 'quotes',
  repeatsCommands: false,
  blankLines: true,
  numbers: 'c',
  refusesExtraArguments: false,
  cached: 'flash-and-eeprom',
  endsWithLastStatus: false,
  atEnd: '\n',
};
