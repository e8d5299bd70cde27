import { PortError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { isUsbPort } from '../atmel/usb-device.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import * as words from './connection-messages.ts';
import { type Tool, toolWith } from './tools.ts';

/** Digits of a serial number before releases up to 7.x call it wrong. */
const longestSerial = 12;
/** What is looked for where the configuration names nothing. */
const atmel = 0x03eb;
const jtagice3 = 0x2110;

/** Which tools `-P` and the configuration mean. */
export interface WantedTools {
  readonly vendorId: number;
  /** As the configuration lists them, which is what is shown. */
  readonly productIds: readonly number[];
  readonly tools: readonly Tool[];
  /** What the serial number ends in, without colons; undefined for any. */
  readonly serial: string | undefined;
  /** Whether a device is the one that is meant. */
  fits(info: DeviceFacts): boolean;
}

interface DeviceFacts {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | undefined;
  readonly place: { readonly bus: string; readonly device: string } | undefined;
}

/** Reads `-P` as the release does; a place on the bus is understood beside it. @throws PortError after saying so */
export function wantedTools(context: ProgrammerContext): WantedTools {
  const { port, behaviour, emit, entry } = context;
  if (!isUsbPort(context))
    fail(emit, notice(words.portNotUsb), new PortError(`-P ${port} is no USB port`, port, 'EINVAL'));
  const configured = {
    vendorId: entry.usbvid || atmel,
    productIds: entry.usbpid.length ? entry.usbpid : [jtagice3],
  };
  const colon = port.indexOf(':');
  const rest = colon < 0 ? '' : port.slice(colon + 1);
  const withIds = behaviour.of(atmelDeeds).port === 'ids-and-serial';
  const ids = withIds ? /^([0-9a-f]{1,4}):([0-9a-f]{1,4})(?::(.*))?$/i.exec(rest) : null;
  const serial = (ids ? ids[3] : rest)?.replaceAll(':', '') || undefined;
  if (!withIds && serial !== undefined && serial.length > longestSerial)
    fail(
      emit,
      notice(words.serialInvalid, { serial }),
      new PortError(`${serial} is no serial number`, port, 'EINVAL'),
    );
  const given = ids && {
    vendorId: Number.parseInt(ids[1] ?? '', 16),
    productId: Number.parseInt(ids[2] ?? '', 16),
  };
  const sought = given ? [given] : configured.productIds.map((productId) => ({ ...configured, productId }));
  const place = parseUsbPort(port);
  return {
    ...configured,
    tools: sought.map(({ vendorId, productId }) => toolWith(vendorId, productId)),
    serial,
    fits: (info) => {
      if (serial === undefined) return true;
      if ((info.serial ?? '').toLowerCase().endsWith(serial.toLowerCase())) return true;
      return (
        place.kind === 'place' &&
        info.place !== undefined &&
        isAtPort(place, { ...noNames, ...info, ...info.place })
      );
    },
  };
}

const noNames = { vendor: undefined, product: undefined } as const;
