import { emulatorModes } from '../../protocols/jtagmkii/commands.ts';
import { jtagIceMkii } from '../../protocols/stk500v2/models.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { parallel, Stk500Hv, serial } from '../stk500v2/high-voltage.ts';
import { IspConnector } from './isp-connector.ts';
import * as words from './messages.ts';

/** An AVR Dragon with 12 V on RESET: commands of STK500 version 2 in its own messages (AVR067, AVR068). */
class DragonHv extends Stk500Hv {
  #connector: IspConnector | undefined;

  override async open(): Promise<void> {
    const connector = await IspConnector.open(this.context, {
      operation: 'open-dragon-hv',
      mode: emulatorModes.highVoltage,
      isDragon: true,
      notInSync: words.highVoltageNotInSync,
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

export const dragonPp: ProgrammerType = {
  id: 'dragon_pp',
  name: 'DRAGON_PP',
  create: (context: ProgrammerContext) => new DragonHv(context, parallel, {}),
};

export const dragonHvsp: ProgrammerType = {
  id: 'dragon_hvsp',
  name: 'DRAGON_HVSP',
  create: (context: ProgrammerContext) => new DragonHv(context, serial, {}),
};
