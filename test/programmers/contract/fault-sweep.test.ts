import type { SerialDevice } from '../../sim/device.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { Urboot } from '../../sim/urboot.ts';
import { inVirtualTime } from '../../whole-run/run-program.ts';
import { type Blindness, old, type PluggedIn, reading, type Strikes, sweepAll, writing } from './sweep.ts';

interface Case {
  readonly kind: string;
  readonly part: string;
  readonly line: string;
  readonly options?: readonly string[];
  readonly cannotBeSeen?: Blindness;
}

/** A byte more or less is seen (see `readInStep`), other bytes in their number are not. */
const noChecksum = (answer: number): Blindness => ({
  faults: ['nibble', 'garbage-at'],
  because: 'data come alone, without a checksum, and are read once: twice would take twice as long',
  answer,
});

const cases: readonly Case[] = [
  { kind: 'stk500v1', part: 'm8', line: '-c stk500v1' },
  { kind: 'stk500v1', part: 'm8', line: '-c avrisp', options: ['fw=arduinoisp'] },
  { kind: 'optiboot', part: 'm328p', line: '-c arduino -D' },
  { kind: 'avr109', part: 'm8u2', line: '-c avr109', cannotBeSeen: noChecksum(1024) },
  {
    kind: 'avr109',
    part: 'm8u2',
    line: '-c butterfly',
    options: ['fw=butterfly'],
    cannotBeSeen: noChecksum(128),
  },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500v2' },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500pp' },
  { kind: 'stk500v2', part: 't45', line: '-c stk500hvsp' },
  { kind: 'wiring', part: 'm328p', line: '-c wiring -D' },
  {
    kind: 'buspirate',
    part: 'm8',
    line: '-c buspirate',
    cannotBeSeen: {
      faults: ['nibble'],
      because: 'the mark before the data, 01, stays what it is, and data have no checksum',
      answer: 64,
    },
  },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2fast' },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2isp' },
  { kind: 'serialupdi', part: 't1614', line: '-c serialupdi' },
  { kind: 'jtag2updi', part: 't1614', line: '-c jtag2updi' },
  { kind: 'avr910', part: 'm8', line: '-c avr910', cannotBeSeen: noChecksum(2) },
  { kind: 'avr910', part: 'm8', line: '-c avr910', options: ['block=128'], cannotBeSeen: noChecksum(128) },
  { kind: 'buspirate', part: 't13', line: '-c buspirate_bb' },
  { kind: 'urboot', part: 'm328p', line: '-c urclock' },
];

inVirtualTime();

function deviceOf({ kind, part, options = [] }: Case, faults: readonly string[]): SerialDevice {
  if (kind === 'urboot') return urboot(faults);
  const plain = simulateAny({ kind, part, options });
  const { flash, eeprom } = plain.dump().memories;
  plain.stop();
  return simulateAny({
    kind,
    part,
    options,
    faults,
    memories: { flash: old(flash!.length), eeprom: old(eeprom!.length) },
  });
}

/** The boot loader itself is where it is. */
function urboot(faults: readonly string[]): SerialDevice {
  const device = new Urboot({ faults });
  device.flash.set(old(device.flash.length - Urboot.bootSize));
  device.eeprom.set(old(device.eeprom.length));
  return device;
}

function plugIn(row: Case, faults: readonly string[]): PluggedIn {
  const device = deviceOf(row, faults);
  return { device, memories: () => device.dump().memories, answers: () => device.dump().meta.replies };
}

const strikes: Strikes = function* (clean, places) {
  const replies = clean.answers();
  const { device } = clean;
  const bytes = 'dump' in device ? device.dump().meta.bytesToHost : 0;
  for (const name of ['truncate', 'nibble', 'garbage-at'])
    for (const at of places(replies)) yield [`${name}=${at}`];
  for (const at of places(replies)) {
    const next = at + 1 + (at % 7);
    yield [`truncate=${at}`, `nibble=${next}`];
    yield [`truncate=${at}`, `drop=${Math.ceil((bytes * next) / replies)}`];
  }
  for (const name of ['drop', 'dup']) for (const at of places(bytes)) yield [`${name}=${at}`];
};

sweepAll(
  cases.map((row) => ({
    name: [row.line, `(${row.kind})`, ...(row.options ?? [])].join(' '),
    args: `${row.line} -p ${row.part} -P /dev/ttySim`,
    tasks: [writing(), reading('eeprom'), reading('flash')],
    cannotBeSeen: row.cannotBeSeen,
    plugIn: (faults) => plugIn(row, faults),
  })),
  strikes,
);
