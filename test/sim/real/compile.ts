import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFile } from '../carrier.ts';
import { readMemoryFile } from '../memory-file.ts';

/** Where Debian's arduino-core-avr has the sources. */
const CORE = '/usr/share/arduino/hardware/arduino/avr';

/** Where the ArduinoISP sketch may be: Debian's package `arduino`, or the part of it that scripts/fetch-arduinoisp unpacks. */
const SKETCHES = [
  '/usr/share/doc/arduino/examples/11.ArduinoISP/ArduinoISP/ArduinoISP.ino',
  '/usr/share/arduino/examples/11.ArduinoISP/ArduinoISP/ArduinoISP.ino',
  join(dirname(projectFile('package.json')), 'build/debian/ArduinoISP.ino'),
];

/** Firmware that runs for real: what it is compiled from and how, as its own Makefile has it. */
export interface Recipe {
  readonly name: string;
  readonly sources: readonly string[];
  readonly flags: readonly string[];
}

const boot = (path: string) => join(CORE, 'bootloaders', path);

/**
 * Optiboot for a Uno: `make atmega328`, but in a boot section of 1 KiB, since today's compilers need more than 512 bytes,
 * and without its three flashes, during which it does not listen: here a slow emulator would make them longer still.
 */
export const OPTIBOOT: Recipe = {
  name: 'optiboot',
  sources: [boot('optiboot/optiboot.c')],
  flags: [
    ...[
      '-mmcu=atmega328p',
      '-DF_CPU=16000000L',
      '-Os',
      '-fno-inline-small-functions',
      '-fno-split-wide-types',
    ],
    ...['-mshort-calls', '-DLED_START_FLASHES=0', '-DBAUD_RATE=115200', '-Wl,--relax', '-Wl,--gc-sections'],
    ...[
      '-Wl,--section-start=.text=0x7c00',
      '-Wl,--section-start=.version=0x7ffe',
      '-nostartfiles',
      '-nostdlib',
    ],
  ],
};

/** The boot loader of a Duemilanove: `make atmega328`. */
export const ATMEGABOOT: Recipe = {
  name: 'ATmegaBOOT',
  sources: [boot('atmega/ATmegaBOOT_168.c')],
  flags: [
    ...['-mmcu=atmega328p', '-DF_CPU=16000000L', '-Os', '-DMAX_TIME_COUNT=F_CPU>>4', '-DNUM_LED_FLASHES=1'],
    ...['-DBAUD_RATE=57600', '-Wl,--section-start=.text=0x7800'],
  ],
};

/** The boot loader of a Mega 2560: `make mega2560`. */
export const STK500BOOT: Recipe = {
  name: 'stk500boot',
  sources: [boot('stk500v2/stk500boot.c')],
  flags: [
    ...[
      '-mmcu=atmega2560',
      '-DF_CPU=16000000UL',
      '-Os',
      '-std=gnu99',
      '-funsigned-char',
      '-funsigned-bitfields',
    ],
    ...[
      '-fpack-struct',
      '-fshort-enums',
      '-fno-jump-tables',
      '-D_MEGA_BOARD_',
      '-Wl,--section-start=.text=3E000',
    ],
    ...['-nostartfiles', '-Wl,--relax', '-Wl,--gc-sections'],
  ],
};

/** What is missing to compile these; `undefined` when nothing is. */
export function missing(recipe: Recipe): string | undefined {
  if (spawnSync('avr-gcc', ['--version']).status !== 0) return 'avr-gcc (apt install gcc-avr avr-libc)';
  const absent = recipe.sources.find((source) => !existsSync(source));
  return absent && `${absent} (apt install arduino-core-avr)`;
}

/** Compiles firmware. @returns the flash from address 0 */
export function compile(recipe: Recipe): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'firmware-'));
  try {
    const [elf, hex] = [join(folder, 'a.elf'), join(folder, 'a.hex')];
    tool('avr-gcc', ['-w', ...recipe.flags, '-o', elf, ...recipe.sources], folder);
    tool('avr-objcopy', ['-O', 'ihex', '-R', '.eeprom', elf, hex], folder);
    return readMemoryFile(hex);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The ArduinoISP sketch with the Arduino core, for a Uno; `undefined` when something is missing. */
export function arduinoIsp(): Uint8Array | undefined {
  const sketch = SKETCHES.find((path) => existsSync(path));
  const core = join(CORE, 'cores/arduino');
  if (!sketch || !existsSync(core) || spawnSync('avr-gcc', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sketch-'));
  try {
    const spi = join(CORE, 'libraries/SPI/src');
    writeFileSync(join(folder, 'sketch.cpp'), asCpp(readFileSync(sketch, 'utf8')));
    const flags = [
      ...[
        '-mmcu=atmega328p',
        '-DF_CPU=16000000L',
        '-DARDUINO=10819',
        '-DARDUINO_AVR_UNO',
        '-DARDUINO_ARCH_AVR',
        '-Os',
        '-w',
      ],
      ...[
        '-ffunction-sections',
        '-fdata-sections',
        `-I${core}`,
        `-I${join(CORE, 'variants/standard')}`,
        `-I${spi}`,
      ],
    ];
    const inCore = readdirSync(core).map((name) => join(core, name));
    const c = inCore.filter((path) => path.endsWith('.c'));
    const cpp = [
      ...inCore.filter((path) => path.endsWith('.cpp')),
      join(spi, 'SPI.cpp'),
      join(folder, 'sketch.cpp'),
    ];
    const assembly = inCore.filter((path) => path.endsWith('.S'));
    tool('avr-gcc', [...flags, '-std=gnu11', '-c', ...c], folder);
    if (assembly.length > 0)
      tool('avr-gcc', [...flags, '-x', 'assembler-with-cpp', '-c', ...assembly], folder);
    tool(
      'avr-g++',
      [
        ...flags,
        '-std=gnu++11',
        '-DDECIMAL_DIG=__DECIMAL_DIG__',
        '-fno-exceptions',
        '-fpermissive',
        '-c',
        ...cpp,
      ],
      folder,
    );
    const objects = readdirSync(folder).filter((name) => name.endsWith('.o'));
    tool(
      'avr-g++',
      ['-mmcu=atmega328p', '-Os', '-Wl,--gc-sections', '-o', 'a.elf', ...objects, '-lm'],
      folder,
    );
    tool('avr-objcopy', ['-O', 'ihex', '-R', '.eeprom', 'a.elf', 'a.hex'], folder);
    return readMemoryFile(join(folder, 'a.hex'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the Arduino builder does to a sketch: declares its functions before the first of them. */
function asCpp(sketch: string): string {
  const heads = sketch.match(/^(?:void|int|bool|uint8_t|boolean|byte) +\w+\([^)]*\)(?= *\{)/gm) ?? [];
  const at = sketch.search(/^void setup/m);
  return `#include <Arduino.h>\n${sketch.slice(0, at)}${heads.map((head) => `${head};\n`).join('')}${sketch.slice(at)}`;
}

function tool(name: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(name, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
}
