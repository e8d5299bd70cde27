import {
  AVRClock,
  AVREEPROM,
  AVRIOPort,
  AVRSPI,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  avrInstruction,
  CPU,
  clockConfig,
  EEPROMMemoryBackend,
  PinState,
  portBConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  usart0Config,
  watchdogConfig,
} from 'avr8js';
import type { IspTarget } from '../isp-target.ts';
import type { PartFacts } from '../parts.ts';

/** Data addresses and bits of ATmega328P and ATmega2560, alike in both data sheets. */
const MCUSR = 0x54;
const SPMCSR = 0x57;
const RAMPZ = 0x5b;
const R0 = 0;
const Z = 30;
const SPMEN = 1 << 0;
const PGERS = 1 << 1;
const PGWRT = 1 << 2;
const BLBSET = 1 << 3;
const RWWSRE = 1 << 4;
const SIGRD = 1 << 5;
const RWWSB = 1 << 6;
/** Where a Uno's Arduino pin 10 is. */
const PB2 = 2;

const SPM = 0x95e8;
const LPM_R0 = 0x95c8;
/** LPM Rd,Z and LPM Rd,Z+. */
const isLpm = (opcode: number) => opcode === LPM_R0 || (opcode & 0xfe0e) === 0x9004;

export const CLOCK_HZ = 16_000_000;
/** 4.5 ms, the longest the data sheets allow. */
const PAGE_WRITE_CYCLES = 72_000;

/** The test runner looks up what a module has anew for each use of its name, which for every instruction is too much. */
const execute = avrInstruction;

/** Why the chip starts afresh, as it finds it in MCUSR. */
export const RESET_FLAG = { power: 1 << 0, external: 1 << 1, watchdog: 1 << 3 } as const;

/** What survives a reset. */
export interface Memories {
  readonly flash: Uint16Array;
  readonly eeprom: EEPROMMemoryBackend;
}

/**
 * One life of an ATmega, from a reset to the next, in avr8js, which lacks what boot loaders are about: SPM, the
 * boot reset vector, and reading fuses and signature by LPM. SRAM of the ATmega2560 begins higher.
 */
export class Mcu {
  readonly cpu: CPU;
  readonly usart: AVRUSART;
  /** The watchdog has bitten: this life is over. */
  bitten = false;
  /** Words written into the page buffer, by offset in bytes. */
  private readonly page = new Map<number, number>();
  private readonly facts: PartFacts;

  /**
   * @param start byte address of the reset vector (BOOTRST)
   * @param target wired to SPI, its RESET to PB2
   */
  constructor(facts: PartFacts, memories: Memories, start: number, resetFlag: number, target?: IspTarget) {
    this.facts = facts;
    const sram = facts.extendedAddress ? 8192 + 0x100 : 2048;
    const cpu = new CPU(memories.flash, sram);
    this.cpu = cpu;
    cpu.reset = () => {
      this.bitten = true;
    };
    cpu.pc = start / 2;
    cpu.data[MCUSR] = resetFlag;
    const clock = new AVRClock(cpu, CLOCK_HZ, clockConfig);
    new AVRWatchdog(cpu, watchdogConfig, clock);
    for (const config of [timer0Config, timer1Config, timer2Config]) new AVRTimer(cpu, config);
    new AVREEPROM(cpu, memories.eeprom);
    this.usart = new AVRUSART(cpu, usart0Config, CLOCK_HZ);
    if (target) this.wire(target);
  }

  private wire(target: IspTarget): void {
    const port = new AVRIOPort(this.cpu, portBConfig);
    port.addListener(() => target.reset(port.pinState(PB2) === PinState.Low));
    const spi = new AVRSPI(this.cpu, spiConfig, CLOCK_HZ);
    spi.onByte = (byte) => {
      const answer = target.shift(byte);
      this.cpu.addClockEvent(() => spi.completeTransfer(answer), spi.transferCycles);
    };
  }

  /** Runs until the cycle counter has reached `cycles`, or the watchdog bites. */
  run(cycles: number): void {
    const { cpu } = this;
    while (cpu.cycles < cycles && !this.bitten) {
      const opcode = cpu.progMem[cpu.pc]!;
      if (opcode === SPM) this.storeProgramMemory();
      else if ((cpu.data[SPMCSR]! & (BLBSET | SIGRD)) !== 0 && isLpm(opcode)) this.loadSpecial(opcode);
      else execute(cpu);
      cpu.tick();
    }
  }

  private get z(): number {
    const { data } = this.cpu;
    const high = this.facts.flash > 0x10000 ? data[RAMPZ]! : 0;
    return (high << 16) | (data[Z + 1]! << 8) | data[Z]!;
  }

  /** SPM (data sheets, "Self-Programming the Flash"): does what SPMCSR says, at once. */
  private storeProgramMemory(): void {
    const { cpu, page } = this;
    const { flashPage } = this.facts;
    const control = cpu.data[SPMCSR]!;
    const start = this.z - (this.z % flashPage);
    let after = control & RWWSB;
    switch (control & (SPMEN | PGERS | PGWRT | BLBSET | RWWSRE)) {
      case SPMEN:
        page.set((this.z % flashPage) & ~1, cpu.data[R0]! | (cpu.data[R0 + 1]! << 8));
        break;
      case SPMEN | PGERS:
        cpu.progBytes.fill(0xff, start, start + flashPage);
        after = this.takeTime();
        break;
      case SPMEN | PGWRT:
        for (const [offset, word] of page) {
          cpu.progBytes[start + offset]! &= word & 0xff;
          cpu.progBytes[start + offset + 1]! &= word >> 8;
        }
        page.clear();
        after = this.takeTime();
        break;
      case SPMEN | RWWSRE:
        page.clear();
        after = 0;
        break;
    }
    cpu.data[SPMCSR] = after;
    cpu.pc++;
    cpu.cycles++;
  }

  /** An erase or a write lasts; SPMEN tells. @returns SPMCSR meanwhile */
  private takeTime(): number {
    const { cpu } = this;
    cpu.addClockEvent(() => {
      cpu.data[SPMCSR]! &= ~SPMEN;
    }, PAGE_WRITE_CYCLES);
    return SPMEN | RWWSB;
  }

  /** LPM right after BLBSET or SIGRD: lock, fuses, or signature row. */
  private loadSpecial(opcode: number): void {
    const { cpu, facts } = this;
    const { lfuse = 0xff, hfuse = 0xff, efuse = 0xff } = facts.fuses;
    const address = this.z & 0x1f;
    const value =
      cpu.data[SPMCSR]! & SIGRD
        ? (facts.signature[address >> 1] ?? 0xff)
        : [lfuse, 0xff, efuse, hfuse][address & 3]!;
    cpu.data[opcode === LPM_R0 ? R0 : (opcode >> 4) & 31] = value;
    cpu.data[SPMCSR]! &= RWWSB;
    cpu.pc++;
    cpu.cycles += 3;
  }
}

/** Empty memories of a part. */
export function blank(facts: PartFacts): Memories {
  return {
    flash: new Uint16Array(facts.flash / 2).fill(0xffff),
    eeprom: new EEPROMMemoryBackend(facts.eeprom),
  };
}
