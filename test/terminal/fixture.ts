import { pipeEcho } from '../../src/host/echo.ts';
import { bareMemory } from '../../src/model/bare-memory.ts';
import type { TextSource } from '../../src/model/host.ts';
import { exitStatus, succeeded } from '../../src/model/outcome.ts';
import type { Memory, Part } from '../../src/model/part.ts';
import { type Behaviour, lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { TerminalRules } from '../../src/model/terminal-rules.ts';
import type { Event } from '../../src/output/events.ts';
import { type Words, wordingFor } from '../../src/output/words.ts';
import type { Programmer } from '../../src/programmers/programmer.ts';
import { terminal as terminal64 } from '../../src/releases/6.4/terminal.ts';
import { terminal as terminal71 } from '../../src/releases/7.1/terminal.ts';
import { terminal as terminal82 } from '../../src/releases/8.2/terminal.ts';
import type { TerminalDevice } from '../../src/terminal/device.ts';
import type { TerminalContext } from '../../src/terminal/session.ts';
import { openTerminal, runTerminal, type Terminal } from '../../src/terminal/terminal.ts';

/** A chip in memory that counts what is done to it, and the terminal on it. */

export function memory(name: string, size: number, more: Partial<Memory> = {}): Memory {
  return {
    ...bareMemory,
    name,
    size,
    minWriteDelay: 9000,
    maxWriteDelay: 9000,
    later: false,
    ...more,
  };
}

export const part = {
  id: 'm32u4',
  desc: 'ATmega32U4',
  archnum: 5,
  progModes: ['SPM', 'ISP', 'HVPP', 'JTAG'],
  variants: [],
  memories: [
    memory('eeprom', 1024, { pageSize: 4 }),
    memory('flash', 32768, { pageSize: 128, paged: true }),
    memory('lfuse', 1, { initval: 0x52 }),
    memory('hfuse', 1, { initval: 0x99 }),
    memory('efuse', 1, { initval: 0xfb, bitmask: 0x0f }),
    memory('lock', 1, { initval: 0xff }),
    memory('signature', 3),
    memory('calibration', 1),
  ],
} as unknown as Part;

const rules: Readonly<Record<ReleaseId, TerminalRules>> = {
  '6.4': terminal64,
  '7.1': terminal71,
  '8.2': terminal82,
};

export interface Bench {
  readonly terminal: Terminal;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly cells: Map<string, Uint8Array>;
  /** What was done to the device, in order. */
  readonly log: string[];
}

export interface BenchOptions {
  readonly programmer?: Partial<Programmer>;
  readonly part?: Part;
  readonly context?: Partial<TerminalContext>;
  readonly verbosity?: number;
  /** Fills the chip before anything is done. */
  readonly prepare?: (cells: Map<string, Uint8Array>) => void;
  /** Writing can only clear bits until the page or chip is erased. */
  readonly nor?: boolean;
}

/** @param lines what is typed, or a script */
export function bench(release: ReleaseId, lines: readonly string[] = [], options: BenchOptions = {}): Bench {
  const chip = options.part ?? part;
  const cells = new Map(chip.memories.map((m) => [m.name, new Uint8Array(m.size).fill(0xff)] as const));
  cells.get('signature')?.set([0x1e, 0x95, 0x87]);
  options.prepare?.(cells);
  const log: string[] = [];
  const of = (m: Memory): Uint8Array => cells.get(m.name)!;
  const put = (m: Memory, address: number, value: number): void => {
    of(m)[address] = options.nor && m.name === 'flash' ? of(m)[address]! & value : value;
  };
  const programmer = {
    initialize: async () => {
      log.push('initialize');
    },
    chipErase: async () => {
      log.push('chip erase');
      for (const m of chip.memories) if (m.name === 'flash' || m.name === 'eeprom') of(m).fill(0xff);
    },
    pagedRead: async (m, run, onPage) => {
      for (const [i, page] of run.entries()) {
        log.push(`read ${m.name} ${page.address}+${page.length}`);
        onPage(i, of(m).slice(page.address, page.address + page.length));
      }
    },
    pagedWrite: async (m, run, onPage) => {
      for (const [i, page] of run.entries()) {
        log.push(`write ${m.name} ${page.address}+${page.data.length}`);
        for (const [k, value] of page.data.entries()) put(m, page.address + k, value);
        onPage(i);
      }
    },
    ...options.programmer,
  } as Programmer;
  const device: TerminalDevice = {
    part: chip,
    programmer,
    readByte: async (m, address) => of(m)[address]!,
    writeByte: async (m, address, value) => {
      log.push(`write ${m.name}[${address}] = ${value}`);
      put(m, address, value);
    },
    writePage: async (m, page) => programmer.pagedWrite?.(m, [page], () => {}),
    chipErase: () => programmer.chipErase(),
    readMemory: async (m) => ({ image: { data: of(m).slice() } }),
  };
  const out = { stdout: '', stderr: '' };
  let verbosity = options.verbosity ?? 0;
  const say = (words: Words): void => {
    if (words.level === 'notice2' && verbosity < 2) return;
    const stream = words.stream ?? 'stderr';
    const fresh =
      out[stream] === '' ||
      out[stream].endsWith('\n') ||
      (stream === 'stdout' && out[stream].endsWith('avrdude> '));
    const lead = {
      raw: '',
      program: 'P: ',
      name: 'N ',
      colon: 'P:',
      indent: '   ',
      margin: fresh ? '' : '\n',
    }[words.lead ?? 'raw'];
    out[stream] += lead + words.text;
  };
  const emit = (event: Event): void => {
    if (event.kind === 'notice') {
      const words = wordingFor(event.message, lineageOf(release))?.(event.facts);
      for (const piece of Array.isArray(words) ? words : words ? [words] : []) say(piece as Words);
    } else if (event.kind === 'progress' && event.title !== undefined) {
      out.stderr += `[${event.title}]\n`;
    } else if (event.kind === 'verbosity') {
      verbosity = event.verbosity ?? verbosity;
    }
  };
  const script = [...lines];
  const stdin: TextSource = {
    isTerminal: false,
    readLine: async (prompt) => {
      const line = script.shift();
      out.stdout += prompt + (line === undefined ? '' : pipeEcho(prompt, line));
      return line;
    },
    readAll: async () => new Uint8Array(0),
  };
  const terminal = openTerminal({
    device,
    entry: { type: 'TEST', ids: ['test'] } as never,
    programmerId: 'test',
    typeName: 'TEST',
    rules: rules[release],
    behaviour: {
      memoryNames: release === '6.4' ? 'prefix' : 'prefix-or-alias',
      progressFromBytes: 100,
    } as unknown as Behaviour,
    emit,
    stdin,
    fs: {} as never,
    stdout: { isTerminal: false, write: () => {}, writeBytes: () => {} },
    excluded: () => false,
    runUpdate: async () => succeeded,
    verbosity,
    quell: 0,
    bootloader: false,
    ...options.context,
  });
  return { terminal, stdout: () => out.stdout, stderr: () => out.stderr, cells, log };
}

/** Runs a script to its end. */
export async function script(
  release: ReleaseId,
  lines: readonly string[],
  options?: BenchOptions,
): Promise<Bench & { status: number }> {
  const made = bench(release, lines, options);
  const ended = await runTerminal(made.terminal);
  const failure = { kind: 'failed', step: { kind: 'terminal' } } as const;
  return { ...made, status: ended.ok ? 0 : exitStatus({ ...failure, error: ended.error }, true) };
}
