import { jtagInstructions, type Slave, slaves } from '../../protocols/jtagmkii/avr32.ts';

/**
 * How an AVR32 UC3 is stopped, prepared and let run: what avrdude found out by watching Atmel's program, as a table. Addresses and
 * instructions are those of the AVR32 architecture document ("OCD system") and of the AT32UC3A data sheet.
 */

/** What the target is stopped for; `run`: it is reset, and let go. */
export type Purpose = 'read' | 'write' | 'erase' | 'run';

/** One thing that is done, or looked at. */
export type Step =
  | { readonly kind: 'choose'; readonly instruction: number; readonly expected: number }
  /** The reset register takes a value; `before`: what the instruction's scan and the register itself give then. */
  | { readonly kind: 'reset'; readonly value: number; readonly before: readonly [number, number] }
  /** `unsaid`: where it fails, only the word's own failure is spoken of. */
  | Word<'write', { readonly value: number; readonly unsaid?: true }>
  /** Without `expected` any value will do. */
  | Word<'read', { readonly expected?: number }>
  /** The debugger says that the processor is stopped, so many times in a row. */
  | { readonly kind: 'stopped'; readonly times: number }
  /** The debugger says that the processor will stop when its reset ends. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'pause'; readonly milliseconds: number };

type Word<Kind, More> = { readonly kind: Kind; readonly slave: Slave; readonly address: number } & More;

/** Steps for some purposes. */
export interface Stage {
  readonly purposes: readonly Purpose[];
  readonly steps: readonly Step[];
}

/** How many of avrdude's checks a step is, each of which names a line of its own when it fails. */
export const checksOf: Readonly<Record<Step['kind'], number>> = {
  choose: 2,
  reset: 1,
  write: 1,
  read: 1,
  stopped: 2,
  pending: 1,
  pause: 0,
};

/** Registers of the debugger. */
export const debug = {
  control: 0x08,
  status: 0x10,
  instruction: 0x104,
  fromProcessor: 0x110,
  toProcessor: 0x114,
  comms: 0x118,
} as const;

/** Of the debugger's status: all of these when the processor is stopped; this alone while it waits for its reset to end. */
export const stoppedBits = 0x05000020;
export const pendingStatus = 0x04000000;

const control = { abort: 0x80000000, reset: 0x40000000, debug: 0x2000, request: 0x1000 } as const;
const stop = control.debug | control.request;
const stopAfterReset = (control.abort | control.reset | stop) >>> 0;

const instructions = {
  moveToDebugger: 0xe7b00044,
  moveFromDebugger: 0xe5b00045,
  readConfig0: 0xe1b00040,
  readConfig1: 0xe1b00041,
  readDebugStatus: 0xe1b00014,
  leaveDebug: 0xd623d703,
} as const;

const look = (address: number, expected?: number): Step => ({
  ...{ kind: 'read', slave: slaves.debugger, address },
  ...(expected !== undefined && { expected }),
});
const set = (address: number, value: number): Step => ({
  ...{ kind: 'write', slave: slaves.debugger, address, value },
});
const request = (value: number): Step => ({
  ...{ kind: 'write', slave: slaves.debugger, address: debug.control, value, unsaid: true },
});
const execute = (instruction: number): Step => set(debug.instruction, instruction);
const stopped = (times: number): Step => ({ kind: 'stopped', times });
/** R0 is fetched. */
const fetch = (expected?: number): readonly Step[] => [
  execute(instructions.moveToDebugger),
  look(debug.comms, 1),
  look(debug.fromProcessor, expected),
];
/** R0 is put back. */
const restore: readonly Step[] = [set(debug.toProcessor, 0), execute(instructions.moveFromDebugger)];

const all: readonly Purpose[] = ['read', 'write', 'erase', 'run'];

export const stopping: readonly Stage[] = [
  {
    purposes: ['read'],
    steps: [{ kind: 'choose', instruction: jtagInstructions.memoryWord, expected: 0x01 }],
  },
  {
    purposes: ['write', 'run'],
    steps: [
      { kind: 'reset', value: 0x1f, before: [0x01, 0x00] },
      { kind: 'reset', value: 0x07, before: [0x11, 0x1f] },
    ],
  },
  { purposes: all, steps: [look(debug.status, 0), look(debug.control, 0)] },
  { purposes: ['read', 'erase'], steps: [request(stop)] },
  {
    purposes: ['write', 'run'],
    steps: [request(stopAfterReset), { kind: 'pending' }, { kind: 'reset', value: 0, before: [0x01, 0x07] }],
  },
  { purposes: all, steps: [stopped(2), ...fetch(0)] },
  {
    purposes: ['read', 'write', 'erase'],
    steps: [
      ...[stopped(2), ...fetch(0)],
      ...[execute(instructions.readConfig0), ...fetch(), ...restore],
      ...[stopped(1), ...fetch(0)],
      ...[execute(instructions.readConfig1), ...fetch(), ...restore],
      { kind: 'read', slave: slaves.service, address: 0x10, expected: 0 },
    ],
  },
  {
    purposes: ['erase'],
    steps: [
      { kind: 'reset', value: 0x1f, before: [0x01, 0x00] },
      { kind: 'reset', value: 0x01, before: [0x11, 0x1f] },
    ],
  },
  {
    purposes: ['run'],
    steps: [
      ...[execute(instructions.readDebugStatus), ...fetch(), ...restore],
      ...[stopped(1), execute(instructions.leaveDebug)],
    ],
  },
];

/** Slaves of the bus matrix whose default masters are set, again and again. */
const matrix = [0xffff1018, 0xffff1024, 0xffff1008, 0xffff1078, 0xffff1088];
const masters = [0x04000000, 0x08000000, 0x10000000, 0x00020000, 0x02000000];
/** Setup, pulse, cycle and mode of the static memory controller's first chip select. */
const memoryController = [
  [0xfffe1c00, 0x00010001],
  [0xfffe1c04, 0x05070a0b],
  [0xfffe1c08, 0x000b000c],
  [0xfffe1c0c, 0x00031103],
] as const;
const powerManager = { mainClock: 0xffff0c00, oscillator0: 0xffff0c28 } as const;
/** The flash controller's status: ready, and 512 KiB. */
const flashStatus = { address: 0xfffe1408, ready: 0x0000a001 } as const;

const onBus = (address: number, value: number): Step => ({
  ...{ kind: 'write', slave: slaves.bus, address, value },
});
const lookOnBus = (address: number, expected: number): Step => ({
  ...{ kind: 'read', slave: slaves.bus, address, expected },
});

/** The bus and the memory controller are set up, and the clock becomes the crystal's. */
export const preparing: readonly Step[] = [
  ...masters.flatMap((value) => matrix.map((address) => onBus(address, value))),
  ...memoryController.map(([address, value]) => onBus(address, value)),
  lookOnBus(powerManager.oscillator0, 0),
  onBus(powerManager.oscillator0, 0x0607),
  lookOnBus(powerManager.mainClock, 0),
  onBus(powerManager.mainClock, 0x04),
  onBus(powerManager.mainClock, 0x05),
  { kind: 'pause', milliseconds: 1000 },
  lookOnBus(flashStatus.address, flashStatus.ready),
  { kind: 'pause', milliseconds: 50 },
];
