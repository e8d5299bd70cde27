import { ProtocolError, TransportError } from '../../model/errors.ts';
import type { DeviceFile, DeviceFiles } from '../../transports/device-files.ts';
import { request } from './requests.ts';

/**
 * Lines of a GPIO chip by its character device, version 2 of that interface (linux/gpio.h; since Linux 5.10). Lines that are asked
 * for together are set together, in one call.
 */

const type = 0xb4;
const configSize = 272;
const requests = {
  getChipInfo: request('read', type, 0x01, 68),
  getLine: request('both', type, 0x07, 592),
  setConfig: request('both', type, 0x0d, configSize),
  getValues: request('both', type, 0x0e, 16),
  setValues: request('both', type, 0x0f, 16),
} as const;

const flags = { input: 1 << 2, output: 1 << 3 } as const;
const attributes = { flags: 1, outputValues: 2 } as const;
/** Where the fields of a line request are. */
const lineRequest = { consumer: 256, config: 288, lineCount: 560, file: 588 } as const;
/** Where the fields of its configuration are. */
const config = { flags: 0, attributeCount: 8, attributes: 32, attributeSize: 24 } as const;

/** What a line is used for, and what it is driven to at first. */
export interface LineUse {
  readonly offset: number;
  readonly direction: 'input' | 'output';
  readonly high: boolean;
}

/** Lines that this program has, by their place among those it asked for. */
export class GpioLines {
  readonly #file: DeviceFile;
  readonly #count: number;

  constructor(file: DeviceFile, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** Sets lines at once. @param mask which, a bit for each @param bits to what */
  set(mask: number, bits: number): void {
    this.#file.ioctl(requests.setValues, values(bits, mask));
  }

  /** @param mask which @returns how they stand, the others 0 */
  get(mask: number): number {
    const asked = values(0, mask);
    this.#file.ioctl(requests.getValues, asked);
    return view(asked).getUint32(0, true);
  }

  /** Drives the lines of the mask only, as they are driven now, and makes inputs of the others. @param bits what those are driven to */
  drive(mask: number, bits: number): void {
    const configuration = new Uint8Array(configSize);
    encodeConfig(view(configuration), lines(this.#count), mask, bits);
    this.#file.ioctl(requests.setConfig, configuration);
  }

  close(): void {
    this.#file.close();
  }
}

/** An open GPIO chip. */
export class GpioChip {
  readonly #files: DeviceFiles;
  readonly #file: DeviceFile;

  /** @throws TransportError; with the code ENOTTY if the file is no GPIO chip */
  constructor(files: DeviceFiles, path: string) {
    this.#files = files;
    this.#file = files.open(path, 'both');
  }

  /** How many lines it has. */
  lineCount(): number {
    const info = new Uint8Array(68);
    this.#file.ioctl(requests.getChipInfo, info);
    return view(info).getUint32(64, true);
  }

  /** Takes lines, all or none. @throws TransportError (EBUSY: somebody has one; EINVAL: there is no such line, or twice the same) */
  request(consumer: string, uses: readonly LineUse[]): GpioLines {
    const asked = new Uint8Array(592);
    const fields = view(asked);
    for (const [index, { offset }] of uses.entries()) fields.setUint32(4 * index, offset, true);
    asked.set(new TextEncoder().encode(consumer).subarray(0, 31), lineRequest.consumer);
    const maskOf = (matches: (use: LineUse) => boolean) =>
      uses.reduce((mask, use, index) => (matches(use) ? mask | (1 << index) : mask), 0);
    const outputs = maskOf(({ direction }) => direction === 'output');
    encodeConfig(
      new DataView(asked.buffer, lineRequest.config, configSize),
      lines(uses.length),
      outputs,
      maskOf(({ high }) => high),
    );
    fields.setUint32(lineRequest.lineCount, uses.length, true);
    this.#file.ioctl(requests.getLine, asked);
    const descriptor = fields.getInt32(lineRequest.file, true);
    if (descriptor < 0) throw new ProtocolError('the GPIO chip has given no file for its lines');
    return new GpioLines(this.#files.adopt(descriptor), uses.length);
  }

  close(): void {
    this.#file.close();
  }
}

/** Which of the lines cannot be had: the first that is refused when they are asked for one by one, in their order. */
export function refusedLine(
  chip: GpioChip,
  consumer: string,
  uses: readonly LineUse[],
): { readonly use: LineUse; readonly error: TransportError } | undefined {
  const held: GpioLines[] = [];
  try {
    for (const use of uses) {
      try {
        // As inputs, so that nothing moves.
        held.push(chip.request(consumer, [{ ...use, direction: 'input', high: false }]));
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        return { use, error };
      }
    }
    return undefined;
  } finally {
    for (const line of held) line.close();
  }
}

function encodeConfig(fields: DataView, all: number, outputs: number, bits: number): void {
  const inputs = all & ~outputs;
  const sets = [
    ...(outputs === 0 ? [] : [{ id: attributes.outputValues, value: bits & outputs, mask: outputs }]),
    ...(inputs === 0 || outputs === 0 ? [] : [{ id: attributes.flags, value: flags.input, mask: inputs }]),
  ];
  fields.setUint32(config.flags, outputs === 0 ? flags.input : flags.output, true);
  fields.setUint32(config.attributeCount, sets.length, true);
  for (const [index, { id, value, mask }] of sets.entries()) {
    const at = config.attributes + index * config.attributeSize;
    fields.setUint32(at, id, true);
    fields.setUint32(at + 8, value, true);
    fields.setUint32(at + 16, mask, true);
  }
}

function values(bits: number, mask: number): Uint8Array {
  const fields = new Uint8Array(16);
  view(fields).setUint32(0, bits, true);
  view(fields).setUint32(8, mask, true);
  return fields;
}

/** A mask of so many lines; there are never more than fourteen. */
const lines = (count: number): number => (1 << count) - 1;
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
