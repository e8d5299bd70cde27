import type { ConfigDefaults } from '../../model/database.ts';
import { fixed } from '../../model/printed-number.ts';
import type { DeveloperStyle } from './style.ts';
import { quoted, yesNo } from './text.ts';

/** What stands before the programmers when the whole file is printed. @param comments those of the file */
export function prologue(comments: string, defaults: ConfigDefaults, style: DeveloperStyle): string {
  const full = style === 'full';
  const lines = [
    ...(full ? [`avrdude_conf_version = ${quoted(defaults.version)};\n`] : []),
    `default_programmer = ${quoted(defaults.programmer)};`,
    `default_parallel   = ${quoted(defaults.parallel)};`,
    `default_serial     = ${quoted(defaults.serial)};`,
    `default_spi        = ${quoted(defaults.spi)};`,
    ...(full
      ? [
          `default_baudrate   = ${defaults.baudrate};`,
          `default_bitclock   = ${fixed(defaults.bitclock, 5)};`,
          `default_linuxgpio  = ${quoted(defaults.linuxgpio)};`,
          `allow_subshells    = ${yesNo(defaults.allowSubshells)};`,
        ]
      : []),
  ];
  return `${comments}${lines.join('\n')}\n\n#\n# PROGRAMMER DEFINITIONS\n#\n\n`;
}
