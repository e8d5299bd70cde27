import { ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import { IspScope } from '../../protocols/edbg/isp.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import { commandFailed } from '../../protocols/stk500v2/messages.ts';
import { jtagIce3 } from '../../protocols/stk500v2/models.ts';
import type { BoardControls, ProgrammerContext } from '../programmer.ts';
import { Stk500v2 } from '../stk500v2/isp.ts';
import { EdbgConnection } from './connection.ts';
import * as connectionWords from './connection-messages.ts';
import { leaveDebugWire } from './debug-wire.ts';
import { edbgDeeds } from './deeds.ts';
import { showIspSettings, showVersions } from './display.ts';
import * as words from './isp-messages.ts';
import { type EdbgParameters, parseEdbgParameters } from './parameters.ts';
import { applyToolParameters, voltageControls } from './tool-parameters.ts';

/** How often debugWIRE is left before the target counts as one that stays in it. */
const attempts = 4;
/** Clocks that the tool can be told (kHz). */
const clocks = { least: 1, most: 0xffff } as const;

/** What there is as long as the line is open. */
interface Opened {
  readonly connection: EdbgConnection;
  readonly scope: IspScope;
}

/** The ISP connector of a JTAGICE3 or its kin, which behave like an AVRISP mkII there. */
export class EdbgIsp extends Stk500v2 {
  override readonly controls: BoardControls;
  readonly #parameters: EdbgParameters;
  #opened: Opened | undefined;

  constructor(context: ProgrammerContext) {
    super(context);
    this.model = jtagIce3;
    this.#parameters = parseEdbgParameters(context, { type: 'stk500v2_jtag3', jtag: false, updi: false });
    this.controls = voltageControls(context, () => this.#tool);
  }

  override async open(): Promise<void> {
    const { emit } = this.context;
    emit(notice(connectionWords.opening, { way: 'ISP' }));
    const connection = await EdbgConnection.open(this.context, this.#parameters.mode);
    try {
      await connection.signOn();
    } catch (error) {
      emit(notice(words.notInSync));
      await connection.drop();
      throw error;
    }
    const scope = new IspScope(connection.link, emit);
    this.#opened = { connection, scope };
    const link = new Stk500v2Link(scope, emit, { answerTimeout: 10_000, signsOn: false });
    this.connect({ close: () => this.#disconnect(connection) }, link);
    try {
      await this.applyBitClock();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  override async display(): Promise<void> {
    const { connection, scope } = this.#ice;
    const showsVersions = this.context.behaviour.of(edbgDeeds).settings !== 'all-clocks';
    if (showsVersions) await showVersions(connection, this.context, true);
    await showIspSettings(connection.link, this.context, scope, true);
  }

  override printParameters(): Promise<void> {
    return showIspSettings(this.#tool, this.context, this.#ice.scope, false);
  }

  /** @param seconds per cycle of SCK */
  override async setSckPeriod(seconds: number): Promise<void> {
    const kilohertz = Math.trunc(1e-3 / seconds);
    await this.#ice.scope.setClock(Math.min(clocks.most, Math.max(clocks.least, kilohertz)));
  }

  /** @throws ProtocolError, after saying so */
  override async getSckPeriod(): Promise<number> {
    const { emit } = this.context;
    const kilohertz = await this.tolerant(this.#ice.scope.getClock());
    if (kilohertz === undefined) fail(emit, notice(words.clockNotRead), new ProtocolError('no clock'));
    if (kilohertz === 0) fail(emit, notice(words.clockIsNone), new ProtocolError('a clock of 0 kHz'));
    return 1 / (1000 * kilohertz);
  }

  /** The tool sends no instructions of others. */
  override async command(_instruction: Uint8Array): Promise<Uint8Array> {
    fail(this.context.emit, notice(words.noInstructions), new ProtocolError('no instructions'));
  }

  /** Tells the tool how to reach which part, and does what `-x` asks for. */
  protected override async applyParameters(): Promise<void> {
    const { part, emit } = this.context;
    const { parameters, architectures, purposes, connections } = ice;
    if (part.progModes.includes('PDI') || part.progModes.includes('TPI'))
      fail(emit, notice(words.noIsp, { part: part.desc }), new ProtocolError(`${part.desc} has no ISP`));
    const hasDebugWire = part.progModes.includes('debugWIRE');
    const byte = (parameter: ice.Parameter, value: number): Promise<void> =>
      this.#tool.setParameter(parameter, Uint8Array.of(value));
    try {
      await byte(parameters.architecture, hasDebugWire ? architectures.tiny : architectures.mega);
      await byte(parameters.purpose, purposes.programming);
      await byte(parameters.connection, connections.isp);
      await this.tolerant(this.#ice.scope.getClock());
      await applyToolParameters(this.#tool, this.#parameters, emit, 'stk500v2');
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new ProtocolError(error.message, -1, { cause: error });
    }
  }

  /** A chip whose RESET is the line of debugWIRE is brought out of that until it loses power. */
  protected override async enterProgrammingMode(): Promise<void> {
    const { emit, part } = this.context;
    for (let left = 0; ; left++) {
      try {
        await super.enterProgrammingMode();
        if (left > 0) emit({ kind: 'hint', name: 'edbg/debugwire-left', text: leftText });
        return;
      } catch (error) {
        const mayBe = error instanceof ProtocolError && error.said?.name === commandFailed.name;
        if (!mayBe || !part.progModes.includes('debugWIRE')) throw error;
        emit(notice(words.tryingDebugWire));
        if (!(await leaveDebugWire(this.#tool))) throw error;
        if (left >= attempts) {
          emit(notice(words.debugWireStays));
          throw error;
        }
      }
      emit(notice(words.debugWireLeft));
    }
  }

  async #disconnect(connection: EdbgConnection): Promise<void> {
    this.context.emit(notice(connectionWords.closing, { way: 'ISP' }));
    await connection.close();
  }

  get #ice(): Opened {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }

  get #tool(): EdbgLink {
    return this.#ice.connection.link;
  }
}

const leftText = [
  'The chip had debugWIRE enabled (DWEN), which keeps RESET for a debugger and shuts out ISP.',
  'It has been left until the chip loses power; to be rid of it, write the fuse byte that holds DWEN with that bit 1.',
].join('\n');
