import { app, type HintCase, isp328, port, sketch, update } from './situations.ts';

const device = sketch('m328p');
const files = { 'app.hex': app };
const absent = (name: string) => `${name} is not there. There is: /dev/ttySim (a board).`;

export const argumentCases: readonly HintCase[] = [
  {
    name: 'an empty port lets -P swallow the next option',
    args: ['-p', 'm32u4', '-c', 'avr109', '-P', '-b57600', ...update('flash:w:app.hex')],
    files,
    hints: ["-P took '-b57600' for the port: is the port's name empty or missing?"],
    silentIf: [{ why: 'the port is there', args: [...isp328, ...update('flash:w:app.hex')], device }],
  },
  {
    name: 'an option that ate a programmer',
    args: ['-c', '-p', 'm328p', ...port],
    hints: [
      "-c took '-p' for the programmer: is the programmer's name empty or missing?",
      "'m328p' stands alone and was not used: it belongs to no option.",
    ],
    silentIf: [],
  },
  {
    name: 'a variable that is not set',
    args: ['-c', 'avrisp', '-p', 'm328p', '-P', ''],
    hints: ["-P is followed by nothing: the port's name is empty. Is a variable not set?"],
    silentIf: [{ why: 'it is', args: [...isp328], device }],
  },
  {
    name: 'a list of -x parameters, which only 8.2 has',
    args: ['-c', 'xbee', '-p', 'm328p', '-P', '@/dev/ttySim', '-x', 'help'],
    hints: ['-c xbee takes:\n      -x xbeeresetpin=<1..7> Set XBee pin DIO<1..7> as reset pin'],
    releases: ['6.4', '7.1'],
    silentIf: [{ why: 'another is asked for', args: ['-c', 'xbee', '-p', 'm328p', '-x', 'xbeeresetpin=9'] }],
  },
  {
    name: 'option and port in one argument',
    args: ['-P /dev/ttySim', '-c', 'avrisp', '-p', 'm328p'],
    hints: [
      "'-P /dev/ttySim' came as one argument, so the port's name begins with a blank: give two, -P and /dev/ttySim.",
    ],
    silentIf: [
      {
        why: 'they are glued without a blank',
        args: ['-P/dev/ttySim', '-cavrisp', '-b 19200', '-pm328p'],
        device,
      },
    ],
  },
  {
    name: 'option and programmer in one argument',
    args: ['-c avrisp', '-p', 'm328p', ...port],
    hints: [
      "'-c avrisp' came as one argument, so the programmer's name begins with a blank: give two, -c and avrisp.",
    ],
    silentIf: [],
  },
  {
    name: 'option and part in one argument',
    args: ['-c', 'avrisp', '-b', '19200', '-p m328p', ...port],
    device,
    hints: [
      "'-p m328p' came as one argument, so the part's name begins with a blank: give two, -p and m328p.",
    ],
    silentIf: [],
  },
  {
    name: 'a whole line as one argument',
    args: ['-c', 'avrisp -P /dev/ttySim', '-p', 'm328p'],
    hints: [
      "'-c avrisp -P /dev/ttySim' came as one argument: give every option, and every value, as an argument of its own.",
    ],
    silentIf: [],
  },
  {
    name: 'a blank that a makefile left behind the port',
    args: ['-c', 'avrisp', '-p', 'm328p', '-P', '/dev/ttySim '],
    hints: [
      "The port's name '/dev/ttySim ' ends with a blank: does a comment follow the value in a makefile?",
    ],
    silentIf: [],
  },
  {
    name: 'a carriage return',
    args: ['-c', 'avrisp', '-p', 'm328p', '-P', '/dev/ttySim\r'],
    hints: [
      "The port's name '/dev/ttySim' ends in a carriage return: the script or file that it comes from has Windows line ends.",
    ],
    silentIf: [],
  },
  {
    name: 'a blank before the format',
    args: [...isp328, ...update('efuse:w:0x04'), ':m'],
    device,
    hints: [
      "':m' stands alone: is there a blank in front of it that does not belong there? Type -U efuse:w:0x04:m",
    ],
    silentIf: [{ why: 'there is none', args: [...isp328, ...update('efuse:w:0xfc:m')] }],
  },
  {
    name: 'a programmer of the user’s own that says no way of programming',
    releases: ['8.2'],
    args: ['-C', '+own.conf', '-c', 'mine', '-P', '/dev/ttyS9', '-p', 'm328p'],
    files: {
      'own.conf':
        'programmer\n  id = "mine";\n  desc = "x";\n  type = "stk500";\n  connection_type = serial;\n;\n',
    },
    hints: [
      'The configuration file does not say in which way mine programs: add the line prog_modes = PM_ISP; to it (or PM_TPI, PM_UPDI …).',
    ],
    silentIf: [],
  },
  {
    name: 'a value without its format',
    args: [...isp328, ...update('hfuse:w:0xD9')],
    device,
    hints: ['0xD9 was taken for the name of a file. A value needs :m behind it, as in -U lfuse:w:0xD9:m'],
    silentIf: [{ why: 'it has one', args: [...isp328, ...update('hfuse:w:0xD9:m')] }],
  },
  {
    name: 'a long dash from a web page',
    args: ['–c', 'avrisp', '–p', 'm328p'],
    hints: [
      "'–c' begins with a long dash, as web pages have it, and was not taken for an option: type -c\n      '–p' begins with a long dash, as web pages have it, and was not taken for an option: type -p",
    ],
    silentIf: [],
  },
  {
    name: 'a file name with a blank',
    args: [...isp328, ...update('flash:w:my'), 'app.hex'],
    files: { 'my app.hex': app },
    device,
    hints: [
      'my is not there; nothing was erased or written.',
      '\'app.hex\' stands alone: a file name with a blank needs quotes, -U "flash:w:my app.hex"',
    ],
    silentIf: [{ why: 'it is quoted', args: [...isp328, ...update('flash:w:my app.hex:i')] }],
  },
  {
    name: '-U is missing',
    args: [...isp328, '-e', 'flash:w:app.hex:i'],
    files,
    device,
    hints: ["'flash:w:app.hex:i' stands alone and was not used: -U is missing in front of it."],
    silentIf: [{ why: 'it is there', args: [...isp328, '-e', ...update('flash:w:app.hex:i')] }],
  },
  {
    name: 'a programmer that is spelt wrong',
    args: ['-c', 'avrips', '-p', 'm328p', ...port],
    hints: ['did you mean avrisp?'],
    silentIf: [
      { why: 'nothing is like it', args: ['-c', 'wonderful-programmer', '-p', 'm328p', ...port] },
      { why: 'a list is asked for', args: ['-c', '?'] },
    ],
  },
  {
    name: 'a part that is not written to its end',
    args: ['-c', 'avrisp', '-b', '19200', '-p', 'atmega32u', ...port],
    device,
    hints: ['did you mean ATmega32U2 (-p m32u2) or ATmega32U4 (-p m32u4)?'],
    silentIf: [
      { why: 'nothing is like it', args: ['-c', 'avrisp', '-b', '19200', '-p', 'pic16f84', ...port] },
    ],
  },
  {
    name: 'a port that is not there',
    args: ['-c', 'avrisp', '-p', 'm328p', '-P', '/dev/ttyACM7'],
    hints: [absent('/dev/ttyACM7')],
    silentIf: [],
  },
  {
    name: 'a port that may not be opened',
    args: [...isp328],
    refused: 'EACCES',
    hints: [
      "You may not open /dev/ttySim. It usually belongs to a group: 'sudo usermod -aG dialout $USER' (or uucp), then log in again.",
    ],
    silentIf: [],
  },
  {
    name: 'no port',
    args: ['-c', 'avrisp', '-p', 'm328p'],
    hints: [
      absent('/dev/ttyS0'),
      'No -P was given, so /dev/ttyS0 was taken, the default of the configuration (default_serial); there is also /dev/ttySim (a board).',
    ],
    silentIf: [],
  },
  {
    name: 'Ctrl-C while flash is written',
    args: [...isp328, ...update('flash:w:app.hex:i')],
    files,
    device,
    interruptAt: { pages: 2 },
    hints: [
      'Interrupted while flash was being written: only a part of it is on the chip. Run the same command again.',
    ],
    silentIf: [{ why: 'nobody interrupts', interruptAt: { pages: 0 } }],
  },
];
