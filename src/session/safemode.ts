import { endsRun, TargetError } from '../model/errors.ts';
import { usableBits } from '../model/isp-instructions.ts';
import { memoryNamed } from '../model/locate-memory.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { SessionContext } from './context.ts';
import {
  fuseChanged,
  fuseReadAttempt,
  fuseReads,
  fuseRestored,
  fusesChecked,
  fusesUnreadable,
  fusesUnreadableAgain,
  fuseUnreliable,
  fuseWriteAttempt,
  protectingAborts,
  safemodeHeading,
} from './safemode-messages.ts';

/** The fuses that safemode looks after, in the order in which it reads and restores them. */
const guarded = ['fuse', 'lfuse', 'hfuse', 'efuse'] as const;

/** How often safemode tries to write a fuse back. */
const writeAttempts = 10;

type Reading =
  | { readonly kind: 'read'; readonly fuses: ReadonlyMap<string, number> }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unreliable' };

/**
 * Safemode as avrdude 6.4 has it: fuses are read three times before anything is done and again at the end; one that changed
 * without being asked for is reported and put back. Fuses that an operation or the terminal writes are the new truth.
 */
export class Safemode {
  readonly #context: SessionContext;
  readonly #truth = new Map<string, number>();

  constructor(context: SessionContext) {
    this.#context = context;
    context.device.onByteWrite = (memory, value) => {
      if (isGuarded(memory.name)) this.#truth.set(memory.name, value);
    };
  }

  /** Remembers the fuses. @throws TargetError if they do not read the same three times */
  async remember(): Promise<void> {
    const { emit } = this.#context;
    const reading = await this.#read();
    if (reading.kind === 'read') {
      for (const [name, value] of reading.fuses) this.#truth.set(name, value);
    } else if (reading.kind === 'unsupported') {
      emit(notice(fusesUnreadable));
    } else {
      fail(emit, notice(protectingAborts), new TargetError('the fuses do not read the same three times'));
    }
  }

  /** @returns whether a fuse had changed. @throws TargetError if the fuses cannot be read reliably */
  async check(): Promise<boolean> {
    const { emit, part } = this.#context;
    emit(notice(safemodeHeading));
    let reading = await this.#read();
    if (reading.kind !== 'read') reading = await this.#read();
    if (reading.kind !== 'read')
      fail(emit, notice(fusesUnreadableAgain), new TargetError('the fuses cannot be read reliably any more'));
    let changed = false;
    let failures = 0;
    for (const memory of part.memories.filter((candidate) => isGuarded(candidate.name)).sort(byGuardOrder)) {
      const was = this.#truth.get(memory.name) ?? 0xff;
      const now = reading.fuses.get(memory.name) ?? 0xff;
      const bits = usableBits(memory);
      if ((was & bits) === (now & bits)) continue;
      changed = true;
      emit(notice(fuseChanged, { fuse: memory.name, was, now }));
      if (!(await this.#shallRestore())) continue;
      const restored = await this.#restore(memory, was);
      emit(notice(fuseRestored, { restored }));
      if (!restored) failures++;
    }
    const value = (name: string): number =>
      (reading.kind === 'read' ? reading.fuses.get(name) : undefined) ?? 0xff;
    emit(
      notice(fusesChecked, {
        ok: failures === 0,
        efuse: value('efuse'),
        hfuse: value('hfuse'),
        lfuse: value('lfuse'),
      }),
    );
    return changed;
  }

  async #shallRestore(): Promise<boolean> {
    if (this.#context.plan.safemode === 'silent') return true;
    const answer = await this.#context.stdin.readLine('Would you like this fuse to be changed back? [y/n] ');
    return (answer ?? '').slice(0, 1).toLowerCase() === 'y';
  }

  async #restore(memory: Memory, value: number): Promise<boolean> {
    const { device, emit } = this.#context;
    for (let left = writeAttempts - 1; left >= 0; left--) {
      try {
        await device.writeByte(memory, 0, value);
        const readBack = await device.readByte(memory, 0);
        emit(notice(fuseWriteAttempt, { fuse: memory.name, value, readBack, left }));
        if (readBack === value) return true;
      } catch (error) {
        if (endsRun(error)) throw error;
      }
    }
    return false;
  }

  async #read(): Promise<Reading> {
    const { part, emit } = this.#context;
    const fuses = new Map<string, number>();
    for (const name of guarded) {
      const memory = memoryNamed(part, name);
      if (!memory) continue;
      const value = await this.#readThrice(memory);
      if (value === 'unsupported') return { kind: 'unsupported' };
      if (value === 'unreliable') {
        emit(notice(fuseUnreliable, { fuse: name }));
        return { kind: 'unreliable' };
      }
      emit(notice(fuseReads, { fuse: name, value }));
      fuses.set(name, value);
    }
    return { kind: 'read', fuses };
  }

  async #readThrice(memory: Memory): Promise<number | 'unsupported' | 'unreliable'> {
    let first: number | undefined;
    for (let attempt = 1; attempt <= 3; attempt++) {
      let value: number;
      try {
        value = await this.#context.device.readByte(memory, 0);
      } catch (error) {
        if (endsRun(error)) throw error;
        // avrdude gives up no sooner than after its second reading.
        if (attempt === 1) continue;
        return 'unsupported';
      }
      if (attempt > 1 && first === undefined) return 'unsupported';
      this.#context.emit(notice(fuseReadAttempt, { attempt, fuse: memory.name, value }));
      first ??= value;
      if (value !== first) return 'unreliable';
    }
    return first ?? 'unreliable';
  }
}

function isGuarded(name: string): boolean {
  return (guarded as readonly string[]).includes(name);
}

function byGuardOrder(a: Memory, b: Memory): number {
  return (guarded as readonly string[]).indexOf(a.name) - (guarded as readonly string[]).indexOf(b.name);
}
