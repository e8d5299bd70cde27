import { endsRun, ProtocolError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { EdbgConnection } from './connection.ts';
import { edbgDeeds } from './deeds.ts';
import { classicDescriptor, guessedRevision, updiDescriptor, xmegaDescriptor } from './descriptors.ts';
import { atFastestClock } from './fast-clock.ts';
import { type Family, familyOf, jtag, type TargetInterface, updi } from './interfaces.ts';
import * as words from './messages.ts';
import type { EdbgParameters } from './parameters.ts';

/** Whom to meet, by what, and what belongs to it. */
export interface Meeting {
  readonly context: ProgrammerContext;
  readonly connection: EdbgConnection;
  readonly via: TargetInterface;
  readonly parameters: EdbgParameters;
  showSettings(): Promise<void>;
  applyParameters(): Promise<void>;
  readByte(memory: Memory, address: number): Promise<number>;
  readSib(): Promise<string>;
}

const architectures: Readonly<Record<Family, number>> = ice.architectures;

/**
 * Tells a tool which part it has to do with and how to reach it, and signs on to the target (DS50002630, "AVR8 generic protocol").
 * @throws ProtocolError after saying what was wrong; DisconnectedError
 */
export async function meetTarget(meeting: Meeting): Promise<void> {
  const { context, via } = meeting;
  const { part } = context;
  const { link } = meeting.connection;
  await checkPackets(meeting);
  checkPart(context, via);
  const byte = (parameter: ice.Parameter, value: number): Promise<void> =>
    link.setParameter(parameter, Uint8Array.of(value));
  await byte(ice.parameters.architecture, architectures[familyOf(part)]);
  await byte(ice.parameters.purpose, ice.purposes.programming);
  await byte(ice.parameters.connection, via.connection);
  await setClock(meeting, link);
  if (context.behaviour.of(edbgDeeds).settings === 'clocks-last') await meeting.showSettings();
  if (via.isChained) await setChain(meeting, link);
  if (context.behaviour.of(edbgDeeds).settings !== 'clocks-last') await meeting.showSettings();
  await meeting.applyParameters();
  await describePart(meeting, link);
  await signOn(meeting, link);
  await lookAtTarget(meeting);
}

/** The first firmware of the JTAGICE3 loses what does not fit small packets. avrdude thinks so of large ones, too, and says it where it is forced. */
async function checkPackets({ context, connection }: Meeting): Promise<void> {
  const { emit, force } = context;
  const firmware = [...(await connection.link.getParameter(ice.parameters.firmware))];
  if (connection.kind === 'bulk' && force) emit(notice(words.brokenOnUsb11, { firmware, forced: true }));
}

function checkPart({ part, emit }: ProgrammerContext, { modes, name }: TargetInterface): void {
  if (modes.some((mode) => part.progModes.includes(mode))) return;
  fail(
    emit,
    notice(words.noInterface, { part: part.desc, name }),
    new ProtocolError(`${part.desc} has no ${name} interface`),
  );
}

async function setClock({ context, via }: Meeting, link: EdbgLink): Promise<void> {
  const { bitClock, entry, emit, part } = context;
  const parameter = via.clockFor(part);
  if (bitClock === undefined || !parameter) return;
  if (!(entry.extraFeatures & features.bitClock)) emit(notice(words.bitClockUnexpected));
  const kilohertz = Math.trunc(1e-3 / bitClock);
  emit(notice(words.tryingClock, { kilohertz }));
  await link.setWord(parameter, kilohertz);
}

async function setChain({ context, parameters: { chain } }: Meeting, link: EdbgLink): Promise<void> {
  context.emit(notice(words.tryingChain, { chain }));
  await link.setParameter(ice.parameters.scanChain, chain);
}

async function describePart({ context, parameters }: Meeting, link: EdbgLink): Promise<void> {
  const { part, emit } = context;
  const family = familyOf(part);
  if (family === 'updi') {
    if (parameters.highVoltage) await applyHighVoltage(context, link);
    const descriptor = updiDescriptor(part);
    emit(notice(words.updiTold, { descriptor }));
    return link.setParameter(ice.parameters.deviceDescriptor, descriptor);
  }
  const descriptor = family === 'xmega' ? xmegaDescriptor(part) : describeClassic(part, context);
  await link.setParameter(ice.parameters.deviceDescriptor, descriptor);
}

function describeClassic(part: Part, { emit }: ProgrammerContext): Uint8Array {
  if (part.ocdrev !== -1) return classicDescriptor(part, part.ocdrev);
  const revision = guessedRevision(part);
  emit(notice(words.revisionGuessed, { part: part.desc, revision }));
  return classicDescriptor(part, revision);
}

/** How a part's UPDI pin is reached: by a pulse on that pin, always, by one on RESET. */
const enabledAlways = 1;
const pulseOnUpdi = 0;

async function applyHighVoltage({ entry, part, emit }: ProgrammerContext, link: EdbgLink): Promise<void> {
  const { hvupdiVariant } = part;
  if (hvupdiVariant === enabledAlways) return;
  if (!entry.hvupdiSupport.includes(hvupdiVariant))
    fail(
      emit,
      notice(words.noHighVoltage, { tool: entry.desc, part: part.desc }),
      new ProtocolError('no high voltage for this part'),
    );
  emit(notice(words.highVoltageSent, { pin: hvupdiVariant === pulseOnUpdi ? 'UPDI' : 'RESET' }));
  await link.setParameter(ice.parameters.highVoltageUpdi, Uint8Array.of(ice.highVoltage.simplePulse));
}

/**
 * Where the exchanges are not to be seen and `-B` says nothing else, UPDI is tried at its fastest clock first. The second of the
 * other attempts holds the target's reset, for programs that have switched JTAG off.
 * @throws ProtocolError after saying so
 */
async function signOn({ context, via }: Meeting, link: EdbgLink): Promise<void> {
  const { emit, part, bitClock, verbosity } = context;
  const attempt = (externalReset: number): Promise<Uint8Array> =>
    link.request('AVR sign-on', ice.encodeCommand(ice.scopes.avr, ice.commands.signOn, externalReset));
  const met = (answer: Uint8Array): void => {
    if (answer[1] === ice.responses.data && answer.length >= 7)
      emit(notice(words.identified, { id: answer.subarray(3, 7), family: familyOf(part) === 'updi' }));
  };
  if (via === updi && bitClock === undefined && verbosity < 2) {
    const answer = await atFastestClock(link, emit, () => attempt(0));
    if (answer) return met(answer);
  }
  for (const externalReset of [0, 1]) {
    try {
      return met(await attempt(externalReset));
    } catch (error) {
      if (!(error instanceof ProtocolError) || endsRun(error)) throw error;
      emit(notice(words.retryingWithReset));
    }
  }
  fail(
    emit,
    notice(words.notMet, { overJtag: via === jtag }),
    new ProtocolError('the target does not answer'),
  );
}

/** Later releases look at who the target says it is, and at its revision. */
async function lookAtTarget({ context, readSib, readByte }: Meeting): Promise<void> {
  const { behaviour, emit, part } = context;
  const family = familyOf(part);
  if (!behaviour.of(edbgDeeds).looksAtTarget || family === 'tiny' || family === 'mega') return;
  if (family === 'updi' && (await tolerant(readSib())) === undefined)
    emit(notice(words.sibUnreadable, { part: part.desc }));
  const io = part.memories.find((memory) => memoryKind(memory) === 'io');
  let revision = 0;
  if (!io) emit(notice(words.noIoMemory));
  else {
    try {
      revision = await readByte(io, family === 'xmega' ? part.mcuBase + 3 : part.syscfgBase + 1);
      emit(notice(words.revisionReceived, { revision }));
    } catch (error) {
      if (!(error instanceof ProtocolError) || endsRun(error)) throw error;
    }
  }
  emit(notice(words.siliconRevision, { revision }));
}
