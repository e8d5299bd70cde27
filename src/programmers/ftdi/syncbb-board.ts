import { intOf } from '../../model/c-number.ts';
import { PortError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { PinName } from '../../model/programmer-entry.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { FtdiLink } from '../../protocols/ftdi/link.ts';
import { encodeBaudRate, encodeBitMode } from '../../protocols/ftdi/requests.ts';
import { bytesOfBits, statesOfBits, statesOfBytes } from '../../protocols/ftdi/spi-by-pins.ts';
import { pinsShown, shownPins } from '../isp/pin-display.ts';
import { isActive, pinMask, withPin } from '../isp/pin-levels.ts';
import { type BoardLines, pollsAt, type SpiBoard } from '../isp/spi-board.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { BitLine, LineBit } from '../tpi/bit-line.ts';
import { openFtdi } from './device.ts';
import * as say from './syncbb-messages.ts';
import { parseSyncbbPort } from './syncbb-port.ts';

/** FTDI's ids for the FT232R and FT245R, for entries that give none. */
const usualIds = { vendorId: 0x0403, productId: 0x6001 };
/** The clock where none is asked for: slow enough for a part that runs at 1 MHz. */
const usualRate = 150_000;
/** In bit-bang mode a chip is asked for four times the rate. */
const rateFactor = 4;
const adjustableClock = 64;

const needed = ['sck', 'sdo', 'sdi', 'reset'] as const;
const outputs = ['sck', 'sdo', 'reset', 'buff', 'vcc', 'errled', 'rdyled', 'pgmled', 'vfyled'] as const;

/**
 * An FTDI chip in synchronous bit-bang mode: each byte that it is sent sets the pins, and what they were just before comes back. So
 * a bit that came in while SCK rose is in the answer to the state after it.
 */
export class SyncbbBoard implements SpiBoard, BitLine {
  readonly #context: ProgrammerContext;
  readonly instructionsAtOnce = 0x100;
  #link: FtdiLink | undefined;
  #pins = 0;
  #rate = usualRate;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  get polls() {
    return pollsAt(this.#rate / 2);
  }

  async open(): Promise<void> {
    await this.#checkPins();
    const { link } = await this.#openDevice();
    // What is begun from here on `close` undoes, also where it does not come to its end.
    this.#link = link;
    await this.#start(link);
  }

  async #start(link: FtdiLink): Promise<void> {
    const { entry, emit } = this.#context;
    const driven = outputs.reduce((mask, name) => mask | pinMask(entry, name), 0);
    this.#pins = outputs.reduce((pins, name) => withPin(entry, pins, name, name === 'reset'), 0);
    await link.order((index) => encodeBitMode('reset', 0, index));
    await link.order((index) => encodeBitMode('synchronousBitBang', driven, index));
    this.#rate = this.#chooseRate();
    emit(notice(say.clockSet, { rate: this.#rate }));
    await link.order((index) => encodeBaudRate(rateFactor * this.#rate, index));
    await link.setLatency(8 * this.#rate, 1);
    await link.empty();
    await this.#send([this.#pins]);
  }

  /** All pins become inputs, by which the target runs. */
  async close(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    for (const mode of ['synchronousBitBang', 'reset'] as const)
      await link.order((index) => encodeBitMode(mode, 0, index)).catch(() => undefined);
    await link.close();
  }

  async display(): Promise<void> {
    const { entry, emit } = this.#context;
    const numbering = 'Pin assignment        : 0..7 = DBUS0..7';
    emit(notice(pinsShown, { entry, numbering, names: shownPins('none') }));
  }

  async set(lines: BoardLines): Promise<void> {
    const { entry } = this.#context;
    const states: number[] = [];
    for (const [name, active] of Object.entries(lines)) {
      if (pinMask(entry, name as PinName) === 0) continue;
      this.#pins = withPin(entry, this.#pins, name as PinName, active === true);
      states.push(this.#pins);
    }
    if (states.length > 0) await this.#send(states);
  }

  async exchange(bytes: Uint8Array): Promise<Uint8Array> {
    const states = statesOfBytes(bytes, (sck, sdo) => this.#levels(sck, sdo));
    const came = await this.#clocked(states);
    return bytesOfBits(came);
  }

  async shift(row: readonly LineBit[]): Promise<readonly boolean[]> {
    const states = statesOfBits(
      row.map(({ level }) => level),
      (sck, sdo) => this.#levels(sck, sdo),
    );
    this.#pins = withPin(this.#context.entry, this.#pins, 'sdo', row.at(-1)?.level === 1);
    const came = await this.#clocked(states, 'in-front');
    return came.filter((_, at) => row[at]?.keep);
  }

  /** Whether SDI is active while SDO is as told. */
  async follows(sdo: boolean): Promise<boolean> {
    const { entry } = this.#context;
    this.#pins = withPin(entry, this.#pins, 'sdo', sdo);
    const answer = await this.#send([this.#pins, this.#pins]);
    return isActive(entry, answer[1] ?? 0, 'sdi');
  }

  /** Sends states of two to a bit, then SCK low. @returns SDI of each bit, as it is behind its rising edge or in front of it */
  async #clocked(
    states: readonly number[],
    when: 'behind' | 'in-front' = 'behind',
  ): Promise<readonly boolean[]> {
    this.#pins = withPin(this.#context.entry, states.at(-1) ?? this.#pins, 'sck', false);
    const answer = await this.#send([...states, this.#pins]);
    const first = when === 'behind' ? 2 : 1;
    return Array.from({ length: states.length / 2 }, (_, bit) =>
      isActive(this.#context.entry, answer[2 * bit + first] ?? 0, 'sdi'),
    );
  }

  #levels(sck: boolean, sdo: boolean): number {
    const { entry } = this.#context;
    return withPin(entry, withPin(entry, this.#pins, 'sck', sck), 'sdo', sdo);
  }

  #send(states: readonly number[]): Promise<Uint8Array> {
    if (!this.#link) throw new ProtocolError('the FTDI chip is not open');
    return this.#link.exchange(Uint8Array.from(states), states.length);
  }

  async #checkPins(): Promise<void> {
    const { entry, emit } = this.#context;
    const missing = needed.filter((name) => pinMask(entry, name) === 0 || pinMask(entry, name) > 0xff);
    for (const name of missing) emit(notice(say.pinMissing, { pin: name.toUpperCase() }));
    if (missing.length === 0) return;
    await this.display();
    throw new UnsupportedError('the pins of the programmer are not complete');
  }

  #openDevice() {
    const { entry, emit, port } = this.#context;
    const [productId = usualIds.productId, ...others] = entry.usbpid;
    const named = parseSyncbbPort(port);
    if (named.kind === 'default') emit(notice(say.noIdentifier));
    if (named.kind === 'serial') emit(notice(say.serialParsed, { serial: named.serial }));
    if (named.kind === 'number') emit(notice(say.numberParsed, { number: named.number }));
    if (named.kind === 'number' && named.number < 0)
      fail(
        emit,
        notice(say.portInvalid, { port }),
        new PortError(`-P ${port} is no FTDI chip`, port, 'ENODEV'),
      );
    if (others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
    const query = {
      ids: { vendorId: entry.usbvid || usualIds.vendorId, productId },
      serial: named.kind === 'serial' ? named.serial : '',
      product: entry.usbproduct,
      which: named.kind === 'number' ? named.number : 0,
      interfaceNumber: 0,
    };
    return openFtdi(this.#context, query, (refusal) => notice(say.cannotOpen, { refusal }));
  }

  #chooseRate(): number {
    const { entry, emit, baudRate, bitClock } = this.#context;
    if ((baudRate ?? bitClock) !== undefined && !(entry.extraFeatures & adjustableClock))
      emit(notice(say.bitClockNotAdjustable));
    if (baudRate && bitClock && intOf(1 / bitClock) !== baudRate) emit(notice(say.bothRates));
    return bitClock ? Math.max(1, intOf(1 / bitClock)) : (baudRate ?? usualRate);
  }
}
