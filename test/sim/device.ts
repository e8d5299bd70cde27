import { Chip, type ChipCounts } from './chip.ts';
import { Faults } from './faults.ts';
import { IspTarget } from './isp-target.ts';
import { Line, type LineCounts, type Wait, type Waiting } from './line.ts';
import type { FuseName } from './parts.ts';

/** Anything that can sit behind a serial port: a simulated firmware, or a real one in an emulator. */
export interface SerialDevice {
  /** The host has opened the port: on most boards DTR then resets the chip. */
  open(): void;
  /** The host has closed the port. */
  close(): void;
  /** The host has set this line speed; a carrier that cannot show it does not call. */
  rate(bitsPerSecond: number): void;
  /** The host has set this control line, where the carrier has any. */
  lines?(lines: { readonly dtr: boolean }): void;
  /** Bytes from the host. */
  receive(data: Uint8Array): void;
  /** Takes bytes for the host. */
  onData: (data: Uint8Array) => void;
  /** The device has gone: the host must see a hang-up. */
  onHangUp: () => void;
  /** Stops timers. */
  stop(): void;
  dump(): Dump;
}

/** What the device holds and what it has seen. */
export interface Dump {
  readonly memories: Readonly<Record<string, Uint8Array>>;
  readonly meta: Meta;
}

export interface Meta extends LineCounts {
  readonly kind: string;
  readonly part: string;
  readonly rates: readonly number[];
  readonly commands: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<string, string>>;
  readonly faultHits: Readonly<Record<string, number>>;
  readonly options: Readonly<Record<string, string>>;
  /** Every chip counts what it keeps; the rest is for those of its kind. */
  readonly chip: Pick<
    ChipCounts,
    'chipErases' | 'pageWrites' | 'eepromWrites' | 'fuseWrites' | 'lostWrites'
  > &
    Partial<ChipCounts>;
  /** RESET is still low: the programmer did not let its target go. */
  readonly targetHeld: boolean;
}

/** What a firmware gets to work with. */
export interface Board {
  readonly line: Line;
  readonly chip: Chip;
  /** The chip's programming pins. */
  readonly target: IspTarget;
  option(name: string, otherwise: string): string;
}

/** One programmer or boot loader. */
export interface Firmware {
  /** Whether opening the port resets it. */
  readonly resetsOnOpen: boolean;
  /** From power-on to eternity; started afresh by a reset. May return: then it listens no more until the next reset. */
  run(): Waiting<void>;
  /** The host has set another line speed. */
  rate?(bitsPerSecond: number): void;
  /** Whether it holds its target otherwise than by RESET. */
  readonly holds?: boolean;
}

/** Firmwares by the names of their kinds; a file of this folder exports its own as `serialKinds`. */
export type SerialKinds = Readonly<Record<string, (board: Board) => Firmware>>;

/** How to build a simulated device; the vocabulary of the conformance records' `device`. */
export interface DeviceSpec {
  readonly kind: string;
  readonly part: string;
  /** `name=value`, or `name` alone for `1`. */
  readonly options?: readonly string[];
  readonly faults?: readonly string[];
  readonly memories?: Readonly<Record<string, Uint8Array | number>>;
  /** Writes take their time. */
  readonly timing?: boolean;
  /** Milliseconds before each reply. */
  readonly latencyMs?: number;
  /** Further devices, plugged in after it. */
  readonly also?: readonly DeviceSpec[];
}

/** Options by their names. */
export function optionsOf({ options = [] }: DeviceSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.map((o) => [o.split('=', 1)[0]!, o.includes('=') ? o.slice(o.indexOf('=') + 1) : '1']),
  );
}

/** A simulated firmware and its chip behind a serial line. */
export class SimulatedDevice implements SerialDevice {
  readonly chip: Chip;
  readonly line: Line;
  readonly target: IspTarget;
  onData: (data: Uint8Array) => void = () => {};
  onHangUp: () => void = () => {};
  private readonly spec: DeviceSpec;
  private readonly options: Readonly<Record<string, string>>;
  private readonly faults: Faults;
  private readonly firmware: Firmware;
  private program: Waiting<void>;
  private wait: Wait | undefined;
  private timer: NodeJS.Timeout | undefined;
  private held = false;
  private pumping = false;

