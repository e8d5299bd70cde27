import { TransportError } from '../../model/errors.ts';
import type { SerialPortInfo } from '../../model/serial-port.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { linesFailed } from './messages.ts';
import { sayWhyNot } from './refused-port.ts';
import * as words from './touch-messages.ts';

/** How long a board may take to come back as its boot loader, ready to be opened (ms). */
const patience = 8000;
/** How long it may take to go away before it counts as one that stays (ms). */
const vanishing = 2000;
/** How often is looked (ms). */
const interval = 50;

/**
 * Asks a board with native USB for its boot loader: opening its port at 1200 baud and closing it again makes the application
 * reset into it. The port then vanishes and comes back, maybe under another name.
 * @returns the port to use
 */
export async function touchPort(context: ProgrammerContext): Promise<string> {
  const { port, emit, clock } = context;
  const before = await listPorts(context);
  emit(notice(words.touching, { port }));
  const line = await openPatiently(context, { port, baudRate: 1200 });
  for (const set of [true, false])
    await line.setLines({ dtr: set, rts: set }).catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error;
      emit(notice(linesFailed, { reason: systemErrorText(error.code ?? error) }));
    });
  await line.close();
  emit(notice(words.waiting));
  const found = await comesBack(context, before);
  emit(notice(found.port === port ? words.samePort : words.newPort, found));
  await clock.sleep(interval);
  return found.port;
}

/**
 * The same for `-r`: says why it cannot be.
 * @throws TransportError if the port cannot be opened
 */
export async function touchOrSay(context: ProgrammerContext): Promise<string> {
  try {
    return await touchPort(context);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    await sayWhyNot(context, context.port, error);
    fail(context.emit, notice(words.touchFailed, { port: context.port, id: context.id }), error);
  }
}

/**
 * Opens a port that may just have come about: it can be busy (others look at every new port) or not yet be ours to open.
 * @throws TransportError if that does not change in time
 */
export async function openPatiently(
  context: ProgrammerContext,
  settings: { readonly port: string; readonly baudRate: number },
): Promise<SerialTransport> {
  const { open, clock } = context;
  const start = clock.now();
  for (;;) {
    try {
      return await open.serial(settings);
    } catch (error) {
      const mayPass = error instanceof TransportError && ['EBUSY', 'EACCES'].includes(error.code ?? '');
      if (!mayPass || clock.now() - start > patience) throw error;
    }
    await clock.sleep(interval);
  }
}

/** Waits for the port to go and come, or for a new one. A port that stays is used as it is. */
async function comesBack(
  context: ProgrammerContext,
  before: readonly SerialPortInfo[],
): Promise<{ port: string; milliseconds: number }> {
  const { port, clock } = context;
  const start = clock.now();
  const known = before.find((info) => info.port === port);
  let gone = false;
  for (;;) {
    await clock.sleep(interval);
    const milliseconds = Math.round(clock.now() - start);
    const now = await listPorts(context);
    gone ||= known !== undefined && !now.some((info) => info.port === port);
    const fresh = now.filter((info) => !before.some((old) => old.port === info.port));
    if (gone) fresh.push(...now.filter((info) => info.port === port));
    const back = fresh.find((info) => sameDevice(info, known)) ?? (fresh.length === 1 ? fresh[0] : undefined);
    if (back) return { port: back.port, milliseconds };
    if (milliseconds > (gone ? patience : vanishing)) return { port, milliseconds };
  }
}

/** Whether two ports are of the same maker, and of the same device where it has a serial number. */
function sameDevice(info: SerialPortInfo, known: SerialPortInfo | undefined): boolean {
  if (!known?.vendor || info.vendor !== known.vendor) return false;
  return known.serialNumber === '' || info.serialNumber === '' || info.serialNumber === known.serialNumber;
}

async function listPorts(context: ProgrammerContext): Promise<readonly SerialPortInfo[]> {
  return (await context.open.ports?.()) ?? [];
}
