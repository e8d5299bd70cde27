/** Whatever a person can be asked and can type, on a pseudo-terminal, with the binary as it is shipped. */
import { describe, expect, test } from 'vitest';
import { hasTerminal, isp, type Running, runToEnd, start, throughIsp } from './process.ts';

const releases = ['6.4', '7.1', '8.2'] as const;
const prompt = /avrdude> (?:\x1b\[\d+G)?$/;
const interactive = [...throughIsp, '-t'];

async function atPrompt(release: string, more: Partial<Parameters<typeof start>[0]> = {}): Promise<Running> {
  const running = await start({ args: interactive, device: isp, release, terminal: true, ...more });
  await running.until('stdout', prompt);
  return running;
}

describe.runIf(hasTerminal).each(releases)('%s, on a terminal', (release) => {
  test.concurrent('a command is typed, answered, and the next prompt shown', async () => {
    const running = await atPrompt(release);
    running.type('dump signature\r');
    await running.until('stdout', /1e 95 0f[\s\S]*avrdude> (?:\x1b\[\d+G)?$/);
    running.type('quit\r');
    const { status, dump } = await running.ended;
    expect(status).toBe(0);
    expect(dump?.meta.targetHeld).toBe(false);
  });

  test.concurrent('the line can be edited: a letter taken back, one put in between, all of it taken back', async () => {
    const running = await atPrompt(release);
    running.type('nonsense\x15dum signaturex\x7f');
    for (let i = 0; i < ' signature'.length; i++) running.type('\x1b[D');
    running.type('p\r');
    await running.until('stdout', /1e 95 0f[\s\S]*avrdude> (?:\x1b\[\d+G)?$/);
    running.type('quit\r');
    expect((await running.ended).status).toBe(0);
  });

  test.concurrent('history: the arrow brings back what was typed before', async () => {
    const running = await atPrompt(release);
    running.type('dump signature\r');
    await running.until('stdout', /1e 95 0f[\s\S]*avrdude> (?:\x1b\[\d+G)?$/);
    running.type('\x1b[A\r');
    await running.until('stdout', /1e 95 0f[\s\S]*1e 95 0f[\s\S]*avrdude> (?:\x1b\[\d+G)?$/);
    running.type('quit\r');
    expect((await running.ended).status).toBe(0);
  });

  test.concurrent('lines that are pasted at once are all carried out', async () => {
    const running = await atPrompt(release);
    running.type('write eeprom 0 17\rwrite eeprom 1 34\rwrite eeprom 2 51\rquit\r');
    const { status, dump } = await running.ended;
    expect(status).toBe(0);
    expect([...(dump?.memories.eeprom?.subarray(0, 4) ?? [])]).toEqual([17, 34, 51, 255]);
  });

  test.concurrent('Ctrl-D ends it, as quit does', async () => {
    const running = await atPrompt(release);
    running.type('\x04');
    const { status, dump } = await running.ended;
    expect(status).toBe(0);
    expect(dump?.meta.targetHeld).toBe(false);
  });

  test.concurrent('Ctrl-C at the prompt lets the chip go and dies of the signal', async () => {
    const running = await atPrompt(release);
    running.type('dump ef\x03');
    const { status, dump } = await running.ended;
    expect(status).toBe(128 + 2);
    expect(dump?.meta.targetHeld).toBe(false);
  });

  test.concurrent('Ctrl-C while a memory is read lets the chip go and dies of the signal', async () => {
    const running = await start({
      args: [...throughIsp, '-U', 'flash:r:out.bin:r'],
      device: isp,
      release,
      terminal: true,
    });
    await running.until('stdout', /Reading \|[\s\S]*Reading \| #+ +\| [1-9]\d?%/);
    running.type('\x03');
    const { status, dump } = await running.ended;
    expect(status).toBe(128 + 2);
    expect(dump?.meta.targetHeld).toBe(false);
  });

  test.concurrent('a terminal that cannot edit', async () => {
    const running = await start({
      args: interactive,
      device: isp,
      release,
      terminal: true,
      env: { TERM: 'dumb' },
    });
    await running.until('stdout', /avrdude> $/);
    running.type('dump signature\r');
    await running.until('stdout', /1e 95 0f[\s\S]*avrdude> $/);
    running.type('\x04');
    expect((await running.ended).status).toBe(0);
  });

  test.concurrent('a bar is redrawn in place, and ends full', async () => {
    const args = [...throughIsp, '-U', 'flash:r:out.bin:r'];
    const running = await start({ args, device: isp, release, terminal: true });
    const { status, stdout } = await running.ended;
    expect(status).toBe(0);
    const bars = stdout
      .split(/[\r\n]+/)
      .filter((line) => line.startsWith('Reading |'))
      .map((line) => line.replace(/\d+\.\d+/, '0.00'));
    const unit = { '6.4': 's', '7.1': ' s ', '8.2': ' s ' }[release];
    expect(bars.at(-1)).toBe(`Reading | ${'#'.repeat(50)} | 100% 0.00${unit}`);
    expect(bars).toContain(`Reading | ${'#'.repeat(25).padEnd(50)} | 50% 0.00${unit}`);
  });
});

describe.runIf(hasTerminal)("6.4's question whether a fuse shall be put back", () => {
  const drifting = { ...isp, faults: ['fuse-drift=lfuse:0x00'] };
  const args = [...throughIsp, '-U', 'flash:w:0x12,0x34:m'];

  test.concurrent.each([
    ['y', true],
    ['n', false],
  ])('%s', async (answer, restored) => {
    const running = await start({ args, device: drifting, release: '6.4', terminal: true });
    await running.until('stdout', /Would you like this fuse to be changed back\? \[y\/n\] /);
    running.type(`${answer}\r`);
    const { status, stdout, dump } = await running.ended;
    expect(status).toBe(1);
    expect(stdout.includes('and is now rescued')).toBe(restored);
    expect(dump?.memories.lfuse?.[0] === 0x62).toBe(restored);
    expect(dump?.meta.targetHeld).toBe(false);
  });

  test.concurrent('Ctrl-C is no answer', async () => {
    const running = await start({ args, device: drifting, release: '6.4', terminal: true });
    await running.until('stdout', /\[y\/n\] /);
    running.type('\x03');
    const { status, dump } = await running.ended;
    expect(status).toBe(128 + 2);
    expect(dump?.meta.targetHeld).toBe(false);
  });
});

describe('control characters in what is not ours', () => {
  const name = '\x1b[31mred\x1b[0m';
  const args = ['-c', 'dryrun', '-p', 'm328p', '-U', `flash:w:${name}.hex:i`];

  test.runIf(hasTerminal).concurrent.each(releases)('%s: a person sees them as escapes', async (release) => {
    const { stdout } = await runToEnd({ args, release, terminal: true });
    expect(stdout).toContain('\\x1b[31mred\\x1b[0m.hex');
    expect(stdout).not.toContain('\x1b');
  });

  test.concurrent.each(releases)('%s: a program sees them as they are', async (release) => {
    const { stderr } = await runToEnd({ args, release });
    expect(stderr).toContain(`${name}.hex`);
  });

  test.runIf(hasTerminal).concurrent('in the part, the programmer and the port', async () => {
    for (const given of [
      ['-c', name],
      ['-c', 'dryrun', '-p', name],
      ['-c', 'avrisp', '-p', 'm8', '-P', `/dev/${name}`],
      ['-l', `/nonexistent/${name}`],
      [`-${name}`],
    ]) {
      const { stdout } = await runToEnd({ args: given, terminal: true });
      expect(stdout).not.toContain('\x1b');
      expect(stdout).toContain('\\x1b');
    }
  });
});
