import type { PinDefinition, PinName } from '../../model/programmer-entry.ts';
import type { PinPort } from '../../protocols/bitbang/pins.ts';

/** What has the pins that a bit banging programmer sets: how it is opened, powers the target, and is left. */
export interface PinBoard extends PinPort {
  open(): Promise<void>;
  /** Lets the pins of the entry reach the target. */
  enable?(): Promise<void>;
  /** Cuts them off. */
  disable?(): Promise<void>;
  /** Gives the target its supply. */
  powerUp?(): Promise<void>;
  powerDown?(): Promise<void>;
  /** Lets go of the target, as `-E` has it. Never throws for what is not there any more. */
  close(): Promise<void>;
  /** The pins and what they are, as `-v` shows them. */
  display?(): void;
}

/** How a family uses its board. */
export interface PinFamily {
  /** Whether SPI can be used by hand. */
  readonly hasSpi?: boolean;
}

type Pins = Readonly<Partial<Record<PinName, PinDefinition>>>;

/** A pin of the entry, or several that go together. */
export interface AssignedPin {
  readonly number: number;
  readonly isInverted: boolean;
}

/** All pins for a purpose. */
export function pinsFor(pins: Pins, name: PinName): readonly AssignedPin[] {
  const { pins: plain = [], inverted = [] } = pins[name] ?? {};
  return [
    ...plain.map((number) => ({ number, isInverted: false })),
    ...inverted.map((number) => ({ number, isInverted: true })),
  ];
}
