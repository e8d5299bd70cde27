import { type Emit, notice } from '../../output/events.ts';
import type { Lights } from '../programmer.ts';
import { type Light, lit } from './trace-messages.ts';

/**
 * Four lights that a programmer might have, told of where avrdude's would change. Each goes on when what it stands for happens for the
 * first time; avrdude lets it blink from 0.2 s on, which no simulated chip takes.
 */
export class DryLights {
  readonly #emit: Emit;
  readonly #lit = new Set<Light>();
  /** What had failed by the end. */
  readonly #failed = new Set<Light>();
  #verifying = false;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** All go off, and are as new. */
  begin(): void {
    this.#lit.clear();
    this.#failed.clear();
    this.#setAll(this.#failed);
  }

  ready(): void {
    this.#light('rdy');
  }

  accessing(): void {
    this.#light('pgm');
  }

  /** What the run shows: that it verifies, and that something has failed. */
  show({ vfyled, pgmled, errled }: Lights): void {
    if (vfyled) {
      this.#verifying = true;
      this.#light('vfy');
    }
    if (errled) {
      if (pgmled === false) this.#failed.add('pgm');
      this.#failed.add('err');
      if (this.#verifying) this.#failed.add('vfy');
      this.#light('err');
    }
    if (vfyled === false) this.#verifying = false;
  }

  /** Leaves on what says how the run has ended. */
  end(): void {
    this.#setAll(this.#failed);
  }

  #light(light: Light): void {
    if (this.#lit.has(light)) return;
    this.#lit.add(light);
    this.#emit(notice(lit, { light, on: true }));
  }

  #setAll(on: ReadonlySet<Light>): void {
    for (const light of ['rdy', 'err', 'pgm', 'vfy'] as const)
      this.#emit(notice(lit, { light, on: on.has(light) }));
  }
}
