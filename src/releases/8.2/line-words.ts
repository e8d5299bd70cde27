import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { said, type Words } from '../../output/words.ts';

/** Where the line's speed comes from, as avrdude 8.2 shows it at `-v`. Bits per second; 0 for none. */
export function baudRateLine(ofEntry: number, byDefault: number, asked: number | undefined): Words[] {
  if (asked !== undefined && ofEntry === 0 && byDefault === 0)
    return [said('notice', `setting baud rate     : ${asked}\n`)];
  if (asked !== undefined && asked !== (ofEntry || byDefault))
    return [said('notice', `overriding baud rate  : ${asked}\n`)];
  if (ofEntry === 0 && byDefault !== 0) return [said('notice', `default baud rate     : ${byDefault}\n`)];
  return ofEntry === 0 ? [] : [said('notice', `programmer baud rate  : ${ofEntry}\n`)];
}

/** Programmers whose every bit waits for `-i`. */
const bitBangers: readonly string[] = ['buspirate_bb', 'linuxgpio', 'par', 'serbb'];

/** How to give a target that does not answer more time. */
export function slowDown(
  { type }: ProgrammerEntry,
  baudRate: number | undefined,
  bitClock: number | undefined,
): string {
  if (type === 'serialupdi')
    return ` - use -b to set lower baud rate, e.g. -b ${baudRate === undefined ? 57600 : Math.trunc(baudRate / 2)}\n`;
  if (bitBangers.includes(type))
    return ` - use -i ${
      bitClock === undefined ? '' : 'instead of -B '
    }to set a longer delay (in microseconds) between each bit state change, e.g. -i 50\n`;
  return ' - use -B to set lower the bit clock frequency, e.g. -B 125kHz\n';
}
