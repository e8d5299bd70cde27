import { expect, test } from 'vitest';
import { ProtocolError, TransportError, UsageError } from '../../src/model/errors.ts';
import { bench } from './bench.ts';

const failing = (error: Error) => () => Promise.reject(error);
const flash = { 'a.hex': ':0100000000FF\n:00000001FF\n' };

test('nothing failed', async () => {
  expect((await bench({ updates: [] })).outcome).toEqual({ kind: 'ok' });
});

test('the error that a programmer gave arrives as it is, with the stage', async () => {
  const error = new TransportError('gone quiet', 'EIO');
  const { outcome, status } = await bench({ programmer: () => ({ initialize: failing(error) }) });
  expect(outcome).toEqual({ kind: 'failed', error, step: { kind: 'initialise' } });
  expect(outcome.kind === 'failed' && outcome.error).toBe(error);
  expect(status).toBe(1);
});

test('an erase that fails ends the run with its number, modulo 256', async () => {
  const error = new ProtocolError('refused', -5);
  const { outcome, status } = await bench({
    options: { erase: true },
    programmer: () => ({ chipErase: failing(error) }),
  });
  expect(outcome).toEqual({ kind: 'failed', error, step: { kind: 'erase' } });
  expect(status).toBe(251);
});

test('what a step failed of is in the outcome, with the step', async () => {
  const { outcome } = await bench({
    updates: ['hfuse:v:0x12:m'],
    chip: (chip) => {
      chip.fuses.hfuse = 0x99;
    },
  });
  expect(outcome).toMatchObject({
    kind: 'failed',
    error: { name: 'VerifyError' },
    step: { kind: 'update', update: { memory: 'hfuse', operation: 'verify' } },
  });
});

test('a mistake that 7.1 finds in the steps is one of usage', async () => {
  const { outcome } = await bench({ release: '7.1', updates: ['flush:w:a.hex:i'], files: flash });
  expect(outcome).toEqual({ kind: 'failed', error: expect.any(UsageError), step: { kind: 'check' } });
});
