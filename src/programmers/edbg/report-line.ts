import type { ReportLine } from '../../protocols/edbg/reports.ts';
import type { HidTransport } from '../../transports/hid-transport.ts';

/** The reports of a tool, which have no numbers. */
export class HidReportLine implements ReportLine {
  readonly #hid: HidTransport;

  constructor(hid: HidTransport) {
    this.#hid = hid;
  }

  send(report: Uint8Array, timeoutMs: number): Promise<void> {
    return this.#hid.sendReport({ id: 0, data: report }, timeoutMs);
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    return (await this.#hid.receiveReport(timeoutMs)).data;
  }
}
