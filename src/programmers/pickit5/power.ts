import { TargetError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as code from '../../protocols/pickit5/byte-code.ts';
import type { Pickit5Link } from '../../protocols/pickit5/link.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';
import { abilities, type Pickit5Parameters } from './parameters.ts';
import type { Way } from './ways.ts';

/** Until capacitors at the target are empty, in milliseconds. */
const dischargeMs = 50;
/** Below this (V) there is no power; what an XMEGA stands; and how far what is given may be from what is asked for. */
const limits = { present: 1.8, xmega: 3.49, above: 0.2, below: 0.3, lowestMost: 4.4 } as const;
/** What is taken for the target's voltage where it cannot be measured. */
const unmeasured = 3.3;

/** The target's power, as far as the tool gives and measures it. */
export class TargetPower {
  readonly #context: ProgrammerContext;
  readonly #link: Pickit5Link;
  readonly #asked: Pickit5Parameters;
  readonly #supplies: boolean;
  readonly #measures: boolean;
  /** What the tool gives, in volts; undefined if it gives none. */
  #given: number | undefined;
  #measured = { volts: 0, milliamps: 0 };

  constructor(context: ProgrammerContext, link: Pickit5Link, asked: Pickit5Parameters) {
    this.#context = context;
    this.#link = link;
    this.#asked = asked;
    ({ supplies: this.#supplies, measures: this.#measures } = abilities(context));
  }

  /** What was measured last. */
  get measured(): { readonly volts: number; readonly milliamps: number } {
    return this.#measured;
  }

  /** Whether the target can be switched off and on again. */
  get isGiven(): boolean {
    return this.#given !== undefined;
  }

  /** Gives the target so many volts; below 1 V none. @throws as Pickit5Link.run */
  async set(volts: number): Promise<void> {
    if (!this.#supplies) return;
    const on = volts >= 1;
    await this.#link.run({ code: code.powerSource(on) });
    await this.#link.run({ code: on ? code.powerOn(Math.trunc(volts * 1000)) : code.powerOff });
    if (!on) await this.#context.clock.sleep(dischargeMs);
  }

  async measure(): Promise<number> {
    this.#measured = code.decodePower(await this.#link.run({ code: code.measurePower }));
    if (this.#measures) this.#context.emit(notice(say.powerMeasured, this.#measured));
    return this.#measured.volts;
  }

  /** Takes power away and gives it again, if it is the tool's. */
  async cycle(): Promise<void> {
    const volts = this.#given;
    if (volts === undefined) return;
    await this.set(0);
    await this.set(volts);
  }

  /**
   * Sees to it that the target has power, as `-x vtarg` has it.
   * @returns volts. @throws TargetError after saying so
   */
  async prepare(way: Way): Promise<number> {
    const { emit } = this.#context;
    if (this.#supplies) await this.#link.upload({ code: code.leaveProgrammerToGo }, 4);
    // What an interrupted run before this one may have left on.
    await this.set(0);
    if (!this.#measures) return unmeasured;
    const volts = await this.measure();
    if (this.#asked.tellsVoltage) emit(notice(say.voltageRead, { volts }));
    if (volts >= limits.present) {
      emit(notice(say.powerFromOutside));
      return volts;
    }
    const { power } = this.#asked;
    if (power === 'unchecked') {
      emit(notice(say.noPowerIgnored));
      return volts;
    }
    if (power === 'outside') fail(emit, notice(say.noPower), new TargetError('the target has no power'));
    return this.#supply(power, way);
  }

  async #supply(wanted: number, way: Way): Promise<number> {
    const { emit } = this.#context;
    emit(notice(say.supplying));
    if ((way === 'pdi' || way === 'xmega-jtag') && wanted > limits.xmega)
      fail(emit, notice(say.tooMuchForXmega), new TargetError(`an XMEGA does not stand ${wanted} V`));
    this.#given = wanted;
    await this.set(wanted);
    const volts = await this.measure();
    const least = Math.min(wanted - limits.below, limits.lowestMost);
    if (volts < least || volts > wanted + limits.above)
      fail(emit, notice(say.voltageWrong, { volts }), new TargetError(`${volts} V instead of ${wanted} V`));
    return volts;
  }
}
