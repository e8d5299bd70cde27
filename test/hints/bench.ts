import { Volume } from 'memfs';
import { vi } from 'vitest';
import { TransportError } from '../../src/model/errors.ts';
import type { FileSystem, Host } from '../../src/model/host.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { SerialSettings } from '../../src/transports/serial-transport.ts';
import { connect } from '../programmers/serial-bench.ts';
import type { DeviceSpec, SerialDevice } from '../sim/device.ts';
import { simulateAny } from '../sim/kinds.ts';

/** What somebody types, on what machine, with what at the other end of the line. */
export interface Situation {
  readonly args: readonly string[];
  readonly device?: DeviceSpec;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What opening the port fails with. */
  readonly refused?: string;
  /** Ctrl-C comes when so many pages have been sent to the device. */
  readonly interruptedAfter?: number;
}

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly memories: Readonly<Record<string, Uint8Array>>;
}

export type Switches = Readonly<Partial<Record<'AVRDUDE_HINTS' | 'AVRDUDE_GUARDS', 'always' | 'never'>>>;

/** Bytes; no other command is as long as one with a page. */
const shortestPage = 64;

/** How much of the time that is waited for really passes. */
const patience = 0.01;

/** The whole program in this process: the composition root, with time and the line to a simulated device put in. */
let line: {
  device: SerialDevice | undefined;
  refused: string | undefined;
  interrupt: () => void;
  after: number;
};

vi.doMock('../../src/host/openers.ts', () => ({
  createOpeners: () => ({
    ports: async () => [{ port: '/dev/ttySim', name: 'a board', vendor: 0, product: 0, serialNumber: '' }],
    usb: { find: async () => [] },
    serial: async (asked: SerialSettings) => {
      const { device, refused } = line;
      if (refused !== undefined) throw new TransportError(refused, refused);
      if (device === undefined || asked.port !== '/dev/ttySim') throw new TransportError('ENOENT', 'ENOENT');
      const transport = connect(device, { patience }, [], asked.baudRate);
      let sent = 0;
      return {
        ...transport,
        write: async (data: Uint8Array) => {
          if (data.length > shortestPage && ++sent === line.after) line.interrupt();
          await transport.write(data);
        },
      };
    },
  }),
}));
vi.doMock('../../src/host/clock.ts', () => {
  let now = 0;
  return {
    createClock: () => ({
      now: () => now++,
      sleep: (milliseconds: number) => {
        now += milliseconds;
        return new Promise((resolve) => setTimeout(resolve, milliseconds * patience));
      },
    }),
  };
});

/** Runs the program once. */
export async function runProgram(
  { args, device: spec, files = {}, refused, interruptedAfter = 0 }: Situation,
  release: ReleaseId,
  switches: Switches,
): Promise<Run> {
  const { run } = await import('../../src/cli/run.ts');
  const device = spec && simulateAny(spec);
  const stop = new AbortController();
  line = { device, refused, interrupt: () => stop.abort('SIGINT'), after: interruptedAfter };
  const texts = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      texts[name] += text;
    },
    writeBytes: (bytes: Uint8Array) => {
      texts[name] += Buffer.from(bytes).toString('latin1');
    },
  });
  const fs = Volume.fromJSON({}, process.cwd());
  fs.mkdirSync(process.cwd(), { recursive: true });
  for (const [name, data] of Object.entries(files)) fs.writeFileSync(name, data);
  const host: Host = {
    argv: ['avrdude', ...args],
    env: { ...switches, AVRDUDE_COMPAT: release },
    platform: 'linux',
    executable: '/usr/bin/avrdude',
    fs: fs as unknown as FileSystem,
    stdin: { isTerminal: false, readLine: async () => undefined, readAll: async () => new Uint8Array(0) },
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    openSink: () => sink('stderr'),
  };
  try {
    const status = await run(host, { interrupted: stop.signal, holdSignals: () => {} });
    return { status, ...texts, memories: device?.dump().memories ?? {} };
  } finally {
    device?.stop();
  }
}

/** Elapsed seconds, which bars show, are nobody's business here. */
export function withoutSeconds(text: string): string {
  return text.replace(/\| 100% -?\d+\.\d+ ?s/g, '| 100% 0.00s');
}
