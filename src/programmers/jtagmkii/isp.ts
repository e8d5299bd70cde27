import { emulatorModes } from '../../protocols/jtagmkii/commands.ts';
import { jtagIceMkii } from '../../protocols/stk500v2/models.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Stk500v2 } from '../stk500v2/isp.ts';
import { IspConnector } from './isp-connector.ts';
import * as words from './messages.ts';

/** The ISP connector of a JTAGICE mkII or an AVR Dragon, which behave like an AVRISP mkII there (AVR067, AVR069). */
export class JtagMkiiIsp extends Stk500v2 {
  readonly #isDragon: boolean;
  #connector: IspConnector | undefined;

  constructor(context: ProgrammerContext, isDragon: boolean) {
    super(context);
    this.#isDragon = isDragon;
  }

  override async open(): Promise<void> {
    const connector = await IspConnector.open(this.context, {
      operation: this.#isDragon ? 'open-dragon-isp' : 'open-isp',
      mode: emulatorModes.spi,
      isDragon: this.#isDragon,
      notInSync: words.notInSync,
    });
    this.#connector = connector;
    this.model = jtagIceMkii;
    this.connect({ close: () => connector.close() }, connector.link);
    await connector.begin();
    await this.applyBitClock();
  }

  override display(): Promise<void> {
    return this.showSettings(true);
  }

  protected override async readTargetVoltage(): Promise<number> {
    return (await this.#connector?.readTargetVoltage()) ?? 0;
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
