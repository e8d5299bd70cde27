import { notice } from '../../output/events.ts';
import { emulatorModes, parameters } from '../../protocols/jtagmkii/commands.ts';
import { IspPackets } from '../../protocols/jtagmkii/isp.ts';
import { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import { jtagIceMkii } from '../../protocols/stk500v2/models.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Stk500v2 } from '../stk500v2/isp.ts';
import { type JtagMkiiConnecting, JtagMkiiConnection } from './connection.ts';
import * as words from './messages.ts';

/** The ISP connector of a JTAGICE mkII or an AVR Dragon, which behave like an AVRISP mkII there (AVR067, AVR069). */
export class JtagMkiiIsp extends Stk500v2 {
  readonly #isDragon: boolean;
  #ice: JtagMkiiConnection | undefined;

  constructor(context: ProgrammerContext, isDragon: boolean) {
    super(context);
    this.#isDragon = isDragon;
  }

  override async open(): Promise<void> {
    const { emit } = this.context;
    const how = this.#connecting;
    const ice = await JtagMkiiConnection.open(this.context, how);
    this.#ice = ice;
    this.model = jtagIceMkii;
    const link = new Stk500v2Link(new IspPackets(ice.link, emit), emit, { signsOn: false });
    this.connect({ close: () => this.#disconnect(ice) }, link);
    await ice.begin(this.context, how);
    await this.applyBitClock();
  }

  override display(): Promise<void> {
    return this.showSettings(true);
  }

  /** The JTAGICE says it in millivolts, past the ISP connector. */
  protected override async readTargetVoltage(): Promise<number> {
    const voltage = this.#ice && (await this.tolerant(this.#ice.link.getParameter(parameters.vTarget)));
    return (voltage?.getUint16(0, true) ?? 0) / 100;
  }

  async #disconnect(ice: JtagMkiiConnection): Promise<void> {
    this.context.emit(notice(words.closingIsp));
    await ice.close(this.context.emit, false);
  }

  get #connecting(): JtagMkiiConnecting {
    const isDragon = this.#isDragon;
    return {
      operation: isDragon ? 'open-dragon-isp' : 'open-isp',
      mode: emulatorModes.spi,
      isDragon,
      notInSync: words.notInSync,
    };
  }
}

/** The JTAGICE mkII with ISP. */
export const jtagmkiiIsp: ProgrammerType = {
  id: 'jtagmkii_isp',
  name: 'JTAGMKII_ISP',
  create: (context) => new JtagMkiiIsp(context, false),
};

/** The AVR Dragon with ISP. */
export const dragonIsp: ProgrammerType = {
  id: 'dragon_isp',
  name: 'DRAGON_ISP',
  create: (context) => new JtagMkiiIsp(context, true),
};
