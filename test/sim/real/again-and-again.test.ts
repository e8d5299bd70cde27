import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';
import { Chip } from '../chip.ts';
import type { SerialDevice } from '../device.ts';
import { IspTarget } from '../isp-target.ts';
import { RealBoard } from './board.ts';
import { absent } from './boot-loaders.ts';
import { ATMEGABOOT, arduinoIsp, compile, missing, OPTIBOOT } from './compile.ts';

/** Real firmware is written through again and again, each time another program. FLASHES: how often, 2 if it is not set. */
const times = Number(process.env.FLASHES ?? 2);

inVirtualTime();

/** A sequence of numbers from 0 to 1, the same each time (Lehmer's, with the multiplier of Park and Miller). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** What a busy machine does to a line: what is sent and what comes is late by up to so much (ms), in its order. */
function delay(device: SerialDevice, upTo: number, seed: number): void {
  const next = numbers(seed);
  const later = <Data>(pass: (data: Data) => void): ((data: Data) => void) => {
    let free = 0;
    return (data) => {
      const now = performance.now();
      // Each run has a clock that begins anew.
      free = Math.min(now + upTo, Math.max(free, now + next() * upTo));
      setTimeout(() => pass(data), free - now);
    };
  };
  const hear = later(device.receive.bind(device));
  device.receive = (data) => hear(data.slice());
  let say: (data: Uint8Array) => void = () => {};
  const send = later((data: Uint8Array) => say(data));
  Object.defineProperty(device, 'onData', {
    get: () => send,
    set: (listener: typeof say) => {
      say = listener;
    },
  });
}

function program(seed: number): Uint8Array {
  const next = numbers(seed + 1);
  return Uint8Array.from({ length: 300 + (seed % 3) }, () => next() * 0x100);
}

const loads = [
  ['at ease', 0],
  ['under load', 60],
] as const;

const loaders = [
  { recipe: OPTIBOOT, start: 0x7c00, baud: 115200, release: '7.1' },
  { recipe: OPTIBOOT, start: 0x7c00, baud: 115200, release: '8.2' },
  { recipe: ATMEGABOOT, start: 0x7800, baud: 57600, release: '6.4' },
] as const satisfies readonly { release: ReleaseId; [name: string]: unknown }[];

describe.each(loaders)('$recipe.name, as avrdude $release', ({ recipe, start, baud, release }) => {
  const skip = absent(recipe.name, missing(recipe));
  test.skipIf(skip).each(loads)('%s', { timeout: 3_600_000 }, async (_, late) => {
    const firmware = compile(recipe);
    const device = new RealBoard({ part: 'm328p', start, resetsOnOpen: true, firmware });
    delay(device, late, 1);
    for (let time = 0; time < times; time++) {
      const image = program(time);
      const run = await runProgram({
        args: [
          '-c',
          'arduino',
          '-p',
          'm328p',
          '-P',
          '/dev/ttySim',
          '-b',
          String(baud),
          '-D',
          '-U',
          'flash:w:a.bin:r',
        ],
        files: { 'a.bin': image },
        device,
        release,
      });
      const { flash } = device.dump().memories;
      const there = Buffer.compare(flash!.subarray(0, image.length), image) === 0;
      const whole = Buffer.compare(flash!.subarray(start, firmware.length), firmware.subarray(start)) === 0;
      const complains = /not in sync|not responding/.test(run.stderr);
      if (process.env.FLASHES) process.stderr.write(`${recipe.name} ${late} ms: ${time + 1}\n`);
      expect({ time, status: run.status, there, whole, complains }).toEqual({
        time,
        status: 0,
        there: true,
        whole: true,
        complains: false,
      });
    }
  });
});

describe('the ArduinoISP sketch', () => {
  const firmware = arduinoIsp();
  absent(
    'ArduinoISP',
    firmware ? undefined : 'the sketch, the Arduino core or avr-gcc (scripts/fetch-arduinoisp)',
  );
  test.skipIf(!firmware).each(loads)('%s', { timeout: 3_600_000 }, async (_, late) => {
    const chip = new Chip('m32u4');
    const violations: string[] = [];
    const target = new IspTarget(chip, (text) => violations.push(text));
    const device = new RealBoard({
      part: 'm328p',
      start: 0,
      resetsOnOpen: false,
      firmware: firmware!,
      target,
    });
    delay(device, late, 7);
    for (let time = 0; time < times; time++) {
      const image = program(time);
      const run = await runProgram({
        args: ['-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/ttySim', '-b', '19200', '-U', 'flash:w:a.bin:r'],
        files: { 'a.bin': image },
        device,
        release: '6.4',
      });
      const there = Buffer.compare(chip.flash.subarray(0, image.length), image) === 0;
      const complains = /not in sync|not responding/.test(run.stderr);
      if (process.env.FLASHES) process.stderr.write(`ArduinoISP ${late} ms: ${time + 1}\n`);
      expect({ time, status: run.status, there, held: target.held, complains, violations }).toEqual({
        time,
        status: 0,
        there: true,
        held: false,
        complains: false,
        violations: [],
      });
    }
  });
});
