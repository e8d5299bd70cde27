import { ProtocolError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from './commands.ts';
import { answerTimeout, type JtagMkiiLink, statusOf } from './link.ts';
import * as words from './sign-on-messages.ts';
import { tolerant } from './tolerant.ts';

/** Whom to sign on to, and for what. */
export interface SignOnOptions {
  /** One of `emulatorModes`: the interface of the target, if it is known yet. */
  readonly mode: number | undefined;
  /** How often the programmer is asked. */
  readonly attempts: number;
  /** An AVR Dragon, whose versions count differently. */
  readonly isDragon: boolean;
}

/** For further sign-ons (ms): a programmer that is there has had its time; should it be late, its answer is still taken. */
const retryTimeout = 500;

/**
 * Finds the programmer (AVR067, CMND_GET_SIGN_ON) and looks whether it can do what it is wanted for.
 * @throws ProtocolError after saying what was wrong; DisconnectedError
 */
export async function signOn(link: JtagMkiiLink, emit: Emit, options: SignOnOptions): Promise<ice.SignOn> {
  emit(notice(words.signingOn));
  const found = await findProgrammer(link, emit, options.attempts);
  emit(notice(words.signedOn, found));
  checkFirmware(found, emit, options);
  return found;
}

/**
 * Tells the programmer which interface of the target to use, and has it stop the target (AVR067, CMND_GET_SYNC).
 * @throws ProtocolError after saying what was wrong; DisconnectedError
 */
export async function stopTarget(link: JtagMkiiLink, emit: Emit, mode: number): Promise<void> {
  await setMode(link, emit, mode);
  await link.request({ operation: 'get-sync' }, ice.encodeCommand(ice.commands.getSync));
}

async function findProgrammer(link: JtagMkiiLink, emit: Emit, of: number): Promise<ice.SignOn> {
  let status = -1;
  let code: number | undefined;
  for (let attempt = 1; attempt <= of; attempt++) {
    emit(notice(words.signOnAnnounced, { attempt, of }));
    try {
      await link.send(ice.encodeCommand(ice.commands.getSignOn));
      const answer = await link.receive(attempt === 1 ? answerTimeout : retryTimeout);
      link.sayAnswer(answer);
      const found = ice.decodeSignOn(answer);
      if (found) return found;
      code = answer[0];
    } catch (error) {
      status = statusOf(error);
      code = undefined;
      emit(notice(words.signOnUnanswered, { attempt, of, status }));
    }
  }
  fail(emit, notice(words.signOnFailed, { status, code }), new ProtocolError('programmer does not sign on'));
}

/** Whether the firmware can do what it is wanted for. @throws ProtocolError if not, after saying so */
function checkFirmware({ slave }: ice.SignOn, emit: Emit, { mode, isDragon }: SignOnOptions): void {
  const refuse = (text: string): never => {
    fail(emit, notice(words.needsFirmware, { text }), new ProtocolError(text));
  };
  const version = slave.firmwareMajor * 0x100 + slave.firmwareMinor;
  const { spi, pdi, jtagXmega } = ice.emulatorModes;
  if (!isDragon && version < 0x310) emit(notice(words.tooOld));
  if (mode !== spi) {
    const length = ice.descriptorLength(slave, isDragon);
    emit(notice(words.descriptorLength, { length }));
  } else if (!isDragon && version < 0x40e) refuse('ISP functionality requires firmware version >= 4.14');
  if (mode !== pdi && mode !== jtagXmega) return;
  if (!isDragon && mode === pdi && slave.hardware < 1)
    refuse('Xmega PDI support requires hardware revision >= 1');
  if (version < (isDragon ? 0x60b : 0x525))
    refuse(`Xmega support requires firmware version >= ${isDragon ? '6.11' : '5.37'}`);
}

/** A target that was left in debugWIRE mode has to be brought out of it before it can be reached by ISP. */
async function setMode(link: JtagMkiiLink, emit: Emit, mode: number): Promise<void> {
  const { emulatorMode } = ice.parameters;
  const { spi, debugWire } = ice.emulatorModes;
  for (let tries = 0; ; tries++) {
    try {
      return await link.setParameter(emulatorMode, Uint8Array.of(mode));
    } catch (error) {
      if (mode !== spi || !(error instanceof ProtocolError)) throw error;
    }
    emit(notice(words.tryingDebugWire));
    await link.setParameter(emulatorMode, Uint8Array.of(debugWire));
    await tolerant(link.reset(ice.disableDebugWire));
    if (tries > 3)
      fail(emit, notice(words.debugWireStays), new ProtocolError('target stays in debugWIRE mode'));
    emit(notice(words.debugWireLeft));
  }
}
