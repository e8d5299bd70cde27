import { readIntegerItem } from '../../model/integer-item.ts';

/** What `-P /dev/spidev:/dev/gpiochip[:resetno]` names. */
export interface SpiPort {
  readonly controller: string;
  readonly chip: string;
  /** RESET's line, if it is given. */
  readonly reset: { readonly text: string; readonly line: number | string } | undefined;
}

/** @returns undefined if it is no such port; the line of RESET may be what is wrong with its number */
export function parseSpiPort(port: string): SpiPort | undefined {
  const [controller, chip, text] = port.split(':').filter((piece) => piece !== '');
  if (controller === undefined || chip === undefined) return undefined;
  if (text === undefined) return { controller, chip, reset: undefined };
  const item = readIntegerItem(text, 'uint32');
  return { controller, chip, reset: { text, line: item.ok ? item.value : item.error } };
}
