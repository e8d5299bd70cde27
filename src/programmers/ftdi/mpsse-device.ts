import { intOf } from '../../model/c-number.ts';
import { PortRefusedError, UnsupportedError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { parseIdsPort } from '../usb/ids-port.ts';
import { ftdiDeeds } from './deeds.ts';
import { type OpenFtdi, openFtdi } from './device.ts';
import * as say from './mpsse-messages.ts';

/** FTDI's ids for the FT2232, for entries that give none. */
const usualIds = { vendorId: 0x0403, productId: 0x6010 };

/** The clock where none is asked for: slow enough for a part that runs at 1 MHz. */
const usualHertz = 150_000;

/** A programmer of the configuration may have a clock: `HAS_BITCLOCK_ADJ`. */
const adjustableClock = 64;

/**
 * Opens the device with an MPSSE engine that the entry and `-P` mean.
 * @throws PortRefusedError, UnsupportedError, TransportError after saying so
 */
export async function openMpsse(context: ProgrammerContext): Promise<OpenFtdi> {
  const { entry, emit, behaviour } = context;
  const port =
    behaviour.of(ftdiDeeds).mpssePort === 'ignored' ? parseIdsPort('usb') : parseIdsPort(context.port);
  if (!port)
    fail(
      emit,
      notice(say.portInvalid, { port: context.port }),
      new PortRefusedError(`-P ${context.port} is no USB port`),
    );
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  const ids = port.ids ?? { vendorId: entry.usbvid || usualIds.vendorId, productId };
  if (!port.ids && others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  const interfaceNumber = interfaceOf(context);
  const serial = port.serial || entry.usbsn;
  const query = { ids, serial, product: '', which: 0, interfaceNumber };
  const device = await openFtdi(context, query, (refusal) => notice(say.cannotOpen, { refusal }));
  emit(notice(say.deviceUsed, { ...ids, serial, letter: 'AB'.charAt(interfaceNumber) }));
  if (device.chip && device.chip.mpssePins === 0) {
    await device.link.close();
    fail(emit, notice(say.chipWithoutEngine), new UnsupportedError('the chip has no MPSSE engine'));
  }
  return device;
}

function interfaceOf({ entry, emit }: ProgrammerContext): number {
  const number = 'ab'.indexOf(entry.usbdev.charAt(0).toLowerCase() || '?');
  if (number < 0) emit(notice(say.interfaceInvalid, { name: entry.usbdev }));
  return Math.max(0, number);
}

/** A clock that an engine can make: by `divisor` + 1 from half of 60 MHz (fast) or 12. */
export interface MpsseClock {
  readonly fast: boolean;
  readonly divisor: number;
  readonly hertz: number;
}

/** The clock that comes nearest to what `-b` or `-B` asks for, never faster where there is a slower one; says which it is. */
export function chooseClock(context: ProgrammerContext, highSpeed: boolean): MpsseClock {
  const { emit, baudRate, bitClock, entry, behaviour } = context;
  if (baudRate !== undefined || bitClock !== undefined) {
    if (!(entry.extraFeatures & adjustableClock)) emit(notice(say.bitClockNotAdjustable));
    if (baudRate && bitClock && intOf(1 / bitClock) !== baudRate) emit(notice(say.bothRates));
  }
  const asked = baudRate ?? (bitClock ? Math.max(1, intOf(1 / bitClock)) : usualHertz);
  const slow = clockOf(asked, false);
  const quick = clockOf(asked, true);
  const error = ({ hertz }: MpsseClock): number => hertz / asked;
  const fast = highSpeed && behaviour.of(ftdiDeeds).fastClock && error(slow) > error(quick);
  const wanted = fast ? quick : slow;
  const divisor = Math.min(65535, Math.max(0, wanted.divisor));
  const hertz = baseOf(fast) / (divisor + 1);
  if (divisor !== wanted.divisor) {
    const end = wanted.divisor < 0 ? 'high' : 'low';
    emit(notice(say.clockOutOfReach, { hertz: asked, limit: hertz, end }));
  }
  emit(notice(say.clockSet, { hertz, divisor }));
  return { fast, divisor, hertz };
}

function clockOf(asked: number, fast: boolean): MpsseClock {
  const divisor = Math.trunc(baseOf(fast) / asked) - 1;
  return { fast, divisor, hertz: baseOf(fast) / (divisor + 1) };
}

function baseOf(fast: boolean): number {
  return fast ? 30_000_000 : 6_000_000;
}
