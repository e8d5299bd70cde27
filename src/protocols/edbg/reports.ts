import { DisconnectedError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import * as words from './channel-messages.ts';

/** HID reports to a tool and back, without number. */
export interface ReportLine {
  send(report: Uint8Array, timeoutMs: number): Promise<void>;
  /** @throws TransportError, TimeoutError, DisconnectedError */
  receive(timeoutMs: number): Promise<Uint8Array>;
}

/** What is known of a tool's reports. */
export interface DapReportsOptions {
  /** Bytes of a report. */
  readonly size: number;
  /** How many reports may be on their way to the tool. */
  readonly count: number;
  /** Whether a report that does not come is spoken of. */
  readonly tellsSilence: boolean;
}

/** How long a tool may take to take a report (ms). */
const sendTimeout = 10_000;

/** Commands of CMSIS-DAP in reports, which the tools take at their full size only. What a report does not need is zero. */
export class DapReports {
  readonly #line: ReportLine;
  readonly #emit: Emit;
  readonly #tellsSilence: boolean;
  /** Bytes of a report. */
  readonly size: number;
  /** How many reports may be on their way to the tool. */
  readonly count: number;

  constructor(line: ReportLine, emit: Emit, { size, count, tellsSilence }: DapReportsOptions) {
    this.#line = line;
    this.#emit = emit;
    this.#tellsSilence = tellsSilence;
    this.size = size;
    this.count = count;
  }

  /** @throws TransportError after saying so */
  async send(command: Uint8Array): Promise<void> {
    const report = new Uint8Array(this.size);
    report.set(command.subarray(0, this.size));
    try {
      await this.#line.send(report, sendTimeout);
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.notWritten, { length: this.size }));
      throw error;
    }
  }

  /** @throws TransportError, TimeoutError, after saying so */
  async receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#line.receive(timeoutMs);
    } catch (error) {
      if (error instanceof TransportError && this.#tellsSilence)
        this.#emit(notice(words.notRead, { length: this.size, gone: error instanceof DisconnectedError }));
      throw error;
    }
  }

  /** @throws as `send` and `receive` */
  async exchange(command: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    await this.send(command);
    return this.receive(timeoutMs);
  }
}
