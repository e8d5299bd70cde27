import type { Outcome, Request, Setup, UsbBoard } from './usb-device.ts';

/** Memory of the process that made a system call. */
export interface CallerMemory {
  read(address: bigint, length: number): Promise<Buffer>;
  write(address: bigint, data: Uint8Array): Promise<void>;
}

/** Linux's error numbers. */
const E = {
  ENOENT: 2,
  EAGAIN: 11,
  EBUSY: 16,
  ENODEV: 19,
  EINVAL: 22,
  ENOTTY: 25,
  EPIPE: 32,
  ENODATA: 61,
  EPROTO: 71,
  EOVERFLOW: 75,
} as const;

/** `USBDEVFS_…` of linux/usbdevice_fs.h on 64-bit machines. */
const request = {
  control: 0xc0185500,
  setInterface: 0x80085504,
  setConfiguration: 0x80045505,
  getDriver: 0x41045508,
  submitUrb: 0x8038550a,
  discardUrb: 0x550b,
  reapUrb: 0x4008550c,
  reapUrbNoDelay: 0x4008550d,
  claim: 0x8004550f,
  release: 0x80045510,
  ioctl: 0xc0105512,
  reset: 0x5514,
  clearHalt: 0x80045515,
  capabilities: 0x8004551a,
  disconnectClaim: 0x8108551b,
  speed: 0x551f,
} as const;

/** Types of a URB, `USBDEVFS_URB_TYPE_…`. */
const urbType = { interrupt: 1, control: 2, bulk: 3 } as const;

/** Bytes of a setup packet, which stands in front of a control transfer's data. */
const setupLength = 8;

interface Urb {
  readonly address: bigint;
  /** Where what the device sends is put. */
  readonly buffer: bigint;
  /** Bytes that go out. */
  readonly sends: number;
  readonly cancel: () => void;
  outcome: Outcome | undefined;
}

/** One opening of a device's node: what the kernel's usbfs does with it. */
export class UsbFile {
  private readonly board: UsbBoard;
  private readonly memory: CallerMemory;
  private readonly changed: () => void;
  private readonly pending = new Map<bigint, Urb>();
  private readonly done: Urb[] = [];

  /** @param changed told when there may be something to reap, or no longer */
  constructor(board: UsbBoard, memory: CallerMemory, changed: () => void) {
    this.board = board;
    this.memory = memory;
    this.changed = changed;
  }

  /** Whether poll(2) would say so. */
  get ready(): boolean {
    return this.done.length > 0 || this.board.gone;
  }

  close(): void {
    for (const urb of this.pending.values()) urb.cancel();
    this.pending.clear();
    this.done.length = 0;
  }

  /** @returns the call's result, negative for an error number */
  async ioctl(number: number, argument: bigint): Promise<number> {
    switch (number) {
      case request.capabilities:
        await this.memory.write(argument, Uint8Array.of(0x1d, 0, 0, 0));
        return 0;
      case request.control:
        return this.control(argument);
      case request.submitUrb:
        return this.submit(argument);
      case request.reapUrb:
      case request.reapUrbNoDelay:
        return this.reap(argument);
      case request.discardUrb: {
        const urb = this.pending.get(argument);
        urb?.cancel();
        return urb ? 0 : -E.EINVAL;
      }
      case request.claim:
        return this.board.busy ? -E.EBUSY : 0;
      case request.disconnectClaim:
        return this.board.busy ? -E.EBUSY : 0;
      case request.release:
      case request.setInterface:
      case request.clearHalt:
        return 0;
      case request.setConfiguration:
      case request.reset:
        this.board.configure();
        return 0;
      case request.getDriver:
      case request.ioctl:
        return -E.ENODATA;
      case request.speed:
        return 1;
      default:
        return -E.ENOTTY;
    }
  }

