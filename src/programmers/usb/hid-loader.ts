import { TransportError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import type { Event } from '../../output/events.ts';
import type { HidDeviceInfo, HidFound, HidNumbering, HidTransport } from '../../transports/hid-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from './absence.ts';
import { accessHint } from './access.ts';
import { untilThere } from './wait.ts';
import { secondsNamed } from './wait-bound.ts';

/** A HID boot loader that is looked for. */
export interface LoaderSought {
  readonly ids: UsbIds;
  readonly numbering: HidNumbering;
  /** Whether a device with these ids is one. */
  readonly fits: (info: HidDeviceInfo) => boolean;
}

/** How a family says what happens on the way. */
export interface LoaderWords {
  /** It is waited for; `seconds` is undefined where no number was given. */
  readonly waiting: (facts: { seconds: number | undefined }) => Event;
  /** One is there and cannot be opened. */
  readonly cannotOpen: () => Event;
  readonly notFound: (ids: UsbIds) => Event;
  /** One of these has been opened. */
  readonly opened?: (taken: HidDeviceInfo, found: readonly HidDeviceInfo[]) => Event | undefined;
}

/**
 * Finds a HID boot loader, perhaps waiting for it, and opens it; of several, the first that lets itself be opened.
 *
 * @param waitSeconds see `WaitSetting`
 * @throws TransportError after saying so
 */
export async function openHidLoader(
  context: ProgrammerContext,
  { ids, numbering, fits }: LoaderSought,
  waitSeconds: number | undefined,
  say: LoaderWords,
): Promise<HidTransport> {
  const { open, emit, platform, extended } = context;
  const look = async (): Promise<readonly HidFound[]> => {
    const found = await open.hid.find({ vendorId: ids.vendorId, productIds: [ids.productId] });
    // What cannot be opened does not tell whether it fits.
    return found.filter(({ info, failure }) => failure !== undefined || fits(info));
  };
  const found = await untilThere(context, waitSeconds, look, () =>
    emit(say.waiting({ seconds: secondsNamed(extended) })),
  );
  for (const { info, failure } of found) {
    try {
      if (failure) throw failure;
      const device = await open.hid.open(info, numbering);
      const event = say.opened?.(
        info,
        found.map((one) => one.info),
      );
      if (event) emit(event);
      return device;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      emit(say.cannotOpen());
      // HID devices need no driver of their own.
      const hint =
        platform === 'win32'
          ? undefined
          : accessHint({ code: error.code, ids, programmer: context.id }, platform);
      if (hint) emit(hint);
    }
  }
  emit(say.notFound(ids));
  await hintAtAbsence(context, ids);
  throw new TransportError('no such boot loader found', 'ENODEV');
}
