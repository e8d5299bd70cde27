import { closeSync, lstatSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import type { SerialDevice } from './device.ts';
import {
  lineSpeed,
  makeRaw,
  openPseudoTerminal,
  openTerminal,
  Readiness,
  readAvailable,
  usesSeen,
  watchUses,
  writeAvailable,
} from './pseudo-terminal.ts';

const NOTHING = new Uint8Array(0);

/** A simulated device behind a pseudo-terminal. */
export class Pty {
  /** The device's path, or that of the link to it. */
  readonly port: string;
  private readonly device: SerialDevice;
  private readonly path: string;
  private readonly link: string | undefined;
  private readonly master: number;
  private readonly watch: number;
  private readonly bytes: Readiness;
  private readonly uses: Readiness;
  /** How often the host has it open. */
  private handles = 0;
  private speed = 0;
  /** For the host, which has not taken it yet. */
  private pending: Uint8Array = NOTHING;
  private state: 'present' | 'vanishing' | 'gone' = 'present';

  /** @param link a symbolic link to be made to it @throws Error where no pseudo-terminal can be made */
  constructor(device: SerialDevice, link?: string) {
    this.device = device;
    this.link = link;
    const { master, path } = openPseudoTerminal();
    this.master = master;
    this.path = path;
    // With no end of ours open, the host's closing shows as a hang-up.
    const terminal = openTerminal(path);
    makeRaw(terminal);
    closeSync(terminal);
    this.watch = watchUses(path);
    if (link) {
      if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
      symlinkSync(path, link);
    }
    this.port = link ?? path;
    this.bytes = new Readiness(this.master, () => this.onBytes());
    this.uses = new Readiness(this.watch, () => this.onUses());
    this.uses.once();
    device.onData = (data) => this.send(data);
    device.onHangUp = () => this.vanish();
  }

  private send(data: Uint8Array): void {
    if (this.state !== 'present' || this.handles === 0) return;
    this.pending = this.pending.length > 0 ? Buffer.concat([this.pending, data]) : data;
    this.push();
    if (this.pending.length > 0) this.listen();
  }

  private push(): void {
    if (this.pending.length > 0) this.pending = writeAvailable(this.master, this.pending) ?? NOTHING;
  }

  private listen(): void {
    if (this.state === 'present' && this.handles > 0) this.bytes.once(this.pending.length > 0);
    else this.bytes.stop();
  }

  private onBytes(): void {
    // What the host did last may be to close the port, and to open it again.
    this.seeUses();
    if (this.state !== 'present' || this.handles === 0) return;
    const open = this.pull();
    this.push();
    // The event of a close is on its way; it wakes us.
    if (open) this.listen();
  }

  private onUses(): void {
    this.seeUses();
    if (this.state !== 'present') return;
    this.uses.once();
    this.listen();
  }

  private seeUses(): void {
    let uses = usesSeen(this.watch);
    while (uses.length > 0 && this.state === 'present') {
      if (uses.shift() === 'opened') {
        // A second handle, as stty makes one, is no new session.
        if (this.handles++ === 0) this.device.open();
        continue;
      }
      this.handles = Math.max(0, this.handles - 1);
      this.sample(); // a touch at 1200 baud sends nothing
      if (this.handles > 0) continue;
      const open = this.pull();
      if (open && uses.length === 0) {
        // Opened again just now, or the kernel has made one of two equal events.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
        uses = usesSeen(this.watch);
        if (uses.length === 0) {
          this.handles = 1;
          return;
        }
      }
      this.pending = NOTHING;
      this.device.close();
    }
  }

  /** Passes on what the host has sent. @returns whether the host has the port open */
  private pull(): boolean {
    const { data, open } = readAvailable(this.master);
    if (data.length > 0) {
      this.sample();
      this.device.receive(data);
    }
    return open;
  }

  private sample(): void {
    if (this.state !== 'present') return;
    const speed = lineSpeed(this.master);
    if (speed === 0 || speed === this.speed) return;
    this.speed = speed;
    this.device.rate(speed);
  }

  /** The port goes, a moment after the last bytes. */
  private vanish(): void {
    if (this.state !== 'present') return;
    this.push();
    this.state = 'vanishing';
    setTimeout(() => this.release(), 50);
  }

  private release(): void {
    if (this.state === 'gone') return;
    this.state = 'gone';
    this.bytes.close();
    this.uses.close();
    closeSync(this.master);
    closeSync(this.watch);
    if (!this.link || !lstatSync(this.link, { throwIfNoEntry: false })?.isSymbolicLink()) return;
    if (readlinkSync(this.link) === this.path) unlinkSync(this.link);
  }

  /** Stops the device, and takes the port away. */
  close(): void {
    this.device.stop();
    this.release();
  }
}
