import { AnsweredError, PortError, PortRefusedError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { edbgDeeds } from './deeds.ts';
import * as words from './other-mode-messages.ts';
import { type OtherMode, traitsOf } from './tools.ts';

/** Where a tool with MPLAB's firmware is told what to do, and how long it may take to take it (ms). */
const endpoint = 0x02;
const sendTimeout = 1_000;
/** What it is told (avrdude): from its boot loader it goes to its firmware; from that to the other, for which it is started again. */
const tellings = {
  leaveBootLoader: [Uint8Array.of(0xe6)],
  enterAvrMode: [Uint8Array.of(0xf0, 0x01), Uint8Array.of(0xed)],
} as const;
/** How long it needs between two of them (ms). */
const rest = 250;

/** The firmware that the tool is to have, where the user says so. */
export type WantedMode = 'avr' | 'mplab' | undefined;

/**
 * Says so if the tool is there, but with the firmware that MPLAB wants, and makes it the other if that is asked for.
 * @throws PortError or PortRefusedError if it is, AnsweredError when it has the firmware that was asked for or will have
 */
export async function lookForOtherMode(context: ProgrammerContext, wanted: WantedMode): Promise<void> {
  const mode = traitsOf(context.entry).otherMode;
  const unnoticed = context.behaviour.of(edbgDeeds).otherMode === 'unnoticed' && wanted === undefined;
  if (!mode || unnoticed) return;
  for (const productId of [mode.productId, mode.bootLoaderId]) {
    const [found] = await context.open.usb.find({
      vendorId: mode.vendorId,
      productIds: [productId],
      strings: true,
    });
    if (!found || found.failure) continue;
    const usb = await openQuietly(context, found.info);
    if (!usb) continue;
    try {
      await meet(context, usb, { mode, bootLoader: productId === mode.bootLoaderId }, wanted);
    } finally {
      await usb.close();
    }
  }
}

async function openQuietly(
  { open }: ProgrammerContext,
  info: Parameters<ProgrammerContext['open']['usb']['open']>[0],
): Promise<UsbTransport | undefined> {
  try {
    return await open.usb.open(info);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return undefined;
  }
}

async function meet(
  { emit, id, port, part, clock, behaviour }: ProgrammerContext,
  usb: UsbTransport,
  found: { readonly mode: OtherMode; readonly bootLoader: boolean },
  wanted: WantedMode,
): Promise<never> {
  if (wanted === 'mplab') fail(emit, notice(words.staysInMode, found), new AnsweredError('in MPLAB mode'));
  if (wanted === undefined)
    fail(
      emit,
      notice(words.inOtherMode, { ...found, id, port, part: part.id }),
      behaviour.of(edbgDeeds).otherMode === 'ends-run'
        ? new PortRefusedError('the tool is in another mode')
        : new PortError('the tool is in another mode', port, 'ENODEV'),
    );
  emit(notice(words.switching, found));
  const [first, second] = found.bootLoader ? tellings.leaveBootLoader : tellings.enterAvrMode;
  if (first) await usb.bulkOut(endpoint, first, sendTimeout);
  if (second) {
    await clock.sleep(rest);
    await usb.bulkOut(endpoint, second, sendTimeout);
  }
  fail(emit, notice(words.runAgain), new AnsweredError('the tool is switched to AVR mode'));
}
