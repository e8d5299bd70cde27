import { DisconnectedError, TimeoutError, TransportError } from '../../model/errors.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import { stillnessAt } from '../../protocols/line/stillness.ts';
import type { SerialSettings, SerialTransport } from '../../transports/serial-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';
import { sayWhyNot } from './refused-port.ts';
import { openPatiently } from './touch.ts';

/** What a programmer type asks of its line; the port and `-b` come from the context. */
export interface LineSettings extends Partial<Pick<SerialSettings, 'parity' | 'stopBits'>> {
  /** Bits per second, where neither `-b` nor the configuration gives a rate. */
  readonly defaultBaudRate: number;
  /** Whether avrdude takes what comes byte by byte, and shows it so. */
  readonly bytewise?: boolean;
}

/** From this count of `-v` on bytes are shown. */
export const shownFrom = 4;
/** How long an answer may take (ms), unless a protocol says otherwise: avrdude's `serial_recv_timeout`. */
export const answerTimeout = 5000;
/** How long noise is waited for (ms): avrdude's `serial_drain_timeout`. */
export const drainTime = 250;

/**
 * Opens the programmer's port and says in the release's words why it cannot. With `-r` it may need a while to come back.
 * @throws TransportError
 */
export async function openSerialLine(
  context: ProgrammerContext,
  settings: LineSettings,
): Promise<SerialLine> {
  const { emit } = context;
  const { defaultBaudRate, bytewise, ...framing } = settings;
  const baudRate = context.baudRate || defaultBaudRate;
  const { port } = context;
  try {
    const asked = { port, baudRate, ...framing };
    const line = context.touch ? await openPatiently(context, asked) : await context.open.serial(asked);
    emit({ kind: 'line-opened', port, baudRate });
    if (!port.startsWith('net:')) emit(notice(words.baudRateLookedUp, { baudRate }));
    return new SerialLine(line, emit, baudRate, bytewise === true && context.verbosity >= shownFrom);
  } catch (error) {
    if (error instanceof TransportError) await sayWhyNot(context, port, error);
    throw error;
  }
}

/** Does what belongs to opening; a line on which it fails is closed again. */
export async function orClose<T>(line: Pick<SerialTransport, 'close'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await line.close();
    throw error;
  }
}

/**
 * How long a line must bring nothing to count as still (ms). Over a network nobody knows that, and where bytes are shown, the waits are
 * the release's: undefined.
 */
export function stillnessOf(context: ProgrammerContext, line: SerialLine): number | undefined {
  const unknown = context.port.startsWith('net:') || context.verbosity >= shownFrom;
  return unknown ? undefined : stillnessAt(line.baudRate);
}

/** A serial transport that says what happens on it: every byte at `-vvvv`, and what goes wrong. */
export class SerialLine implements SerialTransport {
  readonly #line: SerialTransport;
  readonly #emit: Emit;
  /** Whether nothing more is to be said of a line that hangs up: it is expected, or has been said. */
  #hangUpKnown = false;
  #heard = false;
  /** Whether a control line has been left active, which pulls at what is wired to it. */
  #pulls = false;
  readonly #bytewise: boolean;

  /** Bits per second. */
  readonly baudRate: number;

  /** @param bytewise whether each byte that comes is shown on a line of its own */
  constructor(line: SerialTransport, emit: Emit, baudRate: number, bytewise = false) {
    this.#line = line;
    this.#emit = emit;
    this.baudRate = baudRate;
    this.#bytewise = bytewise;
  }

  /** The line itself, on which nothing is said. */
  get quiet(): SerialTransport {
    return this.#line;
  }

  /** From now on the other end may go away: that is how some devices say goodbye. */
  expectHangUp(): void {
    this.#hangUpKnown = true;
  }

  async write(data: Uint8Array): Promise<void> {
    if (data.length === 0) return;
    this.#emit(notice(words.sent, { data }));
    try {
      await this.#line.write(data);
    } catch (error) {
      this.#sayFailure(error, words.writeFailed);
      throw error;
    }
  }

  async read(length: number, timeoutMs: number): Promise<Uint8Array> {
    try {
      return this.#took(await this.#line.read(length, timeoutMs));
    } catch (error) {
      if (error instanceof TimeoutError) this.#tookPart(error);
      if (error instanceof TimeoutError) this.#emit(notice(words.noAnswer));
      else this.#sayFailure(error, words.readFailed);
      throw error;
    }
  }

  /** Reads without a word about silence. @returns undefined after it */
  async readIfAny(length: number, timeoutMs: number): Promise<Uint8Array | undefined> {
    try {
      return this.#took(await this.#line.read(length, timeoutMs));
    } catch (error) {
      if (error instanceof TimeoutError) return undefined;
      this.#sayFailure(error, words.readFailed);
      throw error;
    }
  }

  async drain(idleMs: number, ends?: AbortSignal, dropped?: (data: Uint8Array) => void): Promise<number> {
    try {
      return await this.#line.drain(idleMs, ends, dropped);
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.drainFailed, { reason: reasonOf(error) }));
      throw error;
    }
  }

  /** Sets both control lines; a line that has none is said and otherwise ignored, as avrdude does. */
  async setLines(lines: { dtr: boolean; rts: boolean }): Promise<void> {
    this.#pulls = lines.dtr || lines.rts;
    try {
      await this.#line.setLines(lines);
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof DisconnectedError) throw error;
      this.#emit(notice(words.linesFailed, { reason: systemErrorText(error.code ?? error) }));
    }
  }

  setBaudRate(rate: number): Promise<void> {
    return this.#line.setBaudRate(rate);
  }

  /** Lets go of the control lines, too: with some boards they hold RESET, and a driver may keep them as they are. */
  async close(): Promise<void> {
    if (this.#pulls) await this.#line.setLines({ dtr: false, rts: false }).catch(() => undefined);
    await this.#line.close();
  }

  #took(data: Uint8Array): Uint8Array {
    if (!this.#heard && data.length > 0) this.#emit({ kind: 'line-heard' });
    this.#heard ||= data.length > 0;
    const shown = this.#bytewise ? Array.from(data, (byte) => Uint8Array.of(byte)) : [data];
    for (const piece of shown) this.#emit(notice(words.received, { data: piece }));
    return data;
  }

  /** Something came, but not all. */
  #tookPart({ received }: TimeoutError): void {
    if (!this.#heard && received.length > 0) this.#emit({ kind: 'line-heard' });
    this.#heard ||= received.length > 0;
  }

  #sayFailure(error: unknown, message: MessageDefinition<{ reason: string }>): void {
    if (!(error instanceof TransportError)) return;
    const hangUp = error instanceof DisconnectedError;
    if (hangUp && !this.#hangUpKnown) this.#emit({ kind: 'line-lost' });
    if (!hangUp || !this.#hangUpKnown) this.#emit(notice(message, { reason: reasonOf(error) }));
    this.#hangUpKnown ||= hangUp;
  }
}

/** A line that has hung up reads as an input/output error, whatever the operating system makes of it. */
function reasonOf(error: TransportError): string {
  return systemErrorText(error instanceof DisconnectedError ? 'EIO' : (error.code ?? error));
}
