import { expect, test } from 'vitest';
import { TimeoutError } from '../../../src/model/errors.ts';
import type { Event } from '../../../src/output/events.ts';
import { EdbgLink } from '../../../src/protocols/edbg/link.ts';
import { ReportFrames } from '../../../src/protocols/edbg/report-frames.ts';
import { askReportShape } from '../../../src/protocols/edbg/report-size.ts';
import { DapReports, type ReportLine } from '../../../src/protocols/edbg/reports.ts';

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/(00)+$/, '');
const report = (...bytes: number[]): Uint8Array => {
  const all = new Uint8Array(64);
  all.set(bytes);
  return all;
};

/** A tool that gives what it is told to, whatever it is asked. */
function tool(gives: readonly (Uint8Array | Error)[]) {
  const log: string[] = [];
  const left = [...gives];
  const line: ReportLine = {
    send: async (data) => void log.push(`> ${data.length} ${hex(data)}`),
    receive: async () => {
      const next = left.shift() ?? new TimeoutError('silence');
      if (next instanceof Error) throw next;
      log.push('<');
      return next;
    },
  };
  return { line, log };
}

const signOn = Uint8Array.of(0x01, 0x10, 0x00);
const taken = report(0x80, 1);
const ok = (sequence: number): Uint8Array => report(0x81, 0x11, 0, 6, 0x0e, sequence, 0, 1, 0x80, 0);

function linkTo(line: ReportLine, count: number) {
  const events: Event[] = [];
  const emit = (event: Event): void => void events.push(event);
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const reports = new DapReports(line, emit, { size: 64, count, tellsSilence: true });
  const options = { verbosity: 0, failures: 'of-avrdude' } as const;
  return { link: new EdbgLink(new ReportFrames(reports, clock, emit), emit, options), events };
}

test('a request is a full report padded with zeros; its answer is asked for when it has been taken', async () => {
  const { line, log } = tool([taken, ok(0)]);
  const { link } = linkTo(line, 1);
  expect(hex(await link.request('sign-on', signOn))).toBe('0180');
  expect(log).toEqual(['> 64 801100070e0000000110', '<', '> 64 81', '<']);
});

test('where several reports may be on their way, the answer is asked for at once', async () => {
  const { line, log } = tool([taken, ok(0)]);
  const { link } = linkTo(line, 2);
  await link.request('sign-on', signOn);
  expect(log.map((one) => one.slice(0, 7))).toEqual(['> 64 80', '> 64 81', '<', '<']);
});

test('an answer that is not there yet is asked for again', async () => {
  const { line, log } = tool([taken, report(0x81, 0), report(0x81, 0), ok(0)]);
  const { link } = linkTo(line, 1);
  expect(hex(await link.request('sign-on', signOn))).toBe('0180');
  expect(log.filter((one) => one === '> 64 81').length).toBe(3);
});

test('an answer that never comes ends in time', async () => {
  const { line } = tool([taken, ...Array.from({ length: 2000 }, () => report(0x81, 0))]);
  const { link } = linkTo(line, 1);
  await expect(link.request('sign-on', signOn)).rejects.toMatchObject({ rc: -2 });
});

test('pieces of an answer are put together; one that is missing is an error', async () => {
  const one = report(0x81, 0x12, 0, 60, 0x0e, 0, 0, 1, 0x84, 0, ...Array(54).fill(7));
  const two = report(0x81, 0x22, 0, 3, 8, 9, 0);
  const whole = tool([taken, one, two]);
  const answer = await linkTo(whole.line, 1).link.request('read memory', signOn);
  expect([answer.length, ...answer.subarray(-4)]).toEqual([60, 7, 8, 9, 0]);
  const broken = tool([taken, one, report(0x81, 0x32, 0, 3, 8, 9, 0)]);
  await expect(linkTo(broken.line, 1).link.request('read memory', signOn)).rejects.toMatchObject({ rc: -2 });
});

test('an answer to something else is passed over', async () => {
  const { line } = tool([taken, ok(7), ok(0)]);
  expect(hex(await linkTo(line, 1).link.request('sign-on', signOn))).toBe('0180');
});

test('a tool with small reports answers the first question, one with large ones when the rest has come', async () => {
  const small = tool([report(0, 2, 64, 0), report(0, 1, 1)]);
  expect(await askReportShape(small.line)).toEqual({ size: 64, count: 1 });
  expect(small.log).toEqual(['> 64 00ff', '<', '> 64 00fe', '<']);
  const large = tool([new TimeoutError('silence'), report(0, 2, 0, 2), report(0, 1, 4)]);
  expect(await askReportShape(large.line)).toEqual({ size: 512, count: 4 });
  expect(large.log).toEqual(['> 64 00ff', '> 448 ', '<', '> 512 00fe', '<']);
});

test('a tool that says nothing is silent, one that says something else is wrong', async () => {
  await expect(askReportShape(tool([]).line)).rejects.toBeInstanceOf(TimeoutError);
  await expect(askReportShape(tool([report(0xff)]).line)).rejects.toMatchObject({ response: [0xff, 0] });
});
