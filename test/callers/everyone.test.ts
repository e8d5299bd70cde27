/** What everyone counts on: the exit status, and that a run ends. Number in the list of callers: C14; and C11. */
import { expect, test } from 'vitest';
import { arduinoIsp, call } from './caller.ts';

const isp = ['-c', 'avrisp', '-P', '@PORT@', '-b', '19200', '-p', 'm32u4'];

test('C11 QMK makefiles try again while there is no USBasp', async () => {
  const { status, stderr } = await call({
    args: ['-p', 'atmega32a', '-c', 'usbasp', '-U', 'flash:w:main.hex'],
    files: ['main.hex'],
  });
  expect(stderr).toContain('could not find USB device');
  expect(status).toBe(1);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the middle of a write lets the target go',
  async (signal) => {
    let sent = false;
    const seen = await call({
      args: [...isp, '-U', 'flash:w:main.hex:i'],
      device: { ...arduinoIsp, latencyMs: 2 },
      files: ['main.hex'],
      onStderr: (text, child) => {
        if (sent || !text.includes('Writing | ###')) return;
        sent = true;
        child.kill(signal);
      },
    });
    expect(sent).toBe(true);
    // As a program without a handler: the caller sees which signal it was.
    expect([seen.status, seen.signal]).toEqual([null, signal]);
    expect(seen.dump?.meta.targetHeld).toBe(false);
  },
);

test('a line that vanishes ends the run', async () => {
  let writing = false;
  const seen = await call({
    args: [...isp, '-U', 'flash:w:main.hex:i'],
    device: { ...arduinoIsp, faults: ['disconnect-after=2000'] },
    files: ['main.hex'],
    onStderr: (text) => {
      writing ||= text.includes('Writing');
    },
  });
  expect(seen.status).toBe(1);
  expect(writing).toBe(true);
});

test('a reader that goes away does not stop the programming', async () => {
  const seen = await call({
    args: [...isp, '-U', 'flash:w:main.hex:i', '-U', 'lfuse:w:0x62:m'],
    device: arduinoIsp,
    files: ['main.hex'],
    onStderr: (text, child) => {
      if (text.includes('Writing')) child.stderr?.destroy();
    },
  });
  expect(seen.status).toBe(0);
  expect(seen.dump?.memories.lfuse).toEqual(new Uint8Array([0x62]));
  expect(seen.dump?.meta.targetHeld).toBe(false);
});
