import type { Outcome, Setup, UsbBoard } from './usb-device.ts';

/** Memory of the process that made a system call. */
export interface CallerMemory {
  read(address: bigint, length: number): Promise<Buffer>;
  write(address: bigint, data: Uint8Array): Promise<void>;
}

/** Linux's error numbers. */
const E = { ENOENT: 2, EAGAIN: 11, ENODEV: 19, EINVAL: 22, ENOTTY: 25, EPIPE: 32, ENODATA: 61 } as const;

/** `USBDEVFS_…` of linux/usbdevice_fs.h on 64-bit machines. */
const request = {
  control: 0xc0185500,
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
  capabilities: 0x8004551a,
  disconnectClaim: 0x8108551b,
  speed: 0x551f,
} as const;

interface Urb {
  readonly address: bigint;
  readonly buffer: bigint;
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
      case request.release:
      case request.disconnectClaim:
      case request.setConfiguration:
      case request.reset:
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
    const transfer = this.board.submit(setup, data);
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
    const [type, endpoint] = [call[0], call[1]];
    if (type !== 2 || (endpoint! & 0x0f) !== 0) return -E.ENOENT; // only endpoint 0
    const buffer = call.readBigUInt64LE(16);
    const head = await this.memory.read(buffer, call.readInt32LE(24));
    const setup = setupOf(head);
    const transfer = this.board.submit(
      setup,
      isIn(setup) ? new Uint8Array(0) : head.subarray(8, 8 + setup.length),
    );
    const urb: Urb = { address: argument, buffer, cancel: transfer.cancel, outcome: undefined };
    this.pending.set(argument, urb);
    void transfer.done.then((outcome) => {
      if (!this.pending.delete(argument)) return;
      urb.outcome = outcome;
      this.done.push(urb);
      this.lengths.set(urb, isIn(setup) ? undefined : setup.length);
      this.changed();
    });
    return 0;
  }

  /** Bytes that went out, for transfers whose outcome does not tell. */
  private readonly lengths = new WeakMap<Urb, number | undefined>();

  private async reap(argument: bigint): Promise<number> {
    const urb = this.done.shift();
    if (!urb?.outcome) return this.board.gone ? -E.ENODEV : -E.EAGAIN;
    const { outcome } = urb;
    const data = outcome.kind === 'done' ? outcome.data : new Uint8Array(0);
    const length = outcome.kind === 'done' ? (this.lengths.get(urb) ?? data.length) : 0;
    if (data.length > 0) await this.memory.write(urb.buffer + 8n, data);
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
  return { stalled: -E.EPIPE, gone: -E.ENODEV, cancelled: -E.ENOENT }[outcome.kind];
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
