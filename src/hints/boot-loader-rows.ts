import { hexWord as hex } from '../model/hex-text.ts';
import { byBootLoader } from './evidence.ts';
import { type Row, row } from './row.ts';

/** What boot loaders cannot do, and what becomes of them. */
export const bootLoaderRows: readonly Row[] = [
  row('boot-loader/erase', 'erase-failed', (_, evidence) => {
    if (evidence.line === undefined || evidence.line.lost) return undefined;
    return byBootLoader(evidence)
      ? 'This boot loader cannot erase the chip: add -D (it erases each page as it writes it).'
      : 'Boot loaders cannot erase the chip: if this is one (an Arduino Mega, for instance), add -D; -c wiring, arduino and avr109 are for them.';
  }),
  row('boot-loader/eeprom', 'eeprom-is-flash', ({ memory, use, file }) => {
    const fact = `This boot loader knows no EEPROM and gives flash for it (${memory.name} and flash read the same)`;
    if (use === 'read') {
      const read = file === undefined ? 'what was read is' : `${file} holds`;
      return `${fact}: ${read} the beginning of the program, not EEPROM. An ISP programmer can read it.`;
    }
    const effect =
      file === undefined
        ? `what is written to ${memory.name} goes over the program`
        : `what was meant for ${memory.name} has overwritten the program`;
    return `${fact}: ${effect}. Flash the program again; EEPROM takes an ISP programmer, or a sketch that writes it.`;
  }),
  row('boot-loader/emptied', 'boot-section-emptied', ({ start, held, reset, files }) => {
    const names = files.join(', ');
    const by = reset && ` (${reset.fuse} 0x${reset.value.toString(16).padStart(2, '0')}, BOOTRST)`;
    const back =
      'To put one in, without erasing: -D -U flash:w:BOOTLOADER.hex:i. To keep it next time, join both into one file, or flash through the boot loader.';
    if (held)
      return `${hex(start)} held a boot loader${by ? `, where the chip starts${by}` : ''}; it has been erased, and ${names} has none: the chip has no boot loader any more.\n      ${back}`;
    if (by === undefined) return undefined;
    return `The chip starts in its boot section at ${hex(start)}${by}, which is empty: ${names} has no boot loader.\n      ${back}`;
  }),
];