  /** @throws RangeError for an unknown part, fault or memory */
  constructor(spec: DeviceSpec, create: (board: Board) => Firmware) {
    this.spec = spec;
    this.options = optionsOf(spec);
    this.faults = new Faults(spec.faults);
    this.chip = new Chip(spec.part);
    this.chip.timing = spec.timing ?? false;
    for (const [name, value] of Object.entries(spec.memories ?? {})) this.chip.preset(name, value);
    this.spoil();
    this.line = new Line(
      this.faults,
      (reply) => this.reply(reply),
      () => this.onHangUp(),
    );
    this.target = new IspTarget(this.chip, (text) => this.line.violation(text));
    this.firmware = create({
      line: this.line,
      chip: this.chip,
      target: this.target,
      option: (name, otherwise) => this.options[name] ?? otherwise,
    });
    this.program = this.firmware.run();
    this.step(undefined);
  }

  /** The faults that lie in the chip. */
  private spoil(): void {
    const { faults, chip } = this;
    if (faults.has('bad-verify')) {
      const [address = '', memory = 'flash'] = faults.text('bad-verify').split(':').reverse();
      chip.flips.set(`${memory}:${Number(address)}`, 0x01);
    }
    if (faults.has('fuse-drift')) {
      const [fuse, value] = faults.text('fuse-drift').split(':');
      chip.drift = { [fuse as FuseName]: Number(value) };
    }
    if (faults.has('wrong-signature')) {
      const usual = chip.facts.name === 'm32u4' ? '1e950f' : '1e9587';
      chip.signature.set(Buffer.from(faults.text('wrong-signature') || usual, 'hex'));
    }
    if (faults.has('nodevice')) chip.absent = true;
  }

  open(): void {
    this.line.opened();
    if (this.line.counts.opens > 1 && this.firmware.resetsOnOpen) this.reset();
  }

  close(): void {}

  rate(bitsPerSecond: number): void {
    if (this.line.rates.at(-1) !== bitsPerSecond) this.line.rates.push(bitsPerSecond);
    this.firmware.rate?.(bitsPerSecond);
  }

  /** Starts the firmware afresh. */
  reset(): void {
    this.stop();
    this.line.clear();
    this.held = false;
    this.program = this.firmware.run();
    this.step(undefined);
    this.pump();
  }

  receive(data: Uint8Array): void {
    this.line.received(data);
    this.pump();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private step(value: number | undefined): void {
    const result = this.program.next(value);
    this.wait = result.done ? undefined : result.value;
  }

  private after(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, ms);
    this.timer.unref();
  }

  /** Runs the firmware until it waits for what has not come. */
  private pump(): void {
    if (this.pumping || this.held) return;
    this.pumping = true;
    try {
      while (!this.held) {
        const wait = this.wait;
        if (wait?.kind === 'pause') {
          this.line.flush();
          this.hold(wait.ms, () => this.step(undefined));
          return;
        }
        const byte = this.line.take();
        if (byte !== undefined) {
          this.stop();
          if (wait) this.step(byte);
          continue;
        }
        this.line.flush();
        if (this.line.pending) continue;
        if (wait?.withinMs !== undefined && !this.held) {
          this.after(wait.withinMs, () => {
            this.step(undefined);
            this.pump();
          });
        }
        return;
      }
    } finally {
      this.pumping = false;
    }
  }

  private hold(ms: number, then: () => void): void {
    this.held = true;
    this.after(ms, () => {
      this.held = false;
      then();
      this.pump();
    });
  }

  private reply(data: Uint8Array): void {
    const { latencyMs } = this.spec;
    if (latencyMs) this.hold(latencyMs, () => this.onData(data));
    else this.onData(data);
  }

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
        violations: line.violations,
        faults: this.faults.given(),
        faultHits: this.faults.struck(),
        options: this.options,
        chip: chip.counts,
        targetHeld: this.target.held || this.firmware.holds === true,
      },
    };
  }
}
