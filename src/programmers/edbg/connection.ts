import {
  AnsweredError,
  AvrdudeError,
  PortError,
  ProtocolError,
  TimeoutError,
  TransportError,
} from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { BulkFrames } from '../../protocols/edbg/bulk-frames.ts';
import * as dap from '../../protocols/edbg/cmsis-dap.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import { EdbgLink } from '../../protocols/edbg/link.ts';
import * as linkWords from '../../protocols/edbg/link-messages.ts';
import { ReportFrames } from '../../protocols/edbg/report-frames.ts';
import { askReportShape, type ReportShape, UnexpectedInfoError } from '../../protocols/edbg/report-size.ts';
import { DapReports } from '../../protocols/edbg/reports.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { closeAtmelUsb } from '../atmel/usb-device.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import * as words from './connection-messages.ts';
import { edbgDeeds } from './deeds.ts';
import { findBulk } from './find-bulk.ts';
import { type FoundReports, findReports } from './find-reports.ts';
import { lookForOtherMode, type WantedMode } from './other-mode.ts';
import * as modeWords from './other-mode-messages.ts';
import { wantedTools } from './port.ts';
import { HidReportLine } from './report-line.ts';
import { traitsOf } from './tools.ts';

/** Where a JTAGICE3's frames go in and out, and the longest of them (bytes; avrdude). */
const bulk = { out: 0x01, in: 0x82, packetSize: 512, longest: 912 } as const;

/** The usual reports of a tool that does not say (bytes). */
const assumed: ReportShape = { size: 512, count: 1 };
/** How long a tool has to answer what has no effect on the target (ms). */
const dapTimeout = 10_000;

/** A tool that is open. */
export class EdbgConnection {
  readonly link: EdbgLink;
  /** As the bus gives it. */
  readonly serial: string | undefined;
  readonly kind: 'reports' | 'bulk';
  readonly #reports: DapReports | undefined;
  readonly #close: () => Promise<void>;
  readonly #context: ProgrammerContext;

  private constructor(
    context: ProgrammerContext,
    parts: {
      readonly link: EdbgLink;
      readonly serial: string | undefined;
      readonly reports: DapReports | undefined;
      close(): Promise<void>;
    },
  ) {
    this.#context = context;
    this.link = parts.link;
    this.serial = parts.serial;
    this.kind = parts.reports ? 'reports' : 'bulk';
    this.#reports = parts.reports;
    this.#close = parts.close;
  }

  /** Finds the tool that `-P` means and opens it. @param mode the firmware that it is to have, where the user says so @throws PortRefusedError, PortError, TransportError after saying so */
  static async open(context: ProgrammerContext, mode: WantedMode): Promise<EdbgConnection> {
    const { emit, port } = context;
    const wanted = wantedTools(context);
    const found = await findReports(context, wanted);
    if (found) return inMode(await EdbgConnection.#overReports(context, found), context, mode);
    const usb = await findBulk(context, wanted);
    if (usb) return inMode(EdbgConnection.#overBulk(context, usb), context, mode);
    await lookForOtherMode(context, mode);
    const { vendorId, productIds, serial } = wanted;
    emit(notice(words.noDevice, { vendorId, productIds, serial }));
    await hintAtAbsence(context, { vendorId, productId: productIds[0] ?? 0 });
    throw new PortError('no such USB device found', port, 'ENODEV');
  }

  static async #overReports(
    context: ProgrammerContext,
    { hid, tool }: FoundReports,
  ): Promise<EdbgConnection> {
    const { emit, clock } = context;
    try {
      const line = new HidReportLine(hid);
      emit(notice(words.productName, { product: hid.info.product ?? '' }));
      const shape = await shapeOf(context, line, tool.missedAgain);
      emit(notice(words.dapFound));
      const reports = new DapReports(line, emit, {
        ...(shape ?? assumed),
        tellsSilence: shape !== undefined,
      });
      const link = linkOver(context, new ReportFrames(reports, clock, emit));
      return new EdbgConnection(context, {
        ...{ link, reports, serial: hid.info.serial },
        close: () => hid.close(),
      });
    } catch (error) {
      await hid.close();
      throw error;
    }
  }

  static #overBulk(context: ProgrammerContext, usb: UsbTransport): EdbgConnection {
    const link = linkOver(context, new BulkFrames(usb, bulk, context.emit));
    const close = (): Promise<void> => closeAtmelUsb(usb, context);
    return new EdbgConnection(context, { link, serial: usb.info.serial, reports: undefined, close });
  }

