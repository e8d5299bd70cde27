import { DisconnectedError, TimeoutError, TransportError } from '../../src/model/errors.ts';
import type { Part } from '../../src/model/part.ts';
import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { wordingFor } from '../../src/output/words.ts';
import type { ProgrammerContext, ProgrammerType } from '../../src/programmers/programmer.ts';
import { behaviour as behaviour64 } from '../../src/releases/6.4/behaviour.ts';
import { behaviour as behaviour71 } from '../../src/releases/7.1/behaviour.ts';
import { behaviour as behaviour82 } from '../../src/releases/8.2/behaviour.ts';
import { partFacts } from '../../src/run/part-facts.ts';
import { createUsbHidOpener } from '../../src/transports/node/usb-hid.ts';
import type { UsbDeviceInfo, UsbOpener, UsbTransport } from '../../src/transports/usb-transport.ts';
import type { DeviceSpec } from '../sim/device.ts';
import { type Request, UsbBoard } from '../sim/usb-device.ts';
import { timePassesByItself } from '../whole-run/passing-time.ts';
import { descriptionOf } from '../whole-run/usb-description.ts';
import { travelled, virtualClock } from '../whole-run/virtual-clock.ts';
import { m32u4 } from './parts.ts';

timePassesByItself();

const behaviours = { '6.4': behaviour64, '7.1': behaviour71, '8.2': behaviour82 };
const ids = {
  usbasp: { usbvid: 0x16c0, usbpid: [0x05dc], usbvendor: 'www.fischl.de', usbproduct: 'USBasp' },
  usbtiny: { usbvid: 0x1781, usbpid: [0x0c9f], usbvendor: '', usbproduct: '' },
  avrispmkII: { usbvid: 0x03eb, usbpid: [0x2104], usbvendor: '', usbproduct: '' },
  jtag2: { usbvid: 0x03eb, usbpid: [0x2103], usbvendor: '', usbproduct: '' },
  stk500v2: { usbvid: 0, usbpid: [], usbvendor: '', usbproduct: '' },
  ch341a: {
    ...{ usbvid: 0x1a86, usbpid: [0x5512], usbvendor: 'wch.cn', usbproduct: 'CH341A' },
    pins: { reset: { pins: [0], inverted: [] } },
  },
} as const;

/** What is asked of a programmer under test. */
export interface BenchSettings {
  readonly id: keyof typeof ids;
  readonly release?: ReleaseId;
  readonly part?: Part;
  readonly port?: string;
  /** Seconds. */
  readonly bitClock?: number;
  readonly verbosity?: number;
  readonly extended?: readonly string[];
  /** What opening a device gives instead. */
  readonly forbidden?: string;
}

/** A context over simulated boards, and what was said in it: `level: text`, the program's name as `avrdude: `. */
export function bench(
  boards: readonly UsbBoard[],
  settings: BenchSettings,
): { context: ProgrammerContext; said: string[]; waited: number[] } {
  const { id, release = '6.4', bitClock, verbosity = 0 } = settings;
  const said: string[] = [];
  const waited: number[] = [];
  let hushed = false;
  const emit = (event: Event): void => {
    if (event.kind === 'hush') hushed = event.on;
    if (event.kind === 'hint') said.push(`hint: ${event.text}`);
    if (event.kind !== 'notice' || hushed) return;
    const words = wordingFor(event.message, lineageOf(release))?.(event.facts) ?? [];
    for (const { level, text, lead } of Array.isArray(words) ? words : [words]) {
      const margin = lead === 'program' ? 'avrdude: ' : lead === 'indent' ? '         ' : '';
      said.push(`${level}: ${margin}${text}`);
    }
  };
  const usb = openerOf(boards, settings.forbidden);
  const context = {
    entry: { ids: [id], progModes: ['ISP'], extraFeatures: 64, ...ids[id] },
    id,
    part: settings.part ?? m32u4,
    port: settings.port ?? 'usb',
    bitClock,
    bitClockGiven: bitClock !== undefined,
    extended: settings.extended ?? [],
    verbosity,
    behaviour: behaviours[release],
    open: { usb, hid: createUsbHidOpener(async () => usb) },
    platform: 'linux',
    clock: {
      now: virtualClock.now,
      sleep: (milliseconds: number) => {
        waited.push(milliseconds);
        return virtualClock.sleep(milliseconds);
      },
    },
    emit,
    facts: partFacts,
  } as unknown as ProgrammerContext;
  return { context, said, waited };
}

