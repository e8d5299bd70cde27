import { PortError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbDeviceInfo, UsbFound } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { untilThere } from '../usb/wait.ts';
import { secondsNamed } from '../usb/wait-bound.ts';
import { MicronucleusLink } from './link.ts';
import * as say from './messages.ts';
import { readMicronucleusPort } from './port.ts';

/** MCS Electronics' ids, for entries that give none. */
const usualIds = { vendorId: 0x16d0, productId: 0x0753 } as const;
/** The newest protocol that is known. */
const newestMajor = 2;

/**
 * Finds the boot loader that the entry and `-P` mean, perhaps waiting for it, and opens it; of several, the first.
 * @throws TransportError after saying so
 */
export async function openMicronucleus(
  context: ProgrammerContext,
  waitSeconds: number | undefined,
): Promise<MicronucleusLink> {
  const { entry, emit, open } = context;
  if (context.bitClock) emit(notice(say.bitClockIgnored, { id: context.id }));
  const port = readMicronucleusPort(context);
  if (port.kind === 'not-usb') refuse(context, false);
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  if (others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  const ids = { vendorId: entry.usbvid || usualIds.vendorId, productId };
  const told = { unresponsive: false };
  const look = async (): Promise<readonly MicronucleusLink[]> => {
    const found = await open.usb.find({ vendorId: ids.vendorId, productIds: [productId], strings: false });
    for (const { info } of found.toSorted(byPlace)) {
      const link = await connect(context, info, told);
      if (link && port.fits(info) && isKnown(context, link) && (await opened(context, link))) return [link];
    }
    return [];
  };
  const [link] = await untilThere(context, waitSeconds, look, () =>
    emit(notice(say.waiting, { seconds: secondsNamed(context.extended) })),
  );
  if (port.kind === 'bus-only') refuse(context, true);
  if (link) return link;
  emit(notice(say.notFound, ids));
  await hintAtAbsence(context, ids);
  throw new PortError('no micronucleus boot loader found', port.left, 'ENODEV');
}

const byPlace = ({ info: one }: UsbFound, { info: other }: UsbFound): number =>
  `${one.bus}:${one.device}`.localeCompare(`${other.bus}:${other.device}`);

function refuse({ port, emit }: ProgrammerContext, begins: boolean): never {
  fail(emit, notice(say.portInvalid, { port, begins }), new TransportError(`-P ${port} is no USB port`));
}

/** @returns undefined if it does not answer, which has been said the first time */
async function connect(
  context: ProgrammerContext,
  info: UsbDeviceInfo,
  told: { unresponsive: boolean },
): Promise<MicronucleusLink | undefined> {
  const { emit, platform } = context;
  const link = new MicronucleusLink(context.open.usb, info);
  let failure: TransportError | undefined;
  try {
    await link.open();
    if (await link.answers()) {
      emit(notice(say.found, { version: link.version, bus: info.bus, device: info.device }));
      return link;
    }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    failure = error;
  } finally {
    await link.close();
  }
  emit({ kind: 'usb-access', failed: true });
  if (!told.unresponsive) emit(notice(say.unresponsive));
  told.unresponsive = true;
  const hint = accessHint({ code: failure?.code, ids: info, programmer: context.id }, platform);
  if (hint) emit(hint);
  return undefined;
}

function isKnown({ emit }: ProgrammerContext, { major, version }: MicronucleusLink): boolean {
  if (major > newestMajor) emit(notice(say.versionUnsupported, { version }));
  return major <= newestMajor;
}

async function opened({ emit }: ProgrammerContext, link: MicronucleusLink): Promise<boolean> {
  try {
    await link.open();
    return true;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const { bus, device } = link.info;
    emit(notice(say.cannotOpen, { error, path: `/dev/bus/usb/${bus}/${device}` }));
    return false;
  }
}
