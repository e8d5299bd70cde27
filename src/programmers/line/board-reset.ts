import type { Clock } from '../../model/clock.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';

/** What sets an adapter's control lines. */
type Lines = Pick<SerialTransport, 'setLines'>;

/** How long the steps of a reset take (ms). */
export interface ResetTimes {
  /** For the capacitor between the adapter and RESET to discharge before; undefined: it has had its time. */
  readonly discharge?: number;
  /** Until the loader listens, when the lines stay set. */
  readonly held: number;
  /** The same after a pulse. */
  readonly pulsed: number;
  /** Is told of each step before it is taken. */
  readonly onStep?: (step: 'releasing' | 'asserting') => void;
}

/** A way to reset a board whose RESET hangs on DTR or RTS by a capacitor. */
export interface BoardReset {
  /** Waits until the loader listens. @throws TransportError if the line is lost */
  reset(line: Lines, clock: Clock, times: ResetTimes): Promise<void>;
  /** At the end of the work. Never throws. */
  release(line: Lines): Promise<void>;
}

/** Longer than this (ms), and a charged capacitor would lift RESET far above the supply. */
const pulseLength = 0.1;

async function pull(
  line: Lines,
  clock: Clock,
  { discharge, onStep }: Pick<ResetTimes, 'discharge' | 'onStep'>,
): Promise<void> {
  if (discharge !== undefined) {
    onStep?.('releasing');
    await line.setLines({ dtr: false, rts: false });
    await clock.sleep(discharge);
  }
  onStep?.('asserting');
  await line.setLines({ dtr: true, rts: true });
}

/** Pulls RESET low for an instant: by the capacitor, until the lines are let go. */
export const pulse = {
  async reset(line: Lines, clock: Clock, times: Omit<ResetTimes, 'held'>): Promise<void> {
    await pull(line, clock, times);
    await clock.sleep(pulseLength);
    await line.setLines({ dtr: false, rts: false });
    await clock.sleep(times.pulsed);
  },
  async release(): Promise<void> {},
} satisfies BoardReset;

/** Pulls RESET low by the capacitor, which charges: the lines stay set until the end. */
export const hold = {
  async reset(line: Lines, clock: Clock, times: Omit<ResetTimes, 'pulsed'>): Promise<void> {
    await pull(line, clock, times);
    await clock.sleep(times.held);
  },
  release: (line: Lines): Promise<void> => line.setLines({ dtr: false, rts: false }).catch(() => undefined),
} satisfies BoardReset;

const ways = { hold, pulse } as const;

/** @param way as a release has it */
export function boardReset(way: keyof typeof ways): BoardReset {
  return ways[way];
}
