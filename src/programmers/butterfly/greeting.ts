import { latin1Bytes } from '../../model/encoding.ts';
import { ProtocolError } from '../../model/errors.ts';
import { rawText } from '../../model/raw-text.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as avr109 from '../../protocols/avr109/commands.ts';
import type { Avr109Link } from '../../protocols/avr109/link.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** Boot loaders behind native USB, by what they call themselves. USB holds the sender back, so requests may queue up there. */
const nativeUsb = ['CATERIN', 'LUFACDC'];
/** How many block commands are on their way at once over native USB. */
const usbWindow = 8;
/** How often a loader that answers `?` is asked for its name. */
const maxGreetings = 33;
/** How long a loader that is asked early may take to answer (ms): until avrdude, with its waits, asks. */
const soonMs = 500;
/** "Yes" to a question. */
const yes = 0x59;

/** What a loader says of itself. */
export interface Loader {
  /** Its address moves on with each block. */
  readonly movesOn: boolean;
  /** Bytes that a block command may carry. */
  readonly blockSize: number;
  /** Block commands that may be on their way at once. */
  readonly window: number;
}

/**
 * Wakes the loader and asks for its name: seven characters.
 * @param timeoutMs how long the first may take
 * @throws TimeoutError if nothing answers, ProtocolError if the loader never tells its name
 */
export async function greetLoader(link: Avr109Link, emit: Emit, timeoutMs: number): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    emit(notice(words.dot));
    await link.send(avr109.wakeUp);
    const first = await askName(link, timeoutMs);
    if (first !== avr109.unknown) {
      emit(notice(words.connected));
      const rest = await link.receive(6, 'software-id-rest');
      return rawText(Uint8Array.of(first, ...rest)).replace(/\0.*$/s, '');
    }
    if (attempt >= maxGreetings) throw new ProtocolError('loader does not tell its name');
  }
}

/** @returns the first character. A loader that has not heard it, as it was just starting, is asked again with avrdude's waits. */
async function askName(link: Avr109Link, timeoutMs: number): Promise<number> {
  await link.drain();
  await link.send(avr109.encodeLetter('S'));
  if (!link.isPatient) {
    const soon = await link.receiveSoon('set-up', soonMs);
    if (soon !== undefined) return soon;
    await link.drainForLong();
    await link.send(avr109.encodeLetter('S'));
  }
  return link.receiveByte('set-up', timeoutMs);
}

/** The greeting of MikroKopter's flight controllers, whose application starts the loader. @throws as `greetLoader` */
export async function greetMikroKopter(
  link: Avr109Link,
  { emit, clock }: Pick<ProgrammerContext, 'emit' | 'clock'>,
): Promise<string> {
  emit(notice(words.dot));
  await link.send(latin1Bytes('#aR@S\r'));
  await clock.sleep(20);
  for (let i = 0; i <= 10; i++) {
    await link.send(avr109.wakeUp);
    await clock.sleep(100);
    await link.send(Uint8Array.of(0xaa));
    if (i % 10 === 0) emit(notice(words.dot));
  }
  const answer = await link.receiveByte('set-up');
  if (answer === 0x4d || answer === avr109.unknown) return 'MK2';
  fail(emit, notice(words.connectionFailed), new ProtocolError(`loader answers ${answer}`));
}

/** Asks what the loader is and can do. @param id as it calls itself @throws ProtocolError if it has no block commands */
export async function askLoader(link: Avr109Link, id: string, emit: Emit): Promise<Loader> {
  const software = await link.ask('V', 2, 'software-version');
  const hardware = await hardwareVersion(link);
  const [type = 0] = await link.ask('p', 1, 'programmer-type');
  emit(notice(words.found, { id, type, software, hardware }));
  const [increments = 0] = await link.ask('a', 1, 'auto-increment');
  const movesOn = increments === yes;
  if (movesOn) emit(notice(words.autoIncrement));
  const blockSize = await askBlockSize(link, emit);
  return { movesOn, blockSize, window: nativeUsb.includes(id) ? usbWindow : 1 };
}

/** Selects the first device that the loader offers: early loaders take no other, later ones do not look. */
export async function selectDevice(link: Avr109Link, emit: Emit): Promise<void> {
  await link.send(avr109.encodeLetter('t'));
  emit(notice(words.devicesListed));
  let deviceCode = 0;
  for (let count = 0; count < 256; count++) {
    const listed = await link.receiveByte('set-up');
    if (listed === 0) break;
    if (count === 0) deviceCode = listed;
    emit(notice(words.deviceListed, { deviceCode: listed }));
  }
  emit(notice(words.devicesEnd));
  await link.command(avr109.encodeSelectDevice(deviceCode), 'select device');
  emit(notice(words.deviceSelected, { deviceCode }));
}

async function hardwareVersion(link: Avr109Link): Promise<Uint8Array | undefined> {
  const [first = 0] = await link.ask('v', 1, 'hardware-version-first');
  if (first === avr109.unknown) return undefined;
  return Uint8Array.of(first, await link.receiveByte('hardware-version-second'));
}

async function askBlockSize(link: Avr109Link, emit: Emit): Promise<number> {
  const [answer] = await link.ask('b', 1, 'set-up');
  if (answer !== yes)
    fail(emit, notice(words.noBlockMode), new ProtocolError('loader has no block commands'));
  const high = await link.receiveByte('set-up');
  const size = (high << 8) | (await link.receiveByte('set-up'));
  emit(notice(words.blockMode, { size }));
  return size;
}

/** What a loader answers that is asked for its blocks. @param size bytes */
export function encodeBlockSize(size: number): Uint8Array {
  return Uint8Array.of(yes, size >> 8, size & 0xff);
}
