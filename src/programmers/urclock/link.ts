import { DisconnectedError, ProtocolError, TimeoutError } from '../../model/errors.ts';
import type { Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ur from '../../protocols/urboot/commands.ts';
import { boardReset } from '../line/board-reset.ts';
import { lineDeeds } from '../line/deeds.ts';
import type { SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';
import type { UrclockParameters } from './parameters.ts';
import * as traces from './trace-messages.ts';

/** How often sync is asked for; the first six are not spoken of, since boards need a moment. */
const attempts = 16;
const unspoken = 6;
/** How long an answer to sync may take at 115200 bit/s (ms); avrdude's 25 ms are too short for a line through a network. */
const syncTime = 60;
/** How long a loader that was out of step may take (ms), and how long noise is waited for. */
const [stepTime, idleTime] = [25, 20];

/** A loader that is in sync: sends commands and takes their answers from between the framing bytes. */
export class UrbootLink {
  readonly identity: ur.UrbootIdentity;
  readonly #context: ProgrammerContext;
  readonly #line: SerialLine;
  readonly #format: ur.PageFormat;
  /** How long an answer may take (ms). */
  readonly #answerTime: number;

  constructor(
    context: ProgrammerContext,
    line: SerialLine,
    identity: ur.UrbootIdentity,
    chip: { readonly flashSize: number; readonly pageSize: number },
  ) {
    this.#context = context;
    this.#line = line;
    this.identity = identity;
    this.#format = { wide: chip.flashSize > 0x10000, longPages: chip.pageSize > 256 };
    this.#answerTime = 500 + slowness(line.baudRate, (chip.pageSize + 5) * 10);
  }

  /** @throws ProtocolError for an answer that is none, TimeoutError; after saying so */
  async exchange(
    command: Uint8Array,
    length: number,
    operation: words.Operation,
    timeoutMs = this.#answerTime,
  ): Promise<Uint8Array> {
    const { identity } = this;
    await this.#line.write(command);
    const reply = await this.#receive(length + 2, timeoutMs);
    if (reply[0] === identity.inSync && reply[length + 1] === identity.ok)
      return reply.subarray(1, length + 1);
    const what = reply[0] === identity.inSync ? 'OK' : 'sync';
    const [expected, got] =
      what === 'OK' ? [identity.ok, reply[length + 1] ?? 0] : [identity.inSync, reply[0] ?? 0];
    fail(
      this.#context.emit,
      notice(words.refused, { what, expected, got, operation }),
      new ProtocolError(`answer to ${operation} is out of step`),
    );
  }

  /** Reads bytes, in pieces that the loader can send before its watchdog ends it (0.8 s). */
  async read(
    name: 'flash' | 'eeprom',
    address: number,
    length: number,
    operation: 'read-piece' | 'read-page' = 'read-piece',
  ): Promise<Uint8Array> {
    const { emit, id, part } = this.#context;
    if (operation === 'read-piece')
      emit(notice(traces.reading, { id, part: part.desc, name, address, length }));
    const most = Math.max(Math.trunc((4 * this.#line.baudRate) / 50) - 2, 2) & ~1;
    const data = new Uint8Array(length);
    for (let at = 0; at < length; at += most) {
      const piece = Math.min(most, length - at);
      const command = ur.encodeRead(name, address + at, piece, this.#format);
      data.set(await this.exchange(command, piece, operation), at);
    }
    return data;
  }

  async write(name: 'flash' | 'eeprom', address: number, data: Uint8Array): Promise<void> {
    await this.exchange(ur.encodeWrite(name, address, data, this.#format), 0, 'write-page');
  }

  async #receive(length: number, timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#line.read(length, timeoutMs);
    } catch (error) {
      if (!(error instanceof DisconnectedError))
        this.#context.emit(notice(words.noAnswer, { advice: false }));
      throw error;
    }
  }
}

/** Pulls RESET for an instant and waits until the loader listens. */
export async function resetBoard(
  { clock, behaviour }: ProgrammerContext,
  line: SerialLine,
  { flags, delay }: UrclockParameters,
): Promise<void> {
  const start = Math.max(0, 120 + delay);
  if (flags.has('noautoreset')) await clock.sleep(start);
  else
    await boardReset(behaviour.of(lineDeeds).boardReset).reset(line, clock, {
      discharge: 20,
      held: start,
      pulsed: start,
    });
}

/**
 * Asks for sync until the same answer comes twice in a row: whatever the two bytes are, they are the loader's.
 * @throws ProtocolError, after saying so
 */
export async function getSync(
  context: ProgrammerContext,
  line: SerialLine,
  { flags }: UrclockParameters,
  part: Part,
): Promise<ur.UrbootIdentity> {
  const { emit, clock } = context;
  emit(notice(traces.syncing, { now: clock.now() }));
  const strict = flags.has('strict');
  const idle = idleTime + slowness(line.baudRate, 80);
  let before: Uint8Array | undefined;
  let found = false;
  for (let attempt = 0; attempt < attempts && !found; attempt++) {
    // Loaders that measure the line speed do so by the first byte; all of them are lenient about the others.
    const [, end = 0] = ur.getSync;
    const first = attempt === 0 ? part.autobaudSync : strict ? ur.getSync[0] : end;
    await line.write(Uint8Array.of(first ?? end, end));
    const answer = await heard(line, 2, syncTime + slowness(line.baudRate, 160));
    found = answer !== undefined && answer[0] !== answer[1] && same(answer, before);
    if (found) break;
    if (answer) {
      before = answer;
      await line.drain(idle);
    } else {
      const pause = 32 << Math.min(attempt, 3);
      emit(notice(traces.pausing, { now: clock.now(), pause }));
      await clock.sleep(pause);
    }
    if (attempt >= unspoken)
      emit(notice(words.notInSync, { attempt: attempt - unspoken + 1, of: attempts - unspoken }));
  }
  if (!strict) await getInStep(context, line, found);
  await line.drain(idle);
  if (!found || !before) throw new ProtocolError('loader is not in sync');
  return ur.decodeIdentity(before[0] ?? 0, before[1] ?? 0);
}

/** The loader may be waiting for the end of a command whose beginning it has missed. */
async function getInStep({ emit }: ProgrammerContext, line: SerialLine, found: boolean): Promise<void> {
  const end = ur.getSync.subarray(1);
  await line.write(end);
  const answer = await heard(line, 1, stepTime + slowness(line.baudRate, 160));
  if (answer) return;
  if (!found) emit(notice(words.noAnswer, { advice: true }));
  await line.write(end);
}

/** Silence is told where everything is. */
async function heard(line: SerialLine, length: number, timeoutMs: number): Promise<Uint8Array | undefined> {
  try {
    return await line.read(length, timeoutMs);
  } catch (error) {
    if (error instanceof TimeoutError) return undefined;
    throw error;
  }
}

function same(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && one.every((byte, i) => byte === other[i]);
}

/** How much longer something takes on a slow line (ms). @param bits that are waited for */
function slowness(baudRate: number, bits: number): number {
  return baudRate < 115000 ? (bits * 1000) / baudRate : 0;
}
