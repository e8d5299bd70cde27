import { expect, test } from 'vitest';
import { ProtocolError, TargetError } from '../../src/model/errors.ts';
import { type Event, notice } from '../../src/output/events.ts';
import { fail } from '../../src/output/fail.ts';
import { defineMessage, said } from '../../src/output/words.ts';

const tooHigh = defineMessage<{ volts: number }>('test/too-high', {
  '6.4': ({ volts }) => said('info', `${volts} V is too high\n`),
});

function caught(deed: () => never): unknown {
  try {
    return deed();
  } catch (error) {
    return error;
  }
}

test('says it, and throws the error with name and facts of what was said', () => {
  const events: Event[] = [];
  const event = notice(tooHigh, { volts: 6 });
  const error = new ProtocolError('refused', -3);
  expect(caught(() => fail((one) => events.push(one), event, error))).toBe(error);
  expect(events).toEqual([event]);
  expect(error.said).toEqual({ name: 'test/too-high', facts: { volts: 6 } });
});

test('a fact of the run is called by its kind', () => {
  const error = caught(() => fail(() => {}, { kind: 'input-failed', file: 'a.hex' }, new TargetError('no')));
  expect((error as TargetError).said).toEqual({ name: 'input-failed', facts: { file: 'a.hex' } });
});

test('an error made of another has what was said of that', () => {
  const cause = new ProtocolError('refused').saying({ name: 'test/too-high', facts: { volts: 6 } });
  expect(new TargetError('so it did not work', -1, { cause }).said).toBe(cause.said);
  expect(new TargetError('nothing said').said).toBeUndefined();
});
