import { DisconnectedError, ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import { type FrameLine, JtagMkiiFrames } from '../../protocols/jtagmkii/frames.ts';
import { JtagMkiiLink } from '../../protocols/jtagmkii/link.ts';
import type { Operation } from '../../protocols/jtagmkii/operation-messages.ts';
import { signOn, stopTarget } from '../../protocols/jtagmkii/sign-on.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { UsbBytes } from '../../protocols/usb/bytes.ts';
import { closeAtmelUsb, isUsbPort, openAtmelUsb } from '../atmel/usb-device.ts';
import { drainTime, openSerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import * as words from './messages.ts';

/** How to connect. */
export interface JtagMkiiConnecting {
  readonly operation: words.Opening;
  /** One of `emulatorModes`; undefined where it is chosen later, and the target not stopped. */
  readonly mode: number | undefined;
  readonly isDragon: boolean;
  /** What more is said where it does not sign on. */
  readonly notInSync?: MessageDefinition<{ operation: words.Opening }>;
}

/** Product ids on the bus, and where the messages go in and out. */
const products = { ice: 0x2103, dragon: 0x2107 } as const;
const endpoints = { out: 0x02, in: 0x82, packetSize: 64 } as const;

/** What an AVR Dragon needs before it can be found again (ms; avrdude 8.2). */
const dragonRest = 1500;

/** What the messages travel on. A line that has a speed can change it. */
interface Line {
  readonly frames: FrameLine;
  close(): Promise<void>;
  setBaudRate?(rate: number): Promise<void>;
}

/** A JTAGICE mkII, from the opening of its port on. */
export class JtagMkiiConnection {
  readonly link: JtagMkiiLink;
  readonly #line: Line;
  #rate: number = ice.defaultBaudRate;
  #signOn: ice.SignOn | undefined;
  /** Whether the target has been stopped, as a run needs it. */
  #isReady = false;

  private constructor(link: JtagMkiiLink, line: Line) {
    this.link = link;
    this.#line = line;
  }

  /** Opens the port, a serial one at the rate at which these programmers begin. @throws TransportError after saying why */
  static async open(context: ProgrammerContext, how: JtagMkiiConnecting): Promise<JtagMkiiConnection> {
    const { emit, clock, port, verbosity } = context;
    emit(notice(words.opening, { operation: how.operation, port }));
    const line = isUsbPort(context) ? await openUsb(context, how.isDragon) : await openSerial(context);
    return new JtagMkiiConnection(
      new JtagMkiiLink(new JtagMkiiFrames(line.frames, clock, emit), emit, verbosity),
      line,
    );
  }

  /** Signs on and has the target stopped. @throws TransportError, ProtocolError after saying why */
  async begin(context: ProgrammerContext, how: JtagMkiiConnecting): Promise<void> {
    await this.link.drain(drainTime);
    try {
      await this.signOnFor(context, how);
      this.#isReady = true;
    } catch (error) {
      if (how.notInSync && error instanceof ProtocolError) context.emit(notice(how.notInSync, how));
      throw error;
    }
  }

  /** Signs on, if need be once more, for a way to reach the target. @throws as `signOn` and `stopTarget` */
  async signOnFor({ emit, behaviour }: ProgrammerContext, how: JtagMkiiConnecting): Promise<void> {
    const attempts = behaviour.of(jtagMkiiDeeds).signOnAttempts;
    this.#signOn = await signOn(this.link, emit, { ...how, attempts });
    if (how.mode !== undefined) await stopTarget(this.link, emit, how.mode);
  }

  /** What the programmer said of itself. @throws ProtocolError if it has not signed on */
  get signOn(): ice.SignOn {
    if (!this.#signOn) throw new ProtocolError('programmer has not signed on');
    return this.#signOn;
  }

  /** Bits per second, now; undefined where the line has no speed. */
  get rate(): number | undefined {
    return this.#line.setBaudRate && this.#rate;
  }

  /** Goes over to another rate, on both ends. @throws ProtocolError if the programmer does not, after saying so */
  async setRate(rate: number, value: number): Promise<void> {
    await this.link.establishParameter(ice.parameters.baudRate, Uint8Array.of(value));
    if (rate === this.#rate) return;
    await this.#line.setBaudRate?.(rate);
    this.#rate = rate;
  }

  /**
   * Signs off and closes the port, whatever the programmer has to say to it.
   * @param restart the target is to run first, which it always is where the beginning was not brought to its end
   */
  async close(restart: boolean, signOff: 'sign-off' | 'sign-off-avr32' = 'sign-off'): Promise<void> {
    try {
      if (!this.#isReady) await this.#takeBack();
      else if (restart) await this.#farewell('run-target', ice.commands.go);
      if (this.#isReady) await this.#farewell(signOff, ice.commands.signOff);
    } catch (error) {
      if (!(error instanceof DisconnectedError)) throw error;
    } finally {
      await this.#line.close();
    }
  }

  /** From one that has never been heard no answer is waited for: it may have heard, all the same. */
  async #takeBack(): Promise<void> {
    const { go, signOff } = ice.commands;
    if (!this.#signOn) return this.link.send(ice.encodeCommand(signOff));
    for (const command of [go, signOff]) await this.link.insist(ice.encodeCommand(command), undefined);
  }

  async #farewell(operation: Operation, command: number): Promise<void> {
    await tolerant(this.link.request({ operation }, ice.encodeCommand(command)));
  }
}

async function openSerial(context: ProgrammerContext): Promise<Line> {
  const beginning = { ...context, baudRate: ice.defaultBaudRate };
  const line = await openSerialLine(beginning, { defaultBaudRate: ice.defaultBaudRate });
  return { frames: line, close: () => line.close(), setBaudRate: (rate) => line.setBaudRate(rate) };
}

async function openUsb(context: ProgrammerContext, isDragon: boolean): Promise<Line> {
  const { emit, clock } = context;
  const usb = await openAtmelUsb(context, isDragon ? products.dragon : products.ice);
  return {
    frames: new UsbBytes(usb, endpoints, clock, emit),
    close: async () => {
      await closeAtmelUsb(usb, context);
      if (isDragon) await clock.sleep(dragonRest);
    },
  };
}
