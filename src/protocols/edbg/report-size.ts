import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import * as dap from './cmsis-dap.ts';
import type { ReportLine } from './reports.ts';

/** The sizes that reports of these tools have at full and at high speed (bytes). */
const sizes = { full: 64, high: 512 } as const;
const sendTimeout = 1_000;
/** How long a tool may take before it counts as one with larger reports (ms), and then to answer at all. */
const patience = { full: 200, high: 1_000 } as const;

/** What a tool says of its reports. */
export interface ReportShape {
  /** Bytes. */
  readonly size: number;
  /** How many may be on their way. */
  readonly count: number;
}

/**
 * Asks a tool for the size of its reports. It answers only to a report of that size: a small one is sent first and, where nothing
 * comes, the rest of a large one.
 * @throws TimeoutError if it does not answer, ProtocolError if it says something else, TransportError
 */
export async function askReportShape(line: ReportLine): Promise<ReportShape> {
  const question = dap.encodeInfo(dap.dapInfos.packetSize);
  const answer = await atFullSize(line, question);
  const size = dap.decodePacketSize(answer);
  if (size === undefined || size < sizes.full)
    throw new UnexpectedInfoError([answer[0] ?? 0, answer[1] ?? 0]);
  await line.send(padded(dap.encodeInfo(dap.dapInfos.packetCount), size), sendTimeout);
  return { size, count: dap.decodePacketCount(await line.receive(patience.high)) };
}

/** The tool answers something else than was asked. */
export class UnexpectedInfoError extends ProtocolError {
  readonly response: readonly [number, number];
  constructor(response: readonly [number, number]) {
    super(`DAP_Info is answered with 0x${response[0].toString(16)}`);
    this.response = response;
  }
}

async function atFullSize(line: ReportLine, question: Uint8Array): Promise<Uint8Array> {
  await line.send(padded(question, sizes.full), sendTimeout);
  try {
    return await line.receive(patience.full);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
  }
  await line.send(new Uint8Array(sizes.high - sizes.full), sendTimeout);
  return line.receive(patience.high);
}

function padded(command: Uint8Array, size: number): Uint8Array {
  const report = new Uint8Array(size);
  report.set(command);
  return report;
}
