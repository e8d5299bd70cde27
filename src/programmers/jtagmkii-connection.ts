import { DisconnectedError, ProtocolError } from '../model/errors.ts';
import { notice } from '../output/events.ts';
import type { MessageDefinition } from '../output/words.ts';
import * as ice from '../protocols/jtagmkii.ts';
import { JtagMkiiFrames } from '../protocols/jtagmkii-frames.ts';
import { JtagMkiiLink } from '../protocols/jtagmkii-link.ts';
import * as words from './jtagmkii-messages.ts';
import type { ProgrammerContext } from './programmer.ts';
import { drainTime, openSerialLine, orClose, type SerialLine } from './serial-line.ts';

/** How to connect. */
export interface JtagMkiiConnecting {
  /** avrdude's function. */
  readonly func: string;
  /** One of `emulatorModes`. */
  readonly mode: number;
  readonly isDragon: boolean;
  /** What more is said where it does not sign on. */
  readonly notInSync?: MessageDefinition<{ func: string }>;
}

/** A JTAGICE mkII that has signed on. */
export class JtagMkiiConnection {
  readonly link: JtagMkiiLink;
  readonly signOn: ice.SignOn;
  readonly #line: SerialLine;
  #rate = ice.defaultBaudRate;

  private constructor(link: JtagMkiiLink, signOn: ice.SignOn, line: SerialLine) {
    this.link = link;
    this.signOn = signOn;
    this.#line = line;
  }

  /** Opens the port at the rate at which these programmers begin, and signs on. @throws TransportError, ProtocolError after saying why */
  static async open(context: ProgrammerContext, how: JtagMkiiConnecting): Promise<JtagMkiiConnection> {
    const { emit, behaviour, port, verbosity } = context;
    emit(notice(words.opening, { func: how.func, port }));
    if (/^usb/i.test(port)) {
      emit(notice(words.noUsb, { func: how.func }));
      throw new ProtocolError('USB is not there for this programmer');
    }
    const beginning = { ...context, baudRate: ice.defaultBaudRate };
    const line = await openSerialLine(beginning, { defaultBaudRate: ice.defaultBaudRate });
    return orClose(line, async () => {
      const link = new JtagMkiiLink(new JtagMkiiFrames(line, emit), emit, {
        signOnAttempts: behaviour.serial.jtagmkii.signOnAttempts,
        isDragon: how.isDragon,
        verbosity,
      });
      await link.drain(drainTime);
      try {
        return new JtagMkiiConnection(link, await link.signOn(how.mode), line);
      } catch (error) {
        if (how.notInSync && error instanceof ProtocolError) emit(notice(how.notInSync, how));
        throw error;
      }
    });
  }

  /** Bits per second, now. */
  get rate(): number {
    return this.#rate;
  }

  /** Goes over to another rate, on both ends. @throws ProtocolError if the programmer does not, after saying so */
  async setRate(rate: number, value: number): Promise<void> {
    await this.link.establishParameter(ice.parameters.baudRate, Uint8Array.of(value));
    if (rate === this.#rate) return;
    await this.#line.setBaudRate(rate);
    this.#rate = rate;
  }

  /** Signs off and closes the port, whatever the programmer has to say to it. @param restart the target is to run first */
  async close(emit: ProgrammerContext['emit'], restart: boolean): Promise<void> {
    emit(notice(words.closing));
    try {
      if (restart) await this.#farewell('GO command', ice.commands.go);
      await this.#farewell('sign-off command', ice.commands.signOff);
    } catch (error) {
      if (!(error instanceof DisconnectedError)) throw error;
    } finally {
      await this.#line.close();
    }
  }

  async #farewell(what: string, command: number): Promise<void> {
    try {
      await this.link.request({ func: 'jtagmkII_close', what }, ice.encodeCommand(command));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
}