  /** Tells the tool that it is wanted, and signs on. @throws ProtocolError, TransportError after saying what was wrong */
  async signOn(): Promise<void> {
    if (this.#reports && traitsOf(this.#context.entry).connects) await this.#connect(this.#reports);
    await this.link.request('sign-on', ice.encodeCommand(ice.scopes.general, ice.commands.signOn));
  }

  /** Signs off and closes the line, whatever the tool has to say to it. */
  async close(): Promise<void> {
    try {
      const { avr, general } = ice.scopes;
      await tolerant(this.link.request('AVR sign-off', ice.encodeCommand(avr, ice.commands.signOff)));
      await tolerant(this.link.request('sign-off', ice.encodeCommand(general, ice.commands.signOff, 0)));
      if (this.#reports && traitsOf(this.#context.entry).connects) await this.#disconnect(this.#reports);
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
    } finally {
      await this.#close();
    }
  }

  /** Closes the line without a word to the tool. */
  drop(): Promise<void> {
    return this.#close();
  }

  async #connect(reports: DapReports): Promise<void> {
    const { emit } = this.#context;
    emit(notice(linkWords.connecting));
    const [, status = 0] = await this.#dap(reports, dap.encodeConnect(), ([, connected]) => connected !== 0);
    emit(notice(linkWords.connected, { status }));
    await this.#dap(reports, dap.encodeLed(true), ([, result]) => result === 0);
  }

  /** @param isGood whether an answer to the command is the one that is expected */
  async #dap(
    reports: DapReports,
    command: Uint8Array,
    isGood: (answer: Uint8Array) => boolean,
  ): Promise<Uint8Array> {
    const { emit } = this.#context;
    let sent = false;
    try {
      await reports.send(command);
      sent = true;
      const answer = await reports.receive(dapTimeout);
      if (answer[0] !== command[0] || !isGood(answer))
        emit(notice(linkWords.connectMisunderstood, { response: [answer[0] ?? 0, answer[1] ?? 0] }));
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (sent) emit(notice(linkWords.connectUnanswered, { status: -1 }));
      else emit(notice(linkWords.connectNotSent));
      throw error;
    }
  }

  async #disconnect(reports: DapReports): Promise<void> {
    this.#context.emit(notice(linkWords.disconnecting));
    await reports.exchange(dap.encodeLed(false), dapTimeout);
    await reports.exchange(dap.encodeDisconnect(), dapTimeout);
  }
}

/** What asks a tool for MPLAB's firmware (avrdude). */
const upgradeToMplab = ice.encodeCommand(
  ice.scopes.general,
  ice.commands.upgradeFirmware,
  0,
  0x70,
  0x6d,
  0x6a,
);

/** Sees to it that the tool has the firmware that is asked for. @throws AnsweredError when it will have that of MPLAB, ProtocolError */
async function inMode(
  connection: EdbgConnection,
  { emit }: ProgrammerContext,
  mode: WantedMode,
): Promise<EdbgConnection> {
  if (mode === 'avr') emit(notice(modeWords.alreadyAvr));
  if (mode !== 'mplab') return connection;
  try {
    await connection.link.request('enter MPLAB mode', upgradeToMplab);
  } catch (error) {
    await connection.drop();
    if (!(error instanceof ProtocolError)) throw error;
    fail(emit, notice(modeWords.notSwitched), error);
  }
  await connection.drop();
  fail(emit, notice(modeWords.switched), new AnsweredError('the tool is switched to MPLAB mode'));
}

function linkOver(
  { emit, verbosity, behaviour }: ProgrammerContext,
  channel: ConstructorParameters<typeof EdbgLink>[0],
): EdbgLink {
  return new EdbgLink(channel, emit, { verbosity, failures: behaviour.of(edbgDeeds).failures });
}

/** @returns undefined for a tool that is silent, after saying so @throws TransportError if nothing can be sent to it */
async function shapeOf(
  { emit }: ProgrammerContext,
  line: HidReportLine,
  missedAgain: boolean,
): Promise<ReportShape | undefined> {
  emit(notice(words.probing));
  try {
    const shape = await askReportShape(line);
    emit(notice(words.sizeTold, shape));
    return shape;
  } catch (error) {
    if (error instanceof UnexpectedInfoError) {
      emit(notice(words.infoMisunderstood, { response: error.response }));
      return assumed;
    }
    if (!(error instanceof TransportError)) throw error;
    emit(notice(words.noResponse));
    if (!(error instanceof TimeoutError)) throw error;
  }
  emit(notice(words.notConfigured));
  if (!missedAgain) return undefined;
  emit(notice(words.sentNowhere));
  fail(emit, notice(linkWords.connectNotSent), new ProtocolError('the tool does not answer'));
}
