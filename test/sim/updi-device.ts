import { type DeviceSpec, type Dump, optionsOf, type SerialDevice } from './device.ts';
import { Faults } from './faults.ts';
import { Line, type Waiting } from './line.ts';
import { UpdiChip } from './updi-chip.ts';
import type { UpdiPart } from './updi-parts.ts';

/** Something on a serial line that programs a part with UPDI, and the part. */
export abstract class UpdiDevice implements SerialDevice {
  readonly chip: UpdiChip;
  readonly line: Line;
  onData: (data: Uint8Array) => void = () => {};
  onHangUp: () => void = () => {};
  protected readonly faults: Faults;
  protected readonly options: Readonly<Record<string, string>>;
  /** No target is there. */
  protected readonly absent: boolean;
  private readonly spec: DeviceSpec;
  private program: Waiting<void> | undefined;

  /** @throws RangeError for an unknown fault or memory */
  constructor(spec: DeviceSpec, part: UpdiPart) {
    this.spec = spec;
    this.options = optionsOf(spec);
    this.faults = new Faults(spec.faults);
    this.chip = new UpdiChip(part);
    this.chip.timing = spec.timing ?? false;
    for (const [name, value] of Object.entries(spec.memories ?? {})) this.chip.preset(name, value);
    if (this.faults.has('bad-verify'))
      this.chip.flips.set(`flash:${Number(this.faults.text('bad-verify'))}`, 0x01);
    if (this.faults.has('wrong-signature'))
      this.chip.preset('signature', Buffer.from(this.faults.text('wrong-signature') || '1e950f', 'hex'));
    this.absent = this.faults.has('nodevice');
    this.line = new Line(
      this.faults,
      (reply) => this.onData(reply),
      () => this.onHangUp(),
    );
  }

  open(): void {
    this.line.opened();
    if (this.program) return;
    this.program = this.run();
    this.program.next();
  }

  close(): void {}

  rate(bitsPerSecond: number): void {
    if (this.line.rates.at(-1) !== bitsPerSecond) this.line.rates.push(bitsPerSecond);
  }

  receive(data: Uint8Array): void {
    this.line.received(data);
    for (;;) {
      const byte = this.line.take();
      if (byte === undefined) break;
      this.hear(byte);
      this.program?.next(byte);
    }
    this.line.flush();
  }

  stop(): void {}

  dump(): Dump {
    const { line, chip } = this;
    return {
      memories: chip.memories(),
      meta: {
        kind: this.spec.kind,
        part: chip.facts.name,
        ...line.counts,
        rates: line.rates,
        commands: line.commands,
        violations: [...line.violations, ...chip.violations],
        faults: this.faults.given(),
        faultHits: this.faults.struck(),
        options: this.options,
        chip: { ...chip.counts },
        targetHeld: this.held,
      },
    };
  }

  /** Whether the target cannot run its program. */
  protected abstract get held(): boolean;
  /** The firmware, or the target itself. */
  protected abstract run(): Waiting<void>;
  /** What happens to each byte before anybody understands it. */
  protected hear(_byte: number): void {}
}

/** Programmers of parts with UPDI by the names of their kinds; a file of this folder exports its own as `updiKinds`. */
export type UpdiKinds = Readonly<Record<string, (spec: DeviceSpec, part: UpdiPart) => UpdiDevice>>;
