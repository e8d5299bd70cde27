import { createAdviser } from '../../src/hints/adviser.ts';
import { DisconnectedError, TransportError } from '../../src/model/errors.ts';
import type { Part } from '../../src/model/part.ts';
import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { SerialPortInfo } from '../../src/model/serial-port.ts';
import type { Event } from '../../src/output/events.ts';
import { wordingFor } from '../../src/output/words.ts';
import type { ProgrammerContext } from '../../src/programmers/programmer.ts';
import { behaviour as behaviour64 } from '../../src/releases/6.4/behaviour.ts';
import { behaviour as behaviour71 } from '../../src/releases/7.1/behaviour.ts';
import { behaviour as behaviour82 } from '../../src/releases/8.2/behaviour.ts';
import { ByteQueue } from '../../src/transports/byte-queue.ts';
import type { SerialSettings, SerialTransport } from '../../src/transports/serial-transport.ts';
import type { SerialDevice } from '../sim/device.ts';
import { timePassesByItself } from '../whole-run/passing-time.ts';
import { travelled, virtualClock } from '../whole-run/virtual-clock.ts';
import { classic } from './parts.ts';

timePassesByItself();

const behaviours = { '6.4': behaviour64, '7.1': behaviour71, '8.2': behaviour82 };
/** What is asked of a programmer under test. */
export interface SerialBenchSettings {
  readonly id: string;
  readonly release?: ReleaseId;
  readonly part?: Part;
  readonly extended?: readonly string[];
  readonly extraFeatures?: number;
  readonly force?: boolean;
  readonly bitClock?: number;
  /** How the device's bytes arrive: as they are sent, or one at a time. */
  readonly pieces?: 'whole' | 'bytes';
  /** What the first openings fail with (codes). */
  readonly openFailures?: string[];
  /** The ports that are listed. */
  readonly ports?: readonly SerialPortInfo[];
  /** The only rate at which bytes get through. */
  readonly rate?: number;
}

/** A context over a simulated device in this process, and what was said in it: `level: text`. */
export function serialBench(
  device: SerialDevice,
  settings: SerialBenchSettings,
): { context: ProgrammerContext; said: string[]; opened: SerialSettings[]; lines: string[] } {
  const { id, release = '6.4', bitClock } = settings;
  const said: string[] = [];
  const opened: SerialSettings[] = [];
  const lines: string[] = [];
  const advise = createAdviser(true);
  let hushed = false;
  const emit = (event: Event): void => {
    if (event.kind === 'hush') hushed = event.on;
    if (event.kind === 'hint') said.push(`hint: ${event.text}`);
    for (const { text } of advise(event)) said.push(`hint: ${text}`);
    if (event.kind === 'extended-unsupported') said.push('extended-unsupported');
    if (event.kind !== 'notice' || hushed) return;
    const words = wordingFor(event.message, lineageOf(release))?.(event.facts) ?? [];
    for (const { level, text, lead } of Array.isArray(words) ? words : [words]) {
      const margin = lead === 'program' ? 'avrdude: ' : lead === 'indent' ? '         ' : '';
      said.push(`${level}: ${margin}${text}`);
    }
  };
  const context = {
    entry: { ids: [id], extraFeatures: settings.extraFeatures ?? 0, progModes: [] },
    id,
    part: settings.part ?? classic,
    port: '/dev/ttySim',
    baudRate: undefined,
    bitClock,
    bitClockGiven: bitClock !== undefined,
    extended: settings.extended ?? [],
    exitSpecs: [],
    force: settings.force ?? false,
    verbosity: 0,
    touch: false,
    behaviour: behaviours[release],
    open: {
      serial: async (asked: SerialSettings) => {
        opened.push(asked);
        const failure = settings.openFailures?.shift();
        if (failure) throw new TransportError(failure, failure);
        device.rate(asked.baudRate);
        return connect(device, settings, lines, asked.baudRate);
      },
      ports: async () => settings.ports ?? [],
    },
    clock: virtualClock,
    platform: 'linux',
    facts: {
      fuseFields: async () => undefined,
      resetValues: async () => [],
      opcodes: async () => undefined,
      vectors: async () => [],
    },
    emit,
  } as unknown as ProgrammerContext;
  return { context, said, opened, lines };
}

/** Only what is loud enough to be seen without `-v`. */
export function aloud(said: readonly string[]): string[] {
  return said.filter((line) => !/^(notice|notice2|debug|trace|trace2): /.test(line));
}

/** A line to a device in this process. */
export function connect(
  device: SerialDevice,
  settings: Pick<SerialBenchSettings, 'pieces' | 'rate'>,
  lines: string[],
  baudRate: number,
): SerialTransport {
  let rate = baudRate;
  const queue = new ByteQueue();
  device.onData = (data) => {
    if (settings.pieces === 'bytes') for (const byte of data) queue.push(Uint8Array.of(byte));
    else queue.push(data.slice());
  };
  device.onHangUp = () => queue.fail(new DisconnectedError('gone', 'EIO'));
  device.open();
  return {
    write: async (data) => {
      if (queue.failed) throw queue.failed;
      if (settings.rate === undefined || settings.rate === rate) device.receive(data);
      await travelled();
    },
    read: (length, timeoutMs) => queue.take(length, timeoutMs),
    drain: (idleMs) => queue.drain(idleMs),
    setLines: async ({ dtr, rts }) => {
      lines.push(`dtr ${dtr} rts ${rts}`);
    },
    setBaudRate: async (asked) => {
      rate = asked;
      device.rate(asked);
    },
    close: async () => device.close(),
  };
}

/** Pages of a memory with something in each byte. */
export function samplePages(count: number, size: number, start = 0) {
  return Array.from({ length: count }, (_, page) => ({
    address: start + page * size,
    data: Uint8Array.from({ length: size }, (_, i) => (i * 73 + page * 31 + (i >> 3)) & 0xff),
  }));
}

export function rangesOf(run: readonly { address: number; data: Uint8Array }[]) {
  return run.map(({ address, data }) => ({ address, length: data.length }));
}
