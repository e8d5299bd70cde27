/** Wherever the binary waits: the first signal lets the chip go and ends it, and whoever called sees which signal. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isp, type Running, type Setup, start, throughIsp } from './process.ts';

const releases = ['6.4', '7.1', '8.2'] as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Sends the first signal, and no other. */
async function endedBy(running: Running, signal: NodeJS.Signals = 'SIGTERM') {
  running.child.kill(signal);
  const { status, signal: died, dump } = await running.ended;
  return { status, died, held: dump?.meta.targetHeld };
}
const released = (signal: NodeJS.Signals = 'SIGTERM') => ({ status: null, died: signal, held: false });
const dead = { status: null, died: 'SIGTERM', held: undefined };

/** Waits until the chip has been asked something, and then until nothing more comes. */
async function silence({ when, device }: Running): Promise<void> {
  let last = -1;
  let calls = 0;
  await when(() => {
    const { bytesFromHost } = device?.dump().meta ?? { bytesFromHost: 0 };
    calls = bytesFromHost > 0 && bytesFromHost === last ? calls + 1 : 0;
    last = bytesFromHost;
    return calls >= 25;
  });
}

describe.each(releases)('%s, at the prompt of -t on a pipe', (release) => {
  test.concurrent.each(signals)('%s', async (signal) => {
    const running = await start({ args: [...throughIsp, '-t'], device: isp, release });
    await running.until('stdout', /avrdude> $/);
    expect(await endedBy(running, signal)).toEqual(released(signal));
  });
});

/** A run that reads or writes a pipe whose other end nobody has opened. */
async function atPipe(setup: Omit<Setup, 'args'> & { args: (fifo: string) => readonly string[] }) {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  return { fifo, running: await start({ ...setup, args: setup.args(fifo) }) };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(releases)('%s, at a pipe that nobody writes to', (release) => {
  test.concurrent('as configuration', async () => {
    const { running } = await atPipe({ args: (fifo) => ['-C', fifo, '-c', 'dryrun', '-p', 'm8'], release });
    await pause(500);
    expect(await endedBy(running)).toEqual(dead);
  });

  test.concurrent('as configuration in addition', async () => {
    const { running } = await atPipe({
      args: (fifo) => ['-C', `+${fifo}`, '-c', 'dryrun', '-p', 'm8'],
      release,
    });
    await pause(500);
    expect(await endedBy(running)).toEqual(dead);
  });

  test.concurrent('as a log file', async () => {
    const { running } = await atPipe({ args: (fifo) => ['-l', fifo, '-c', 'dryrun', '-p', 'm8'], release });
    await pause(500);
    expect(await endedBy(running)).toEqual(dead);
  });

  test.concurrent.each(['w', 'v', 'r'])('as the file of flash:%s:', async (operation) => {
    const { running } = await atPipe({
      args: (fifo) => [...throughIsp, '-U', `flash:${operation}:${fifo}:r`],
      device: isp,
      release,
    });
    await running.when(() => (running.device?.dump().meta.opens ?? 0) > 0);
    await silence(running);
    expect(await endedBy(running)).toEqual(released());
  });

  test.concurrent('as a file that is written to, but does not end', async () => {
    const { fifo, running } = await atPipe({
      args: (path) => [...throughIsp, '-U', `flash:w:${path}:i`],
      device: isp,
      release,
    });
    const writer = openSync(fifo, 'r+');
    writeFileSync(writer, ':0100000012');
    await silence(running);
    expect(await endedBy(running)).toEqual(released());
  });
});

describe('8.2, in the terminal', () => {
  test.concurrent.each(['include @', 'disasm -t=@ flash 0 4', 'save flash @', 'write flash 0 @:r'])(
    '%s on a pipe that nobody opens',
    async (command) => {
      const { running } = await atPipe({
        args: (fifo) => [...throughIsp, '-T', command.replace('@', fifo)],
        device: isp,
        release: '8.2',
      });
      await silence(running);
      expect(await endedBy(running)).toEqual(released());
    },
  );

  test.concurrent('a shell that is waited for', async () => {
    const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, 'shell.conf'), 'allow_subshells = yes;\n');
    const args = [
      '-C',
      `+${folder}/shell.conf`,
      ...throughIsp,
      '-T',
      `!touch ${folder}/began; exec sleep 30`,
    ];
    // What the shell runs has our streams, too, and outlives the process.
    const running = await start({ args, device: isp, release: '8.2', unread: [] });
    await running.when(() => existsSync(join(folder, 'began')));
    const ended = await endedBy(running);
    process.kill(-(running.child.pid ?? 0), 'SIGKILL');
    expect(ended).toEqual(released());
  });

  test.concurrent('a long script that never waits for the device', async () => {
    const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, '0'), 'quell 1\n'.repeat(1_000_000));
    const running = await start({
      args: [...throughIsp, '-T', `include ${folder}/0`],
      device: isp,
      release: '8.2',
    });
    await silence(running);
    expect(await endedBy(running)).toEqual(released());
  });
});

describe.each(releases)('%s, when nobody reads what it prints', (release) => {
  // More than any pipe or socket holds, while the chip is in programming mode.
  const much = 'part\n'.repeat(2000);
  const args = [...throughIsp, '-t'];

  test.concurrent('on a socket', async () => {
    const running = await start({ args, device: isp, release, unread: ['stdout', 'stderr'] });
    running.type(much);
    await running.when(() => running.device?.dump().meta.targetHeld === true);
    await silence(running);
    expect(await endedBy(running)).toEqual(released());
  });

  test.concurrent('on a pipe', async () => {
    const fifo = join(execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    // Opened by somebody who reads nothing.
    const reader = openSync(fifo, 'r+');
    const running = await start({ args, device: isp, release, redirect: `>${fifo} 2>&1` });
    running.type(much);
    await running.when(() => running.device?.dump().meta.targetHeld === true);
    await silence(running);
    const ended = await endedBy(running);
    closeSync(reader);
    expect(ended).toEqual(released());
  });
});