  /** USBDEVFS_CONTROL: a whole transfer while the caller waits. */
  private async control(argument: bigint): Promise<number> {
    if (this.board.gone) return -E.ENODEV;
    const call = await this.memory.read(argument, 24);
    const setup = setupOf(call);
    const timeout = call.readUInt32LE(8);
    const buffer = call.readBigUInt64LE(16);
    const data =
      isIn(setup) || setup.length === 0 ? Buffer.alloc(0) : await this.memory.read(buffer, setup.length);
    const transfer = this.board.submit({ endpoint: 0, setup, data });
    const timer = timeout > 0 ? setTimeout(() => transfer.cancel(), timeout) : undefined;
    const outcome = await transfer.done;
    clearTimeout(timer);
    if (outcome.kind !== 'done') return outcome.kind === 'cancelled' ? -110 : statusOf(outcome);
    if (!isIn(setup)) return setup.length;
    if (outcome.data.length > 0) await this.memory.write(buffer, outcome.data);
    return outcome.data.length;
  }

  private async submit(argument: bigint): Promise<number> {
    const call = await this.memory.read(argument, 56);
    if (this.board.gone) return -E.ENODEV;
    const start = call.readBigUInt64LE(16);
    const request = await this.requestOf(call.readUInt8(0), call.readUInt8(1), start, call.readInt32LE(24));
    if (!request || !this.board.has(request.endpoint)) return -E.ENOENT;
    const { setup, data } = request;
    const transfer = this.board.submit(request);
    const urb: Urb = {
      address: argument,
      buffer: start + BigInt(setup ? setupLength : 0),
      sends: data.length,
      cancel: transfer.cancel,
      outcome: undefined,
    };
    this.pending.set(argument, urb);
    void transfer.done.then((outcome) => {
      if (!this.pending.delete(argument)) return;
      urb.outcome = outcome;
      this.done.push(urb);
      this.changed();
    });
    return 0;
  }

  /** @returns undefined for what no device of ours has */
  private async requestOf(
    type: number,
    endpoint: number,
    buffer: bigint,
    length: number,
  ): Promise<Request | undefined> {
    if (type === urbType.control && (endpoint & 0x0f) === 0) {
      const head = await this.memory.read(buffer, length);
      const setup = setupOf(head);
      const end = setupLength + (isIn(setup) ? 0 : setup.length);
      return { endpoint: 0, setup, data: head.subarray(setupLength, end) };
    }
    if ((type !== urbType.bulk && type !== urbType.interrupt) || (endpoint & 0x0f) === 0) return undefined;
    const data = endpoint & 0x80 ? new Uint8Array(0) : await this.memory.read(buffer, length);
    return { endpoint, data, length };
  }

  private async reap(argument: bigint): Promise<number> {
    const urb = this.done.shift();
    if (!urb?.outcome) return this.board.gone ? -E.ENODEV : -E.EAGAIN;
    const { outcome } = urb;
    const data = outcome.kind === 'done' ? outcome.data : new Uint8Array(0);
    const length = outcome.kind === 'done' ? data.length || urb.sends : 0;
    if (data.length > 0) await this.memory.write(urb.buffer, data);
    await this.memory.write(urb.address + 4n, int32(statusOf(outcome)));
    await this.memory.write(urb.address + 28n, int32(length));
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(urb.address);
    await this.memory.write(argument, pointer);
    this.changed();
    return 0;
  }
}

function setupOf(bytes: Buffer): Setup {
  return {
    requestType: bytes.readUInt8(0),
    request: bytes.readUInt8(1),
    value: bytes.readUInt16LE(2),
    index: bytes.readUInt16LE(4),
    length: bytes.readUInt16LE(6),
  };
}

function isIn(setup: Setup): boolean {
  return (setup.requestType & 0x80) !== 0;
}

function statusOf(outcome: Outcome): number {
  if (outcome.kind === 'done') return 0;
  return {
    stalled: -E.EPIPE,
    gone: -E.ENODEV,
    broken: -E.EPROTO,
    cancelled: -E.ENOENT,
    overflow: -E.EOVERFLOW,
  }[outcome.kind];
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
