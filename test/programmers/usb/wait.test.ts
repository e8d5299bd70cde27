import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/output/events.ts';
import { untilThere, type WaitSetting, waitParameter } from '../../../src/programmers/usb/wait.ts';

/** Waits for a board that is plugged in at a time of a clock that only sleeping moves on (ms). */
async function wait(pluggedInAt: number, seconds: number | undefined) {
  let now = 0;
  let looks = 0;
  const said: string[] = [];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const found = await untilThere(
    {
      clock,
      emit: (event: Event) => void said.push(event.kind === 'notice' ? event.message.name : event.kind),
    },
    seconds,
    async () => {
      looks++;
      return now >= pluggedInAt ? ['board'] : [];
    },
  );
  return { found, now, looks, said };
}

describe('waiting for a board', () => {
  test('one that is there is taken at once, without a word', async () => {
    expect(await wait(0, 5)).toEqual({ found: ['board'], now: 0, looks: 1, said: [] });
  });

  test('without -x wait it is looked for once', async () => {
    expect(await wait(50, undefined)).toEqual({ found: [], now: 0, looks: 1, said: [] });
  });

  test('one that turns up is taken when the system has had a moment for it', async () => {
    expect(await wait(1500, 5)).toEqual({
      ...{ found: ['board'], now: 1700, looks: 17 },
      said: ['usb/waiting'],
    });
  });

  test('the time is kept to', async () => {
    expect(await wait(5500, 5)).toMatchObject({ found: [], now: 5000 });
    expect(await wait(5500, 0)).toMatchObject({ found: [], now: 0, looks: 1 });
  });
});

// As atoi reads it: teensy.c and micronucleus.c of 7.1 and 8.2.
describe('-x wait', () => {
  const read = (text: string): WaitSetting | 'another' => {
    const { pattern, apply } = waitParameter<WaitSetting>();
    const match = text.match(pattern);
    return match ? apply({ waitSeconds: undefined }, match)! : 'another';
  };

  test.each([
    ['wait', { waitSeconds: 600 }],
    ['wait=0', { waitSeconds: 0 }],
    ['wait=30', { waitSeconds: 30 }],
    ['wait=-1', { waitSeconds: 600 }],
    ['wait=', { waitSeconds: 0 }],
    ['wait=ten', { waitSeconds: 0 }],
    ['wait=10s', { waitSeconds: 10 }],
    ['wait=010', { waitSeconds: 10 }],
    ['wait=0x10', { waitSeconds: 0 }],
    ['waiting', 'another'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
