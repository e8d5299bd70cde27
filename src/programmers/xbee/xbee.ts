import { DisconnectedError, PortError, ProtocolError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { encodeGetSync, responses } from '../../protocols/stk500v1/commands.ts';
import { Stk500v1Link } from '../../protocols/stk500v1/link.ts';
import { XbeeLink } from '../../protocols/xbee/link.ts';
import { noStk500Parameters } from '../atmel/parameters.ts';
import { cInteger, parseExtended } from '../extended/parameters.ts';
import { openSerialLine, orClose, SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { BootLoader } from '../stk500v1/boot-loader.ts';
import * as say from './messages.ts';

/** Rates of a radio as it leaves the factory, and of a chip at 16 MHz whose loader takes the port for a radio. */
const usualRates = { radio: 9600, direct: 19_200 } as const;
/** RESET is held and then let go for so long (ms). */
const resetMs = { held: 250, started: 50 } as const;
/** What a loader may take to answer, with all that is said again in between (ms). */
const answerTimeout = 16_000;
/** DIO3 of the remote radio. */
const usualPin = 3;
const pins = 7;

/** XBeeBoot: a boot loader that speaks STK500 version 1 in packets between XBee radios. */
class Xbee extends BootLoader {
  readonly #resetPin: number;

  constructor(context: ProgrammerContext, resetPin: number) {
    super(context, noStk500Parameters);
    this.#resetPin = resetPin;
  }

  override async open(): Promise<void> {
    const { emit, bitClock, id, clock, baudRate } = this.context;
    if (bitClock !== undefined) emit(notice(say.bitClockIgnored, { id }));
    const { address, device } = this.#readPort();
    const defaultBaudRate = address ? usualRates.radio : usualRates.direct;
    emit(notice(say.rateUsed, { baudRate: baudRate ?? defaultBaudRate }));
    const radio = await openSerialLine({ ...this.context, port: device }, { defaultBaudRate });
    const route = { address, resetPin: this.#resetPin };
    const stream = new XbeeLink(radio, route, emit);
    await orClose(radio, () => stream.connect());
    const line = new SerialLine(stream, () => undefined, radio.baudRate);
    const link = new Stk500v1Link(line, emit, { joinsAddress: true, answerTimeout });
    this.attach(line, link);
    await line.setLines({ dtr: false, rts: false });
    await clock.sleep(resetMs.held);
    await line.setLines({ dtr: true, rts: true });
    await clock.sleep(resetMs.started);
    await this.#getSync(line);
  }

  #readPort(): { readonly address: Uint8Array | undefined; readonly device: string } {
    const { port, emit } = this.context;
    const at = port.indexOf('@');
    if (at < 0) fail(emit, notice(say.portInvalid), new PortError('-P has no @', port));
    const device = port.slice(at + 1);
    if (at === 0) return { address: undefined, device };
    const digits = port.slice(0, at);
    if (!/^[0-9a-f]{16}$/i.test(digits))
      fail(emit, notice(say.addressInvalid), new PortError(`${digits} is no address of an XBee`, port));
    const address = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return { address, device };
  }

  /** The packets are reliable, so it is asked for once. */
  async #getSync(line: SerialLine): Promise<void> {
    const { emit } = this.context;
    const orSay = async <Result>(work: Promise<Result>, message: typeof say.noResponse): Promise<Result> => {
      try {
        return await work;
      } catch (error) {
        if (error instanceof TransportError && !(error instanceof DisconnectedError)) emit(notice(message));
        throw error;
      }
    };
    await orSay(line.write(encodeGetSync()), say.notDelivered);
    const [first = 0, second = 0] = await orSay(line.read(2, answerTimeout), say.noResponse);
    const isInSync = first === responses.inSync;
    if (isInSync && second === responses.ok) return;
    fail(
      emit,
      notice(say.notInSync, { response: isInSync ? second : first, isInSync }),
      new ProtocolError('the loader is not in sync'),
    );
  }
}

/** @returns the number of the DIO line. @throws as parseExtended */
function readParameters(context: ProgrammerContext): number {
  return parseExtended<number>(context, {
    type: 'xbee',
    initial: usualPin,
    parameters: [
      {
        pattern: /^xbeeresetpin=(.*)/s,
        apply: (_, match) => {
          const pin = cInteger(match[1] ?? '');
          if (pin !== undefined && pin >= 1 && pin <= pins) return pin;
          context.emit(notice(say.pinInvalid, { text: match[0] }));
          return undefined;
        },
      },
    ],
    help: [[`xbeeresetpin=<1..${pins}>`, `Set XBee pin DIO<1..${pins}> as reset pin`]],
  });
}

/** Chips with XBeeBoot, over the air or wired to the port. */
export const xbee: ProgrammerType = {
  id: 'xbee',
  name: 'XBee',
  keepsTrailingFf: true,
  takesExtended: true,
  create: (context) => new Xbee(context, readParameters(context)),
};
