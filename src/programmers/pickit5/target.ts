import { AvrdudeError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { words } from '../../protocols/pickit5/frames.ts';
import type { Pickit5Link } from '../../protocols/pickit5/link.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';
import type { TargetPower } from './power.ts';
import { type Way, ways } from './ways.ts';

/** Variants of UPDI parts by where high voltage goes (`hvupdi_variant` of avrdude.conf), with the script for it and what is said. */
const highVoltageWays: Readonly<Record<number, { readonly script: string; readonly pin?: 'UPDI' | 'RST' }>> =
  {
    0: { script: 'EnterProgModeHvSp', pin: 'UPDI' },
    2: { script: 'EnterProgModeHvSpRst', pin: 'RST' },
    3: { script: 'EnterProgModeHvSpRst' },
  };

/** The part at a tool, as Microchip's scripts for it reach it. */
export class Target {
  readonly way: Way;
  readonly link: Pickit5Link;
  readonly power: TargetPower;
  readonly #context: ProgrammerContext;
  readonly #highVoltage: { readonly script: string; readonly pin?: 'UPDI' | 'RST' } | undefined;
  #scripts: ReadonlyMap<string, Uint8Array>;
  /** Whether a target with debugWIRE is programmed over ISP for now. */
  #byIsp = false;
  /** Hertz. */
  clock: number;

  private constructor(
    context: ProgrammerContext,
    tool: { readonly way: Way; readonly link: Pickit5Link; readonly power: TargetPower },
    scripts: ReadonlyMap<string, Uint8Array>,
    highVoltage: boolean,
  ) {
    this.#context = context;
    this.way = tool.way;
    this.link = tool.link;
    this.power = tool.power;
    this.#scripts = scripts;
    this.#highVoltage = highVoltage ? highVoltageWays[context.part.hvupdiVariant] : undefined;
    const { baudRate, bitClock } = context;
    this.clock = baudRate || (bitClock ? Math.trunc(1 / bitClock) : ways[tool.way].clock);
  }

  /** @throws UnsupportedError if there are no scripts for the part, after saying so */
  static async create(
    context: ProgrammerContext,
    tool: { readonly way: Way; readonly link: Pickit5Link; readonly power: TargetPower },
    highVoltage: boolean,
  ): Promise<Target> {
    const { part, facts, emit } = context;
    const scripts = await facts.toolScripts(part, ways[tool.way].section);
    if (scripts) return new Target(context, tool, scripts, highVoltage);
    fail(
      emit,
      notice(say.noScripts, { part: part.desc }),
      new UnsupportedError(`there are no scripts for ${part.desc}`),
    );
  }

  /** Whether instructions of ISP reach it. */
  get byIsp(): boolean {
    return this.way === 'isp' || this.#byIsp;
  }

  script(name: string): Uint8Array | undefined {
    return this.#scripts.get(name);
  }

  /** @throws UnsupportedError if the part has no such script */
  needed(name: string): Uint8Array {
    const code = this.script(name);
    if (!code) throw new UnsupportedError(`${this.#context.part.desc} has no script ${name}`);
    return code;
  }

  announceHighVoltage(): void {
    const pin = this.#highVoltage?.pin;
    if (pin) this.#context.emit(notice(say.highVoltage, { pin }));
  }

  /** @throws as Pickit5Link.run */
  async enter(): Promise<void> {
    await this.link.run({ code: this.needed(this.#highVoltage?.script ?? 'EnterProgMode') });
  }

  async leave(): Promise<void> {
    await this.link.run({ code: this.needed('ExitProgMode') });
  }

  /** @param hertz of the clock with which it is programmed; debugWIRE has its own */
  async setClock(hertz: number): Promise<void> {
    const code = this.script('SetSpeed');
    if (!code) return;
    try {
      await this.link.run({ code, parameters: words(Math.trunc(hertz / 1000 + 0.5)) });
    } catch (error) {
      if (error instanceof AvrdudeError) this.#context.emit(notice(say.speedFailed));
      throw error;
    }
  }

  /** What GetDeviceID gives: the signature and, of a UPDI part, its revision. @param script another than the part's own */
  async readId(script = 'GetDeviceID'): Promise<Uint8Array> {
    const { emit } = this.#context;
    const data = await this.link.run({ code: this.needed(script) });
    if (data.length === 3 || data.length === 4) return data;
    const event = this.#highVoltage?.script.endsWith('Rst')
      ? notice(say.deviceIdAfterPulse)
      : notice(say.deviceIdWrong, { length: data.length });
    fail(emit, event, new ProtocolError(`a signature of ${data.length} bytes`));
  }

  /** Leaves debugWIRE, which cannot reach fuses nor erase the chip, until power is switched off. */
  async switchToIsp(): Promise<void> {
    if (this.way !== 'dw' || this.#byIsp) return;
    const { emit } = this.#context;
    await this.link.run({ code: this.needed('switchtoISP') });
    await this.leave();
    await this.#useScripts('isp');
    this.#byIsp = true;
    emit(notice(say.switchedToIsp));
    await this.setClock(this.clock);
    await this.enter();
  }

  /** Goes back to debugWIRE, where the tool has the target's power in its hands. */
  async switchToDebugWire(): Promise<void> {
    if (!this.#byIsp) return;
    if (!this.power.isGiven) {
      this.#context.emit(notice(say.needsPowerCycle));
      return;
    }
    await this.leave();
    await this.#useScripts('dw');
    await this.power.cycle();
    await this.enter();
    this.#byIsp = false;
  }

  async #useScripts(section: string): Promise<void> {
    const { facts, part } = this.#context;
    const scripts = await facts.toolScripts(part, section);
    if (!scripts) throw new UnsupportedError(`there are no scripts for ${part.desc}`);
    this.#scripts = scripts;
  }
}
