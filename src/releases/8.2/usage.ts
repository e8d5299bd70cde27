import type { UsageText, VersionText } from '../option-table.ts';

/**
 * The usage text of avrdude 8.2. Its version is no longer followed by a comma; AVRDUDESS, which starts us without arguments,
 * takes the version from before one, so there it is.
 */
export const usage: UsageText = ({ program, personalConfig, noArguments }) => `Usage: ${program} {<option>}
Options:
  -p --part <part>         Specify AVR device; -p ? lists all known parts
  -p --part <wildcard>/<flags>
                           Run developer options for matched AVR devices,
                           e.g., -p ATmega328P/s or /S for part definition
  -b --baud <baudrate>     Override RS-232 baud rate
  -B --bitclock <period>   Bit clock period (us)
  -C --config <file>       Specify location of configuration file
  -C --config +<file>      Additional config file (*)
  -N --noconfig            Do not load ${personalConfig.length < 24 ? 'config file ' : ''}${personalConfig}
  -c --programmer <pgm>    Specify programmer; -c ? and -c ?type list all
  -c --programmer <wildcard>/<flags>
                           Run developer options for matched programmers,
                           e.g., -c 'ur*'/s for programmer definition
  -A --keep-trailing-0xff  Disable trailing-0xff removal for file/AVR read
  -D --noerase             Disable auto-erase for flash memory; implies -A
  -i --isp-clock-delay <delay>
                           Bit state change delay [in microseconds] for
                           bit-banged ISP and TPI programmers
  -P --port <port>         Connection; -P ?s or -P ?sa lists serial ones
  -r --reconnect           Reconnect to -P port after "touching" it; wait
                           400 ms for each -r; needed for some USB boards
  -F --force               Override invalid signature or initial checks
  -e --erase               Perform a chip erase at the beginning
  -O --osccal              Perform RC oscillator calibration (see AVR053)
  -t --terminal            Run interactive terminal on its turn (*)
  -T --command <line>      Run terminal command <line> on its turn (*)
  -U --memory <mem>:r|w|v:<file>[:fmt]
                           Carry out memory operation on its turn (*)
  -n --test-memory         Do not write to the device whilst processing -U
  -V --noverify-memory     Do not automatically verify during -U
  -E --exitspecs <exitsp>{,<exitsp>}
                           Programmer exit specifications list
  -x --extended <param>    Pass <param> to programmer, see -x help (*)
  -v --verbose             Verbose output; -v -v for more
  -q --quell               Quell progress output; -q -q for less
  -l --logfile logfile     Use logfile rather than stderr for diagnostics
  --version                Print version and exit
  -h --help                Display this usage
(*) These options can be repeatedly used on the command line

avrdude version 8.2${noArguments ? ',' : ''} https://github.com/avrdudes/avrdude
`;

/** `--version` of avrdude 8.2, and a last line as older releases end their usage: QMK's doctor takes the version from there. */
export const version: VersionText = ({
  program,
}) => `${program.charAt(0).toUpperCase()}${program.slice(1)} version 8.2
Copyright see https://github.com/avrdudes/avrdude/blob/main/AUTHORS
Use https://github.com/avrdudes/avrdude/issues to report bugs and ask questions
${program} version 8.2, https://github.com/avrdudes/avrdude
`;
