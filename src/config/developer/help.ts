import type { DeveloperStyle } from './style.ts';

/**
 * What avrdude prints for developer flags that it does not know, by release.
 * @param program our name; early releases begin with it
 */
export function partHelp(style: DeveloperStyle, program: string): string {
  return style === 'early' ? `${program}: ${earlyParts}` : fullParts;
}

/** The same for `-c`. */
export function programmerHelp(style: DeveloperStyle, program: string): string {
  return style === 'early' ? `${program}: ${earlyProgrammers}` : fullProgrammers;
}

const earlyParts = `flags for developer option -p <wildcard>/<flags> not recognised
Wildcard examples (these need protecting in the shell through quoting):
         * all known parts
  ATtiny10 just this part
  *32[0-9] matches ATmega329, ATmega325 and ATmega328
      *32? matches ATmega329, ATmega32A, ATmega325 and ATmega328
Flags (one or more of the characters below):
       d  description of core part features
       A  show entries of avrdude.conf parts with all values
       S  show entries of avrdude.conf parts with necessary values
       s  show short entries of avrdude.conf parts using parent
       r  show entries of avrdude.conf parts as raw dump
       c  check and report errors in address bits of SPI commands
       o  opcodes for SPI programming parts and memories
       w  wd_... constants for ISP parts
       *  all of the above except s and S
       t  use tab separated values as much as possible
       i  inject assignments from source code table
Examples:
  $ avrdude -p ATmega328P/s
  $ avrdude -p m328*/st | grep chip_erase_delay
  avrdude -p*/r | sort
Notes:
  -p * is the same as -p */s
  This help message is printed using any unrecognised flag, eg, -p/h
  Leaving no space after -p can be an OK substitute for quoting in shells
  /s, /S and /A outputs are designed to be used as input in avrdude.conf
  Sorted /r output should stay invariant when rearranging avrdude.conf
  The /c, /o and /w flags are less generic and may be removed sometime
  These options are just to help development, so not further documented
`;

const earlyProgrammers = `flags for developer option -c <wildcard>/<flags> not recognised
Wildcard examples (these need protecting in the shell through quoting):
         * all known programmers
   avrftdi just this programmer
  jtag*pdi matches jtag2pdi, jtag3pdi, jtag3updi and jtag2updi
  jtag?pdi matches jtag2pdi and jtag3pdi
Flags (one or more of the characters below):
       A  show entries of avrdude.conf programmers with all values
       S  show entries of avrdude.conf programmers with necessary values
       s  show short entries of avrdude.conf programmers using parent
       r  show entries of avrdude.conf programmers as raw dump
       t  use tab separated values as much as possible
       i  inject assignments from source code table
Examples:
  $ avrdude -c usbasp/s
  $ avrdude -c */st | grep baudrate
  $ avrdude -c */r | sort
Notes:
  -c * is the same as -c */s
  This help message is printed using any unrecognised flag, eg, -c/h
  Leaving no space after -c can be an OK substitute for quoting in shells
  /s, /S and /A outputs are designed to be used as input in avrdude.conf
  Sorted /r output should stay invariant when rearranging avrdude.conf
  These options are just to help development, so not further documented
`;

const fullParts = `Error: flags for developer option -p <wildcard>/<flags> not recognised
Wildcard examples (these need protecting in the shell through quoting):
          * all known parts
   ATtiny10 just this part
   *32[0-9] matches ATmega329, ATmega325 and ATmega328
       *32? matches ATmega329, ATmega32A, ATmega325 and ATmega328
Flags (one or more of the characters below):
          d  description of core part features
          s  show short entries of avrdude.conf parts using parent
          A  show entries of avrdude.conf parts with all values
          S  show entries of avrdude.conf parts with necessary values
          R  show entries of avrdude.conf parts as raw dump
          v  list interrupt vector names
          c  list configuration options in fuses
          r  list registers with I/O address and size
          e  check and report errors in address bits of SPI commands
          o  opcodes for SPI programming parts and memories
          w  wd_... constants for ISP parts
          *  as first character: all of the above except s and S
 BCUPTIJWHQ  only Boot/Classic/UPDI/PDI/TPI/ISP/JTAG/debugWire/HV/quirky MUCs
          t  use tab separated values as much as possible
          i  inject assignments from source code table
Examples:
  $ avrdude -p ATmega328P/s
  $ avrdude -p m328*/st | grep chip_erase_delay
  $ avrdude -p ATmega*/Ud | wc -l
  avrdude -p*/r | sort
Notes:
  -p * is the same as -p */s
  This help message is printed using any unrecognised flag, eg, -p/h
  Leaving no space after -p can be an OK substitute for quoting in shells
  /s, /S and /A outputs are designed to be used as input in avrdude.conf
  Sorted /r output should stay invariant when rearranging avrdude.conf
  The /e, /o and /w flags are less generic and may be removed sometime
  These options are just to help development, so not further documented
`;

const fullProgrammers = `Error: flags for developer option -c <wildcard>/<flags> not recognised
Wildcard examples (these need protecting in the shell through quoting):
         * all known programmers
   avrftdi just this programmer
  jtag*pdi matches jtag2pdi, jtag3pdi, jtag3updi and jtag2updi
  jtag?pdi matches jtag2pdi and jtag3pdi
Flags (one or more of the characters below):
         d  description of core programmer features
         u  show udev entry for programmer
         A  show entries of avrdude.conf programmers with all values
         S  show entries of avrdude.conf programmers with necessary values
         s  show short entries of avrdude.conf programmers using parent
         r  show entries of avrdude.conf programmers as raw dump
         t  use tab separated values as much as possible
         i  inject assignments from source code table
 BUPTIJWHQ  only Bootloader/UPDI/PDI/TPI/ISP/JTAG/debugWire/HV/quirky MUCs
Examples:
  $ avrdude -c usbasp/s
  $ avrdude -c */st | grep baudrate
  $ avrdude -c */r | sort
Notes:
  -c * is the same as -c */s
  This help message is printed using any unrecognised flag, eg, -c/h
  Leaving no space after -c can be an OK substitute for quoting in shells
  /s, /S and /A outputs are designed to be used as input in avrdude.conf
  Sorted /r output should stay invariant when rearranging avrdude.conf
  These options are just to help development, so not further documented
`;
