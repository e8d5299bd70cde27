import type { TerminalRules } from '../../model/terminal-rules.ts';

/** 8.2: a small shell with files, fuse properties, registers and a disassembler; `cmd -?` explains each command. */
export const terminal: TerminalRules = {
  commands: [
    { name: 'dump', deed: 'dump', about: 'display a memory section as hex dump' },
    { name: 'd', deed: 'dump' },
    { name: 'read', deed: 'dump', about: 'alias for dump' },
    { name: 'r', deed: 'dump' },
    { name: 'disasm', deed: 'disassemble', needs: 'disassembly', about: 'disassemble a memory section' },
    { name: 'write', deed: 'write', about: 'write data to memory; flash and EEPROM are cached' },
    { name: 'w', deed: 'write' },
    { name: 'save', deed: 'save', about: 'save memory segments to file' },
    { name: 'backup', deed: 'backup', about: 'backup memories to file' },
    { name: 'restore', deed: 'restore', about: 'restore memories from file' },
    { name: 'verify', deed: 'verify', about: 'compare memories with file' },
    { name: 'flush', deed: 'flush', about: 'synchronise flash and EEPROM cache with the device' },
    { name: 'abort', deed: 'abort', about: 'abort flash and EEPROM writes, ie, reset the r/w cache' },
    { name: 'erase', deed: 'erase', about: 'perform a chip or memory erase' },
    {
      name: 'pgerase',
      deed: 'page-erase',
      needs: 'page-erase',
      about: 'erase one page of flash or EEPROM memory',
    },
    { name: 'config', deed: 'config', about: 'change or show configuration properties of the part' },
    { name: 'factory', deed: 'factory', about: 'reset part to factory state' },
    { name: 'regfile', deed: 'registers', about: 'I/O register addresses and contents' },
    { name: 'include', deed: 'include', about: 'include contents of named file as if it was typed' },
    { name: 'sig', deed: 'signature', about: 'display device signature bytes' },
    { name: 'part', deed: 'part', about: 'display the current part information' },
    { name: 'send', deed: 'send', needs: 'raw-command', about: 'send a raw command to the programmer' },
    { name: 'parms', deed: 'parameters', needs: 'parameters', about: 'display useful parameters' },
    { name: 'vtarg', deed: 'vtarget', needs: 'set-vtarget', about: 'set or get the target voltage' },
    { name: 'varef', deed: 'varef', needs: 'set-varef', about: 'set or get the analog reference voltage' },
    { name: 'fosc', deed: 'fosc', needs: 'set-fosc', about: 'set or get the oscillator frequency' },
    { name: 'sck', deed: 'sck', needs: 'set-sck', about: 'set or get the SCK period or frequency' },
    { name: 'spi', deed: 'spi-mode', needs: 'reset-pin', about: 'enter direct SPI mode' },
    { name: 'pgm', deed: 'programming-mode', needs: 'reset-pin', about: 'return to programming mode' },
    { name: 'verbose', deed: 'verbose', about: 'display or set -v verbosity level' },
    { name: 'quell', deed: 'quell', about: 'display or set -q quell level for progress bars' },
    { name: 'help', deed: 'help', about: 'show help message' },
    { name: '?', deed: 'help' },
    { name: 'quit', deed: 'quit', about: 'synchronise flash/EEPROM cache with device and quit' },
    { name: 'q', deed: 'quit' },
  ],
  help: {
    above: 'Valid commands:\n',
    below:
      '\n' +
      '  !<line> : run the shell <line> in a subshell, eg, !ls *.hex\n' +
      '  # ...   : ignore rest of line (eg, used as comments in scripts)\n\n' +
      'd, r, w, q and ? abbreviate dump, read, write, quit and help.\n' +
      'Other than that any unique abbreviation of a command works, too.\n' +
      'cmd -? gives more details about a command cmd.\n\n' +
      'Note that not all programmer derivatives support all commands. Flash and\n' +
      'EEPROM type memories are normally read and written using a cache via paged\n' +
      'read and write access; the cache is synchronised on quit or flush commands.\n' +
      'The part command displays valid memories for use with dump and write.\n',
    nameWidth: 7,
  },
  syntax: 'shell',
  repeatsCommands: false,
  blankLines: false,
  numbers: 'data-items',
  refusesExtraArguments: true,
  cached: 'all-paged',
  endsWithLastStatus: false,
  atEnd: '',
};
