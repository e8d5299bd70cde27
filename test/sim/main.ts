import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { type Carrier, servePty, serveTcp } from './carrier.ts';
import type { SerialDevice } from './device.ts';
import { writeDump } from './dump.ts';
import { SERIAL_KINDS, simulateAny, UPDI_KINDS } from './kinds.ts';
import { readMemoryFile } from './memory-file.ts';
import { PSEUDO_TERMINALS } from './pseudo-terminal.ts';

const USAGE = `usage: sim --kind KIND --part PART [options] [-- COMMAND … @PORT@ …]
Simulates a programmer and its target on a pseudo-terminal (on TCP where none can be made) and runs COMMAND against it, or serves until stdin ends.
  --kind KIND         ${[...Object.keys(SERIAL_KINDS), ...Object.keys(UPDI_KINDS)].sort().join(' ')}
  --tcp [PORT]        on TCP instead (--tcp 0: any free port); @PORT@ is then net:127.0.0.1:PORT
  --link PATH         a symbolic link to the pseudo-terminal
  --mem NAME=VALUE    contents of a memory: a number, or a file (Intel hex or raw); repeatable
  --opt NAME=VALUE    option of the kind; repeatable
  --fault NAME=VALUE  repeatable
  --dump FOLDER       writes the memories and meta.json at the end
  --check NAME=VALUE  what the memory must hold at the end; says so, and makes the status 1 if not; repeatable
  --latency MS        before each reply
  --timing            the chip is busy after writes
  --timeout S         ends COMMAND`;

/** Runs the simulator's command line. @returns the exit status: COMMAND's, 124 when it had to be ended, 2 on wrong usage */
async function main(args: readonly string[]): Promise<number> {
  const split = args.indexOf('--');
  const command = split < 0 ? [] : args.slice(split + 1);
  const { values } = parseArgs({
    args: split < 0 ? [...args] : args.slice(0, split),
    options: {
      kind: { type: 'string' },
      part: { type: 'string', default: 'm32u4' },
      tcp: { type: 'string' },
      link: { type: 'string' },
      mem: { type: 'string', multiple: true, default: [] },
      opt: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      dump: { type: 'string' },
      check: { type: 'string', multiple: true, default: [] },
      latency: { type: 'string', default: '0' },
      timing: { type: 'boolean', default: false },
      timeout: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.kind) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const device = simulateAny({
    kind: values.kind,
    part: values.part,
    options: values.opt,
    faults: values.fault,
    latencyMs: Number(values.latency),
    timing: values.timing,
    memories: Object.fromEntries(values.mem.map(preset)),
  });
  const carrier = await (values.tcp === undefined && PSEUDO_TERMINALS
    ? servePty(device, values.link)
    : serveTcp(device, Number(values.tcp ?? 0)));
  const started = performance.now();
  const status =
    command.length > 0
      ? await run(command, carrier, Number(values.timeout ?? 0))
      : await untilStdinEnds(carrier);
  const seconds = (performance.now() - started) / 1000;
  await carrier.close();
  if (values.dump) writeDump(device.dump(), values.dump, { command, exit: status, seconds });
  return values.check.map((check) => holds(device, check)).includes(false) ? status || 1 : status;
}

/** Compares a memory with what it should hold, and says the result. */
function holds(device: SerialDevice, check: string): boolean {
  const [name, value] = preset(check);
  const memory = device.dump().memories[name];
  const wanted = typeof value === 'number' ? [value] : [...value];
  const ok = memory !== undefined && wanted.every((byte, i) => byte === memory[i]);
  const held = memory && memory.length <= 4 ? `, which holds 0x${Buffer.from(memory).toString('hex')}` : '';
  process.stdout.write(
    `${ok ? 'as it should be' : 'WRONG'}: ${name}${held} (${check.slice(name.length + 1)})\n`,
  );
  return ok;
}

function preset(given: string): [string, Uint8Array | number] {
  const name = given.split('=', 1)[0]!;
  const value = given.slice(name.length + 1);
  return [name, /^(0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : readMemoryFile(value)];
}

function untilStdinEnds(carrier: Carrier): Promise<number> {
  process.stdout.write(`READY ${carrier.port}\n`);
  return new Promise((resolve) => {
    process.stdin.resume().once('end', () => resolve(0));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0));
  });
}

function run(command: readonly string[], carrier: Carrier, timeoutSeconds: number): Promise<number> {
  const [file = '', ...args] = command.map((word) => word.replaceAll('@PORT@', carrier.port));
  const child = spawn(file, args, { stdio: 'inherit' });
  let expired = false;
  const timer = timeoutSeconds
    ? setTimeout(() => {
        expired = true;
        child.kill('SIGKILL');
      }, timeoutSeconds * 1000)
    : undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve(expired ? 124 : (code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  });
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`sim: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  },
);
