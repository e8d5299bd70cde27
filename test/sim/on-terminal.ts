import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { constants } from 'node:os';
import {
  openPseudoTerminal,
  openTerminal,
  Readiness,
  readAvailable,
  withoutEcho,
  writeAvailable,
} from './pseudo-terminal.ts';

/** How a program is started on a terminal. */
export interface TerminalSettings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /**
   * Which of its streams the terminal is: standard input alone, all three, or all three of the terminal that controls it, so that
   * ^C interrupts.
   */
  readonly streams: 'stdin' | 'all' | 'controlling';
  /** Whether what is typed is echoed, and line ends are made CR LF, as usual. Default no. */
  readonly echo?: boolean;
}

/** A program on a pseudo-terminal, and what a person in front of it sees and does. */
export class OnTerminal {
  /** Its own standard output and error are pipes where the terminal is standard input alone. */
  readonly child: ChildProcess;
  /** All that has come out on the terminal, in Latin-1. */
  shown = '';
  private readonly master: number;
  private readonly bytes: Readiness;
  private readonly waiting = new Set<() => void>();
  /** All programs have closed the terminal, and all that they have written is in `shown`. */
  private readonly ended: Promise<void>;
  private end: () => void = () => {};
  private closed = false;
  private unsent: Uint8Array = new Uint8Array(0);

  /** @throws Error where `PSEUDO_TERMINALS` says that there are none */
  constructor(command: readonly string[], settings: TerminalSettings) {
    const { master, path } = openPseudoTerminal();
    this.master = master;
    const terminal = openTerminal(path);
    if (!settings.echo) withoutEcho(terminal);
    const { cwd, env, streams } = settings;
    const other = streams === 'all' ? terminal : 'pipe';
    // The first terminal that the leader of a session opens controls it; a shell opens it and is replaced.
    const [file = '', ...args] =
      streams === 'controlling'
        ? ['/bin/sh', '-c', `exec "$@" <${path} >${path} 2>&1`, 'sh', ...command]
        : command;
    this.child = spawn(file, args, { cwd, env, detached: true, stdio: [terminal, other, other] });
    closeSync(terminal);
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.bytes = new Readiness(master, () => this.onBytes());
    this.bytes.once();
  }

  private onBytes(): void {
    const { data, open } = readAvailable(this.master);
    this.shown += data.toString('latin1');
    this.push();
    for (const look of this.waiting) look();
    if (open) this.bytes.once(this.unsent.length > 0);
    else this.end();
  }

  /** Types text, as keys are pressed: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  type(text: string): void {
    this.unsent = Buffer.concat([this.unsent, Buffer.from(text, 'latin1')]);
    this.push();
    if (this.unsent.length > 0) this.bytes.once(true);
  }

  private push(): void {
    if (this.unsent.length > 0) {
      this.unsent = writeAvailable(this.master, this.unsent) ?? new Uint8Array(0);
    }
  }

  /** Waits until the terminal has shown something. @throws Error when the program ends before */
  async shows(text: string | RegExp): Promise<void> {
    const found = () => (typeof text === 'string' ? this.shown.includes(text) : text.test(this.shown));
    if (found()) return;
    let look = () => {};
    const seen = new Promise<void>((resolve) => {
      look = () => {
        if (found()) resolve();
      };
      this.waiting.add(look);
    });
    await Promise.race([seen, this.ended]);
    this.waiting.delete(look);
    if (!found()) throw new Error(`the program ended before it showed ${text}: ${this.shown}`);
  }

  /** Waits for the end. @returns the exit status, 128 and the signal's number for one that was killed by a signal */
  async finished(): Promise<number> {
    const { child } = this;
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    await this.ended;
    this.close();
    return child.exitCode ?? 128 + signalNumber(child.signalCode);
  }

  /** Takes the terminal away: programs on it see a hang-up. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.end();
    this.bytes.close();
    closeSync(this.master);
  }
}

function signalNumber(name: NodeJS.Signals | null): number {
  return name ? constants.signals[name] : 0;
}
