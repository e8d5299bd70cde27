import { expect, test } from 'vitest';
import type { Part, ProgMode } from '../../src/model/part.ts';
import type { ProgrammerEntry } from '../../src/model/programmer-entry.ts';
import type { Event } from '../../src/output/events.ts';
import { withTargetHints } from '../../src/session/target-hints.ts';

const entryFor = (...progModes: ProgMode[]) => ({ progModes }) as unknown as ProgrammerEntry;
const isp = entryFor('TPI', 'ISP');
const bootLoader = entryFor('SPM');
const m328p = { desc: 'ATmega328P', id: 'm328p' } as Part;

function hintsFor(entry: ProgrammerEntry, event: Event): string[] {
  const seen: Event[] = [];
  withTargetHints((one) => seen.push(one), entry)(event);
  expect(seen[0]).toBe(event);
  return seen.slice(1).map((one) => (one.kind === 'hint' ? one.text : one.kind));
}

const signatureRead = (
  bytes: number[],
  facts: { matches?: boolean; retrying?: boolean; candidates?: Part[] } = {},
) =>
  ({
    kind: 'signature-read',
    signature: Uint8Array.from(bytes),
    blank: bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 0xff),
    matches: false,
    retrying: false,
    candidates: [],
    ...facts,
  }) as unknown as Event;

const silent = { kind: 'initialisation-failed', rc: -1 } as unknown as Event;
const mismatch = (name: string) => ({ kind: 'verify-failed', memory: { name } }) as unknown as Event;

test('a target that does not answer: power, wires, clock', () => {
  expect(hintsFor(isp, silent)).toEqual([
    [
      'The target does not answer. Look, in this order, at',
      '  its power: VCC, and a GND that both boards share',
      "  the wires: MOSI to MOSI, MISO to MISO, SCK to SCK, and the programmer's reset output to the target's RESET",
      '  its clock: a chip that is set to an external clock or a crystal needs it; a slow one needs a slower SCK (-B)',
    ].join('\n'),
  ]);
  expect(hintsFor(entryFor('UPDI'), silent)).toEqual([
    'The target does not answer. Look at its power, a GND that both boards share, and the UPDI wire with its resistor or diode.',
  ]);
  expect(hintsFor(bootLoader, silent)).toEqual([]);
});

test('a signature of zeros or ones is a wire, once it is not read again', () => {
  const zeros =
    'Only zeros came from the target: MISO is not connected or held low, the target has no power, or SCK is too fast for it (-B).';
  const ones =
    "Only ones came from the target: its MISO is not connected, its RESET is not the programmer's, or it has no power.";
  expect(hintsFor(isp, signatureRead([0, 0, 0]))).toEqual([zeros]);
  expect(hintsFor(isp, signatureRead([255, 255, 255]))).toEqual([ones]);
  expect(hintsFor(isp, signatureRead([0, 0, 0], { retrying: true }))).toEqual([]);
  expect(hintsFor(bootLoader, signatureRead([0, 0, 0]))).toEqual([]);
});

test('another chip is named, and garbage called so', () => {
  expect(hintsFor(isp, signatureRead([0x1e, 0x95, 0x0f], { candidates: [m328p] }))).toEqual([
    'The chip that answers is an ATmega328P: -p m328p.',
  ]);
  expect(hintsFor(isp, signatureRead([0x1f, 0x85, 0x0f]))).toEqual([
    'No known chip has this signature: look at the wires (short ones, a GND that both boards share) and try a slower SCK (-B).',
  ]);
  expect(hintsFor(isp, signatureRead([0x1e, 0x95, 0x87], { matches: true }))).toEqual([]);
});

test('flash that differs may be locked; a boot loader does not care', () => {
  expect(hintsFor(isp, mismatch('flash'))).toEqual([
    'The flash does not hold what was written. Lock bits (-U lock:r:-:h) keep it from being read until a chip erase (-e); bits that differ now and then come from the wires, the power or a clock that is too fast (-B).',
  ]);
  expect(hintsFor(isp, mismatch('lfuse'))).toEqual([]);
  expect(hintsFor(bootLoader, mismatch('flash'))).toEqual([]);
});
