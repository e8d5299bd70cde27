import type { Memory } from '../model/part.ts';
import { Stk500v1Link } from '../protocols/stk500v1-link.ts';
import type { ProgrammerType } from './programmer.ts';
import { openSerialLine, orClose, type SerialLine } from './serial-line.ts';
import { Stk500 } from './stk500.ts';
import { parseStk500 } from './stk500-parameters.ts';

/**
 * Parts with more flash than this have a UART of their own. Smaller ones may run a boot loader with a UART made in software,
 * which cannot take bytes while it answers.
 */
const softwareUartFlash = 8192;

/** A boot loader that speaks STK500 version 1 and is started by the serial adapter's control lines: Optiboot, ATmegaBOOT. */
class Arduino extends Stk500 {
  override async open(): Promise<void> {
    const { part, emit, behaviour } = this.context;
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    const flash = part.memories.find((memory) => memory.name === 'flash');
    const { attempts, autoreset } = this.parameters;
    const link = new Stk500v1Link(line, emit, {
      joinsAddress: (flash?.size ?? 0) > softwareUartFlash,
      ...(attempts !== undefined && { attempts }),
      ...(autoreset &&
        behaviour.serial.arduinoResetsPerAttempt && { betweenAttempts: () => this.resetAgain(line, link) }),
    });
    await orClose(line, async () => {
      if (autoreset) await this.resetBoard(line);
      await this.greet(line, link);
    });
  }

  override async close(): Promise<void> {
    if (this.context.behaviour.serial.arduinoReset === 'hold')
      await this.line?.setLines({ dtr: false, rts: false }).catch(() => undefined);
    await super.close();
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    return this.link.readSign();
  }

  protected override get isBootLoader(): boolean {
    return true;
  }

  /** Discharges the capacitor between the adapter and RESET, then pulls RESET low through it. */
  private async resetBoard(line: SerialLine): Promise<void> {
    await line.setLines({ dtr: false, rts: false });
    await this.context.clock.sleep(250);
    await this.pullReset(line);
  }

  private async pullReset(line: SerialLine): Promise<void> {
    await line.setLines({ dtr: true, rts: true });
    if (this.context.behaviour.serial.arduinoReset === 'hold') {
      await this.context.clock.sleep(50);
      return;
    }
    // Not for longer: a charged capacitor would lift RESET far above the supply.
    await this.context.clock.sleep(0.1);
    await line.setLines({ dtr: false, rts: false });
    await this.context.clock.sleep(100);
  }

  private async resetAgain(line: SerialLine, link: Stk500v1Link): Promise<void> {
    if (this.context.behaviour.serial.arduinoReset === 'hold') await this.resetBoard(line);
    else {
      await line.setLines({ dtr: true, rts: true });
      await this.context.clock.sleep(0.1);
      await line.setLines({ dtr: false, rts: false });
      await this.context.clock.sleep(20);
    }
    await link.drain();
  }
}

export const arduino: ProgrammerType = {
  id: 'arduino',
  name: 'Arduino',
  description: 'Arduino programmer',
  takesExtended: true,
  create: (context) => new Arduino(context, parseStk500(context, 'arduino')),
};
