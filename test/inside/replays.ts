import { type ChildProcess, fork } from 'node:child_process';
import type { RunRecord } from '../conformance/record.ts';
import type { Replay, Surroundings } from '../conformance/replay.ts';
import { projectFile } from '../sim/carrier.ts';
import type { Answered, Asked } from './worker.ts';

/** How long a run may take of the real time, in which there is no waiting (ms). */
const REAL_LIMIT = 120_000;

/** Replays records on the bundle inside a few processes that stay, in virtual time. */
export class InsideReplays {
  private readonly bundle: string;
  private readonly idle: ChildProcess[] = [];
  private readonly all = new Set<ChildProcess>();
  private readonly queue: ((worker: ChildProcess) => void)[] = [];
  private readonly most: number;

  /** @param bundle `dist/main.cjs` @param most processes */
  constructor(bundle: string, most: number) {
    this.bundle = bundle;
    this.most = most;
  }

  /** @throws Error when the run breaks the process, or does not end */
  async replay(record: RunRecord, around: Surroundings): Promise<Replay> {
    const worker = await this.worker();
    try {
      const answered = await this.ask(worker, { record, around });
      if (answered.kind === 'broken') throw new Error(answered.why);
      return answered.replay;
    } finally {
      this.release(worker);
    }
  }

  private worker(): ChildProcess | Promise<ChildProcess> {
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.all.size >= this.most) return new Promise((resolve) => this.queue.push(resolve));
    return this.start();
  }

  private start(): ChildProcess {
    const worker = fork(
      projectFile('scripts/run-ts.mjs'),
      [projectFile('test/inside/worker.ts'), this.bundle],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    this.all.add(worker);
    worker.once('exit', () => this.all.delete(worker));
    return worker;
  }

  private release(worker: ChildProcess): void {
    const waiting = this.queue.shift();
    const alive = worker.connected && worker.exitCode === null ? worker : undefined;
    if (waiting) waiting(alive ?? this.start());
    else if (alive) this.idle.push(alive);
  }

  private ask(worker: ChildProcess, asked: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer);
        worker.off('message', answered);
        worker.off('exit', ended);
        done();
      };
      const answered = (message: Answered) => settle(() => resolve(message));
      const ended = (code: number | null) =>
        settle(() => reject(new Error(`the process of the run ended with ${code}`)));
      const timer = setTimeout(() => {
        worker.kill('SIGKILL');
        this.all.delete(worker);
        settle(() => reject(new Error('the run does not end')));
      }, REAL_LIMIT);
      worker.on('message', answered);
      worker.on('exit', ended);
      worker.send(asked);
    });
  }

  /** Ends the processes. */
  close(): void {
    for (const worker of this.all) worker.disconnect();
  }
}
