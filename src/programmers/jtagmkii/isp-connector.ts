import { notice } from '../../output/events.ts';
import { parameters } from '../../protocols/jtagmkii/commands.ts';
import { IspPackets } from '../../protocols/jtagmkii/isp.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import { jtagIceMkii } from '../../protocols/stk500v2/models.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { Stk500v2Carrier } from '../stk500v2/board.ts';
import { type JtagMkiiConnecting, JtagMkiiConnection } from './connection.ts';
import * as words from './messages.ts';

/** A JTAGICE mkII or an AVR Dragon as a programmer that takes commands of STK500 version 2 (AVR067, CMND_ISP_PACKET). */
export class IspConnector implements Stk500v2Carrier {
  readonly link: Stk500v2Link;
  readonly model = jtagIceMkii;
  readonly #ice: JtagMkiiConnection;
  readonly #context: ProgrammerContext;
  readonly #how: JtagMkiiConnecting;

  private constructor(context: ProgrammerContext, how: JtagMkiiConnecting, ice: JtagMkiiConnection) {
    this.#context = context;
    this.#how = how;
    this.#ice = ice;
    this.link = new Stk500v2Link(new IspPackets(ice.link, context.emit), context.emit, { signsOn: false });
  }

  /** @returns what opens the port. It throws TransportError after saying why */
  static opened(how: JtagMkiiConnecting): (context: ProgrammerContext) => Promise<IspConnector> {
    return async (context) => new IspConnector(context, how, await JtagMkiiConnection.open(context, how));
  }

  /** Signs on. @throws TransportError, ProtocolError after saying why */
  begin(): Promise<void> {
    return this.#ice.begin(this.#context, this.#how);
  }

  /** Tenths of a volt, 0 if it is not given: the JTAGICE says it in millivolts, past the connector. */
  async readTargetVoltage(): Promise<number> {
    const voltage = await tolerant(this.#ice.link.getParameter(parameters.vTarget));
    return (voltage?.getUint16(0, true) ?? 0) / 100;
  }

  async close(): Promise<void> {
    this.#context.emit(notice(words.closingIsp));
    this.#context.emit(notice(words.closing));
    await this.#ice.close(false);
  }
}