/**
 * A programmer with a target in programming mode behind it.
 * @param spec its `kind` is the programmer's id, too
 */
export async function started(
  type: ProgrammerType,
  spec: DeviceSpec & { readonly kind: BenchSettings['id'] },
  settings: Omit<BenchSettings, 'id'> = {},
) {
  const board = new UsbBoard(spec);
  const made = bench([board], { ...settings, id: spec.kind });
  const programmer = type.create(made.context);
  await programmer.open();
  await programmer.initialize();
  return { ...made, board, programmer };
}

/** Only what is loud enough to be seen without `-v`. */
export function aloud(said: readonly string[]): string[] {
  return said.filter((line) => !/^(notice|notice2|debug|trace|trace2|hint): /.test(line));
}

function openerOf(boards: readonly UsbBoard[], forbidden: string | undefined): UsbOpener {
  const infoOf = (board: UsbBoard, index: number, strings: boolean): UsbDeviceInfo => {
    const { device, strings: texts } = board.firmware.descriptors;
    const text = (at: number): string | undefined => (strings ? texts[device[at]! - 1] : undefined);
    return {
      vendorId: device[8]! + device[9]! * 256,
      productId: device[10]! + device[11]! * 256,
      release: device[12]! + device[13]! * 256,
      vendor: text(14),
      product: text(15),
      serial: text(16),
      bus: '001',
      device: String(index + 2).padStart(3, '0'),
    };
  };
  const failure = forbidden === undefined ? undefined : new TransportError('not allowed', forbidden);
  return {
    find: async ({ vendorId, productIds, strings }) =>
      boards
        .map((board, index) => infoOf(board, index, strings))
        .filter((info) => info.vendorId === vendorId && productIds.includes(info.productId))
        .map((info) => ({ info, failure: strings ? failure : undefined })),
    describe: async ({ device }) => descriptionOf(boards[Number(device) - 2]!.firmware.descriptors),
    list: async () => boards.map((board, index) => infoOf(board, index, false)),
    open: async (info) => {
      if (failure) throw failure;
      return connect(boards[Number(info.device) - 2]!, info);
    },
  };
}

function connect(board: UsbBoard, info: UsbDeviceInfo): UsbTransport {
  const transferred = async (request: Request, timeoutMs: number): Promise<Uint8Array> => {
    if (!board.has(request.endpoint)) throw new TransportError('no such endpoint', 'ENOENT');
    await travelled();
    const transfer = board.submit(request);
    const deadline = setTimeout(() => transfer.cancel(), timeoutMs);
    const outcome = await transfer.done;
    clearTimeout(deadline);
    if (outcome.kind === 'done') return outcome.data;
    if (outcome.kind === 'gone') throw new DisconnectedError('gone', 'ENODEV');
    if (outcome.kind === 'broken') throw new TransportError('no answer on the bus', 'EPROTO');
    if (outcome.kind === 'stalled') throw new TransportError('stalled', 'EPIPE');
    throw new TimeoutError('no answer');
  };
  return {
    info,
    bulkIn: (endpoint, length, timeoutMs) =>
      transferred({ endpoint: endpoint | 0x80, data: new Uint8Array(0), length }, timeoutMs),
    bulkOut: async (endpoint, data, timeoutMs) => {
      await transferred({ endpoint: endpoint & 0x7f, data, length: data.length }, timeoutMs);
    },
    claim: async () => {},
    configure: async () => {},
    reset: async () => {},
    close: async () => {},
    control({ requestType, request, value, index, data, timeoutMs }) {
      const isIn = typeof data === 'number';
      const setup = { requestType, request, value, index, length: isIn ? data : data.length };
      return transferred({ endpoint: 0, setup, data: isIn ? new Uint8Array(0) : data }, timeoutMs);
    },
  };
}

/** Bytes without a pattern that a wrong address could hide in. */
function sample(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + seed) & 0xff);
}

/** A run of pages, each with contents of its own. */
export function pages(count: number, size = 128, start = 0): { address: number; data: Uint8Array }[] {
  return Array.from({ length: count }, (_, i) => ({ address: start + i * size, data: sample(size, i) }));
}

/** Where a run of pages lies, for reading it. */
export function ranges(run: readonly { address: number; data: Uint8Array }[]) {
  return run.map(({ address, data }) => ({ address, length: data.length }));
}
