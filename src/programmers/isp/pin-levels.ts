import type { PinName, ProgrammerEntry } from '../../model/programmer-entry.ts';

type Wired = Pick<ProgrammerEntry, 'pins'>;

/** Bits of the pins that serve a function, turned around or not. */
export function pinMask({ pins }: Wired, name: PinName): number {
  return bitsOf(pins[name]?.pins ?? []) | bitsOf(pins[name]?.inverted ?? []);
}

/** Levels of all pins with one function made active or not: a pin marked `~` is low when it is active. */
export function withPin(entry: Wired, levels: number, name: PinName, active: boolean): number {
  const mask = pinMask(entry, name);
  const inverted = bitsOf(entry.pins[name]?.inverted ?? []);
  return (levels & ~mask) | ((active ? ~inverted : inverted) & mask);
}

/** Whether what is read of the pins shows a function as active. */
export function isActive(entry: Wired, levels: number, name: PinName): boolean {
  const mask = pinMask(entry, name);
  return ((levels ^ bitsOf(entry.pins[name]?.inverted ?? [])) & mask) !== 0;
}

/** How avrdude.conf would write a function's pins: `0, ~4`; empty if there are none. */
export function pinsText({ pins }: Wired, name: PinName, separator = ', '): string {
  const { pins: used = [], inverted = [] } = pins[name] ?? {};
  return [...new Set([...used, ...inverted])]
    .sort((a, b) => a - b)
    .map((pin) => (inverted.includes(pin) ? `~${pin}` : `${pin}`))
    .join(separator);
}

function bitsOf(pins: readonly number[]): number {
  return pins.reduce((mask, pin) => mask | (1 << pin), 0);
}
