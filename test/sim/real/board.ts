import type { Dump, Meta, SerialDevice } from '../device.ts';
import type { IspTarget } from '../isp-target.ts';
import { type PartFacts, partFacts } from '../parts.ts';
import { blank, CLOCK_HZ, Mcu, type Memories, RESET_FLAG } from './mcu.ts';

/** The emulator runs in slices of this real time; it never runs ahead of the clock on the wall. */
const SLICE_MS = 4;
const UCSR0A = 0xc0;
const RXC = 1 << 7;
/** From the edge on RESET until the first instruction (ms): the longest start-up time there is (data sheets, "System Clock"). */
const START_UP_MS = 65;

/** A board whose real firmware runs in avr8js, its UART behind a serial port whose opening resets it. */
export interface BoardSpec {
  readonly part: string;
  readonly firmware: Uint8Array;
  /** Byte address of the reset vector: the boot section, or 0. */
  readonly start: number;
  /** What its SPI pins program, with RESET at PB2. */
  readonly target?: IspTarget;
  /** Whether DTR is wired to RESET; without, the firmware is up when the host comes. */
  readonly resetsOnOpen: boolean;
}

export class RealBoard implements SerialDevice {
  onData: (data: Uint8Array) => void = () => {};
  onHangUp: () => void = () => {};
  private readonly facts: PartFacts;
  private readonly spec: BoardSpec;
  private readonly memories: Memories;
  private mcu: Mcu;
  private incoming: number[] = [];
  private received: number[] = [];
  /** Cycle at which the line is free again. */
  private nextByte = 0;
  private outgoing: number[] = [];
  private timer: NodeJS.Timeout | undefined;
  private last = 0;
  private readonly counts = { bytesFromHost: 0, bytesToHost: 0, turns: 0, replies: 0, opens: 0 };
  private answered = true;
  private dtr = true;
  /** The chip is in its start-up time until then. */
  private startsAt = 0;

  constructor(spec: BoardSpec) {
    this.spec = spec;
    this.facts = partFacts(spec.part);
    this.memories = blank(this.facts);
    new Uint8Array(this.memories.flash.buffer).set(spec.firmware);
    this.mcu = this.life(RESET_FLAG.power);
    if (!spec.resetsOnOpen) this.mcu.run(CLOCK_HZ);
  }

  private life(flag: number): Mcu {
    this.nextByte = 0;
    this.received = [];
    const mcu = new Mcu(this.facts, this.memories, this.spec.start, flag, this.spec.target);
    mcu.usart.onByteTransmit = (byte) => this.outgoing.push(byte);
    return mcu;
  }

  open(): void {
    this.counts.opens++;
    this.incoming = [];
    this.outgoing = [];
    this.dtr = true;
    if (this.spec.resetsOnOpen) this.reset();
    this.last = performance.now();
    if (!this.timer) this.schedule();
  }

  close(): void {
    this.stop();
  }

  rate(): void {}

  /** RESET hangs on DTR by a capacitor: it is pulled when DTR becomes active. */
  lines({ dtr }: { readonly dtr: boolean }): void {
    if (dtr && !this.dtr && this.spec.resetsOnOpen) this.reset();
    this.dtr = dtr;
  }

  private reset(): void {
    this.mcu = this.life(RESET_FLAG.external);
    this.startsAt = performance.now() + START_UP_MS;
  }

  receive(data: Uint8Array): void {
    this.counts.bytesFromHost += data.length;
    this.answered = false;
    if (performance.now() < this.startsAt) return;
    for (const byte of data) this.incoming.push(byte);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private schedule(): void {
    this.timer = setTimeout(() => this.slice(), SLICE_MS);
  }

  private slice(): void {
    const now = performance.now();
    const ms = Math.min(now - this.last, 8 * SLICE_MS); // more than that is not caught up
    this.last = now;
    if (now < this.startsAt) {
      this.schedule();
      return;
    }
    const until = this.mcu.cpu.cycles + (ms / 1000) * CLOCK_HZ;
    while (this.mcu.cpu.cycles < until) {
      this.feed();
      this.mcu.run(Math.min(until, this.mcu.cpu.cycles + 400));
      if (this.mcu.bitten) {
        this.mcu = this.life(RESET_FLAG.watchdog);
        break;
      }
    }
    this.flush();
    this.schedule();
  }

  /**
   * The line's side of the receiver: one byte in each character's time, into a buffer of two that is lost when full
   * (avr8js has room for one and overwrites it).
   */
  private feed(): void {
    const { usart, cpu } = this.mcu;
    if (this.incoming.length > 0 && cpu.cycles >= this.nextByte) {
      const byte = this.incoming.shift()!;
      this.nextByte = cpu.cycles + (10 * CLOCK_HZ) / usart.baudRate;
      if (usart.rxEnable && this.received.length < 2) this.received.push(byte);
    }
    const unread = (cpu.data[UCSR0A]! & RXC) !== 0;
    if (!unread && this.received.length > 0) usart.writeByte(this.received.shift()!, true);
  }

  private flush(): void {
    if (this.outgoing.length === 0) return;
    this.counts.bytesToHost += this.outgoing.length;
    this.counts.replies++;
    if (!this.answered) this.counts.turns++;
    this.answered = true;
    this.onData(Uint8Array.from(this.outgoing));
    this.outgoing = [];
  }

  dump(): Dump {
    const { target } = this.spec;
    const own = {
      flash: new Uint8Array(this.memories.flash.buffer).slice(),
      eeprom: this.memories.eeprom.memory.slice(),
    };
    const meta: Partial<Meta> = {
      kind: 'real firmware',
      part: this.facts.name,
      ...this.counts,
      targetHeld: target?.held ?? false,
    };
    return { memories: target ? target.chip.memories() : own, meta: meta as Meta };
  }
}
