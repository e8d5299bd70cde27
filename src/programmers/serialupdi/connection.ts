import { endsRun, ProtocolError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UpdiDataSpace } from '../../protocols/updi/data-space.ts';
import { status } from '../../protocols/updi/instructions.ts';
import { UpdiLink } from '../../protocols/updi/link.ts';
import { UpdiNvm } from '../../protocols/updi/nvm.ts';
import { nvmController } from '../../protocols/updi/nvm-controller.ts';
import { decodeSib, versionIn } from '../../protocols/updi/sib.ts';
import { type HeldLines, holdLines } from '../line/held-lines.ts';
import * as heldWords from '../line/held-lines-messages.ts';
import * as lineWords from '../line/messages.ts';
import { openSerialLine, type SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { orComplain } from './complaint.ts';
import { serialUpdiDeeds } from './deeds.ts';
import * as words from './messages.ts';
import { step } from './step-messages.ts';
import { SerialUpdiTarget } from './target.ts';
import { type Travel, travelAt } from './travel.ts';

/** A target that has been woken over a serial line, from the opening of the line to its end. */
export class SerialUpdiConnection {
  readonly travel: Travel;
  readonly data: UpdiDataSpace;
  readonly target: SerialUpdiTarget;
  /** The system information block as text; undefined until it has been read and understood. */
  sib: string | undefined;
  readonly #context: ProgrammerContext;
  readonly #lines: HeldLines;
  readonly #line: SerialLine;
  #controller: UpdiNvm | undefined;

  private constructor(
    context: ProgrammerContext,
    lines: HeldLines,
    line: SerialLine,
    link: UpdiLink,
    travel: Travel,
  ) {
    const { clock, emit, behaviour } = context;
    this.#context = context;
    this.#lines = lines;
    this.#line = line;
    this.travel = travel;
    this.data = travel.dataSpace(link);
    this.target = new SerialUpdiTarget(this.data, clock, emit, behaviour.of(serialUpdiDeeds).resetsBeforeKey);
  }

  /** Opens the port. @throws TransportError after saying why */
  static async open(context: ProgrammerContext, lines: HeldLines): Promise<SerialUpdiConnection> {
    const { emit, clock } = context;
    if (context.bitClock !== undefined) emit(notice(words.bitClockIgnored, { id: context.id }));
    const framing = { parity: 'even', stopBits: 2 } as const;
    const travel = travelAt(context.verbosity);
    emit(notice(words.opening));
    const line = await openSerialLine(context, { defaultBaudRate: 115200, ...framing }).catch(
      (error: unknown) => {
        if (error instanceof TransportError) emit(notice(words.notOpened));
        throw error;
      },
    );
    const link = new UpdiLink(travel.line(line), {
      baudRate: line.baudRate,
      manner: travel.manner,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      emit,
      onSilence: () => emit(notice(lineWords.noAnswer)),
      onRateChange: () => holdLines(line, lines),
    });
    return new SerialUpdiConnection(context, lines, line, link, travel);
  }

  /** Holds the control lines and wakes the target. @throws TransportError */
  async wake(): Promise<void> {
    await this.#line.drain(0);
    await holdLines(this.#line, this.#lines);
    await this.link.wake();
  }

  get link(): UpdiLink {
    return this.data.link;
  }

  /** @throws ProtocolError as long as the target has not been asked what it is */
  get nvm(): UpdiNvm {
    if (!this.#controller) throw new ProtocolError('target has not been asked what it is');
    return this.#controller;
  }

  /** Asks the target what it is and puts it into programming mode, where a locked one does not get. @throws after saying so */
  async initialize(): Promise<void> {
    const context = this.#context;
    const { data, link, target } = this;
    const { emit, part } = context;
    await orComplain(emit, words.linkFailed, () => link.initialize());
    emit(notice(words.linkOk));
    if (this.#lines !== 'as-opened')
      emit(notice(heldWords.forced, { type: 'serialupdi', lines: this.#lines.toUpperCase() }));
    await this.#leaveFormerState();
    await this.#readInformation();
    await orComplain(emit, words.linkFailed, () => link.initialize());
    emit(notice(words.entering));
    try {
      await target.enter();
    } catch (error) {
      // A locked part does not get there. It will be unlocked by erasing it.
      if (endsRun(error)) throw error;
      return;
    }
    if (context.behaviour.of(serialUpdiDeeds).readsRevision) {
      const [revision = 0] = await orComplain(emit, words.siliconUnreadable, () =>
        data.read(part.syscfgBase + 1, 1),
      );
      emit(notice(step, { kind: 'revision', revision }));
      emit(notice(words.siliconRevision, { revision }));
    }
  }

  /** Lets the target go and closes the port, whatever the target has to say to it. */
  async close(): Promise<void> {
    const { emit } = this.#context;
    emit(notice(words.leaving));
    try {
      await this.target.leave();
    } catch (error) {
      if (!endsRun(error)) emit(notice(words.leavingFailed));
    }
    if (this.#lines !== 'as-opened') emit(notice(heldWords.released, { type: 'serialupdi' }));
    try {
      await this.#line.setLines({ dtr: false, rts: false });
    } catch {
      // A line that has gone has no state.
    }
    await this.#line.close();
  }

  /** Gets a target out of what an interrupted run has left. */
  async #leaveFormerState(): Promise<void> {
    const { target } = this;
    const { emit } = this.#context;
    const found = await this.#statusOrRestart();
    if (found & status.locked) emit(notice(words.isLocked));
    if (found & status.userRowProgramming) emit(notice(words.inUserRowMode));
    if (found & status.nvmProgramming) emit(notice(words.inNvmMode));
    if (found & status.sleeping) emit(notice(words.sleeping));
    if (found & status.inReset) {
      emit(notice(words.inReset));
      await target.releaseReset();
    }
    if (found & (status.userRowProgramming | status.nvmProgramming))
      await orComplain(emit, words.linkResetFailed, () => target.restart());
  }

  async #statusOrRestart(): Promise<number> {
    const { target } = this;
    try {
      return await target.status();
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    return orComplain(this.#context.emit, words.statusUnreadable, async () => {
      await target.restart();
      return target.status();
    });
  }

  /** Asks the target what it is, which tells how its memories are written. */
  async #readInformation(): Promise<void> {
    const { data, link } = this;
    const { emit, part, clock } = this.#context;
    const information = decodeSib(await orComplain(emit, words.sibUnreadable, () => link.readSib()));
    emit(notice(step, { kind: 'information-block', text: information.text }));
    const version = versionIn(information.nvm);
    if (version === undefined) emit(notice(words.nvmStringWrong));
    else if (versionIn(information.debug) === undefined) emit(notice(words.debugStringWrong));
    else {
      emit(notice(step, { kind: 'information', information }));
      const nvm = nvmController(version);
      if (nvm) {
        emit(notice(words.nvmKnown, { version, kind: nvm.kind }));
        data.addressBytes = nvm.addressBytes;
        this.#controller = new UpdiNvm(data, nvm, part.nvmBase, () => clock.now(), emit);
        this.sib = information.text;
        return;
      }
      emit(notice(words.nvmUnknown, { version }));
    }
    fail(emit, notice(words.sibUndecoded), new ProtocolError('system information block makes no sense'));
  }
}
