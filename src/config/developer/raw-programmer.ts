import { type PinName, type ProgrammerEntry, pinNames } from '../../model/programmer-entry.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { modeBits } from './mode-bits.ts';
import { RawStruct } from './raw-struct.ts';
import type { DeveloperStyle } from './style.ts';

/** Words of 32 pins each, in avrdude on Linux, which takes pins up to 400, since 8.x up to 1000. */
const pinWords: Readonly<Record<DeveloperStyle, number>> = { early: 13, full: 32 };
const connectionTypes = ['parallel', 'serial', 'usb', 'spi', 'linuxgpio'] as const;
const jtagPins: readonly PinName[] = ['tck', 'tdi', 'tdo', 'tms'];

/** The structure of a programmer, as avrdude 7.1 and 8.2 have it in memory on x86-64 Linux, up to what is not configured. */
export function rawProgrammer(entry: ProgrammerEntry, style: DeveloperStyle): Uint8Array {
  const full = style === 'full';
  const struct = new RawStruct().pointers(5).int(modeBits(statedModes(entry)));
  if (full) struct.int(entry.isSerialAdapter ? 1 : 0, entry.extraFeatures);
  // Pins are numbered from 1 on; nothing has the number 0.
  rawPins(struct, [], [], pinWords[style]);
  for (const name of pinNames) {
    if (!full && jtagPins.includes(name)) continue;
    const { pins = [], inverted = [] } = entry.pins[name] ?? {};
    rawPins(struct, [...pins, ...inverted], inverted, pinWords[style]);
  }
  return struct
    .int(connectionTypes.indexOf(entry.connectionType), entry.baudrate, entry.usbvid)
    .pointers(6)
    .end();
}

function rawPins(
  struct: RawStruct,
  pins: readonly number[],
  inverted: readonly number[],
  size: number,
): void {
  for (const given of [pins, inverted]) {
    const words = new Array<number>(size).fill(0);
    for (const pin of given) {
      const word = Math.floor(pin / 32);
      words[word] = (words[word] ?? 0) | (1 << (pin % 32));
    }
    struct.int(...words);
  }
}

/** A number of a list of numbers. */
export function rawNumber(value: number): Uint8Array {
  return new RawStruct().int(value).end();
}

/** A text with the zero that ends it. */
export function rawText(text: string): Uint8Array {
  return new RawStruct().text(text, text.length + 1).end();
}
