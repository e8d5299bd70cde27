import { Volume } from 'memfs';
import { Device } from '../../src/memory/device.ts';
import type { Clock } from '../../src/model/clock.ts';
import type { Database } from '../../src/model/database.ts';
import { ProtocolError } from '../../src/model/errors.ts';
import type { FileSystem } from '../../src/model/host.ts';
import type { Options } from '../../src/model/options.ts';
import { exitStatus, type Outcome, succeeded } from '../../src/model/outcome.ts';
import type { Part, ProgMode } from '../../src/model/part.ts';
import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { Operation } from '../../src/model/update.ts';
import { Console } from '../../src/output/console.ts';
import { planRun } from '../../src/planner/plan-run.ts';
import type { Programmer } from '../../src/programmers/programmer.ts';
import { releases } from '../../src/releases/all.ts';
import type { SessionContext } from '../../src/session/context.ts';
import { runSession } from '../../src/session/session.ts';
import { eeprom, flash, m32u4, memory, opcode } from '../programmers/parts.ts';
import { Chip } from '../sim/chip.ts';
import { IspTarget } from '../sim/isp-target.ts';

const fuse = (name: string, write: string, read: string) =>
  memory({
    name,
    opcodes: { write: opcode(`${write} xxxxxxxx iiiiiiii`), read: opcode(`${read} xxxxxxxx oooooooo`) },
  });

/** An ATmega32U4 with everything a session touches. */
const part = {
  ...m32u4,
  nBootSections: 4,
  bootSectionSize: 512,
  memories: [
    eeprom,
    flash,
    fuse('lfuse', '10101100 10100000', '01010000 00000000'),
    fuse('hfuse', '10101100 10101000', '01011000 00001000'),
    fuse('efuse', '10101100 10100100', '01010000 00001000'),
    memory({
      name: 'signature',
      size: 3,
      opcodes: { read: opcode('00110000 00xxxxxx xxxxxx a1 a0 oooooooo') },
    }),
  ],
} as unknown as Part;

export interface BenchOptions {
  readonly release?: ReleaseId;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly options?: Partial<Options>;
  /** `memory:op:file:format` each, or `-t`, in which nothing is typed. */
  readonly updates?: readonly string[];
  readonly chip?: (chip: Chip) => void;
  readonly programmer?: (programmer: Programmer, chip: Chip) => Partial<Programmer>;
  /** What the terminal does, which here is nothing. */
  readonly context?: Partial<Pick<SessionContext, 'runTerminal' | 'flushTerminal' | 'resetTerminal'>>;
  /** What a person answers. */
  readonly answers?: string[];
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
  /** Default: down, as for a program. */
  readonly guards?: boolean;
  /** How the programmer reaches the part; default ISP. */
  readonly progModes?: readonly ProgMode[];
}

export interface BenchResult {
  readonly status: number;
  readonly outcome: Outcome;
  readonly stderr: string;
  readonly stdout: string;
  readonly chip: Chip;
  /** Pages and erases, in the order in which they reached the programmer. */
  readonly log: readonly string[];
  readonly fs: Volume;
}

const operations: Readonly<Record<string, Operation>> = { r: 'read', w: 'write', v: 'verify' };

/** Runs a session on a simulated chip behind a programmer that does nothing but carry ISP instructions and pages. */
export async function bench(given: BenchOptions): Promise<BenchResult> {
  const release = releases[given.release ?? '6.4'];
  const chip = new Chip('m32u4', () => 0);
  given.chip?.(chip);
  const log: string[] = [];
  const target = new IspTarget(chip, (violation) => log.push(`VIOLATION ${violation}`));
  const texts = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      texts[name] += text;
    },
    writeBytes: (bytes: Uint8Array) => {
      texts[name] += Buffer.from(bytes).toString('latin1');
    },
  });
  const fs = Volume.fromJSON({ '/w/.keep': '' });
  for (const [name, data] of Object.entries(given.files ?? {})) fs.writeFileSync(`/w/${name}`, data);
  const options = optionsOf(given);
  const console = new Console({
    style: release.console,
    wording: release.wording,
    lineage: lineageOf(release.id),
    program: 'avrdude',
    verbosity: options.verbosity,
    quell: options.quell,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    advise: undefined,
    now: () => 0,
  });
  const plain = ispProgrammer(chip, target, log);
  const programmer = { ...plain, ...given.programmer?.(plain, chip) };
  let time = 0;
  const clock: Clock = { now: () => time++, sleep: async () => {} };
  const { behaviour } = release;
  const entry = {
    type: 'test',
    desc: 'test',
    progModes: given.progModes ?? ['ISP'],
  } as unknown as SessionContext['entry'];
  const plan = planRun({
    options,
    part,
    behaviour,
    defaultSafemode: undefined,
    stdinIsTerminal: given.terminal ?? false,
    erasesPages: false,
    excluded: () => false,
  });
  const device = new Device({
    programmer,
    part,
    behaviour,
    clock,
    emit: console.emit,
    eraseBlanksFlash: true,
    ...(given.interrupted && { interrupted: given.interrupted }),
  });
  const outcome = await runSession({
    plan,
    database: { partsBySignature: () => [part], partBySignature: () => part } as unknown as Database,
    behaviour,
    programmer,
    programmerType: { id: 'test', name: 'Test', create: () => programmer },
    entry,
    programmerId: 'test',
    program: 'avrdude',
    part,
    device,
    fs: fs as unknown as FileSystem,
    stdin: {
      isTerminal: given.terminal ?? false,
      readLine: async (prompt) => {
        texts.stdout += prompt;
        return given.answers?.shift();
      },
      readAll: async () => new Uint8Array(),
    },
    stdout: sink('stdout'),
    clock,
    emit: console.emit,
    guards: given.guards ?? false,
    watched: given.guards ?? false,
    verbosity: options.verbosity,
    quell: options.quell,
    baudRate: undefined,
    bitClock: undefined,
    runTerminal: async () => succeeded,
    runCommand: async () => ({ kind: 'done' }),
    flushTerminal: async () => succeeded,
    resetTerminal: () => {},
    ...given.context,
  } as SessionContext);
  const status = exitStatus(outcome, behaviour.terminalComes === 'first');
  return { status, outcome, ...texts, chip, log, fs };
}

function ispProgrammer(chip: Chip, target: IspTarget, log: string[]): Programmer {
  return {
    open: async () => {},
    initialize: async () => {
      if (!target.enable()) throw new ProtocolError('no answer from the target');
    },
    disable: async () => target.reset(false),
    close: async () => {},
    chipErase: async () => {
      log.push('chip erase');
      target.command(0xac, 0x80);
    },
    command: async ([a = 0, b, c, d]) => Uint8Array.from(target.command(a, b, c, d)),
    pagedRead: async (m, run, onPage) => {
      const cells = m.name === 'flash' ? chip.flash : chip.eeprom;
      for (const [i, page] of run.entries()) {
        log.push(`read ${m.name} ${page.address}`);
        onPage(i, cells.slice(page.address, page.address + page.length));
      }
    },
    pagedWrite: async (m, run, onPage) => {
      for (const [i, page] of run.entries()) {
        log.push(`write ${m.name} ${page.address}`);
        if (m.name === 'flash') chip.programFlash(page.address, page.data);
        else chip.eeprom.set(page.data, page.address);
        onPage(i);
      }
    },
  };
}

function optionsOf(given: BenchOptions): Options {
  const verify = given.options?.verify ?? true;
  return {
    part: 'm32u4',
    programmer: 'test',
    port: 'x',
    baudRate: undefined,
    bitClock: undefined,
    ispDelay: undefined,
    config: undefined,
    additionalConfigs: [],
    skipPersonalConfig: false,
    erase: false,
    autoErase: true,
    noErase: false,
    keepTrailingFf: false,
    force: false,
    noWrite: false,
    verify,
    calibrate: false,
    reconnect: 0,
    steps: (given.updates ?? []).map((text) => {
      if (text === '-t') return { kind: 'terminal' as const };
      const [name, op = '', file = '', format = 'a'] = text.split(':');
      const path = format === 'm' ? file : `/w/${file}`;
      const update = { memory: name, operation: operations[op]!, file: path, format: format as 'i', text };
      return { kind: 'update' as const, update, verify };
    }),
    safemode: { wanted: 'default', silent: false },
    exitSpecs: undefined,
    extended: [],
    verbosity: 0,
    quell: 0,
    installUdev: false,
    logFile: undefined,
    ...given.options,
  };
}

/** Intel hex with one record per 16 bytes. @param chunks address and bytes */
export function hex(...chunks: readonly (readonly [number, readonly number[]])[]): string {
  const record = (address: number, type: number, data: readonly number[]): string => {
    const bytes = [data.length, address >> 8, address & 0xff, type, ...data];
    const sum = -bytes.reduce((total, byte) => total + byte, 0) & 0xff;
    return `:${[...bytes, sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`;
  };
  const lines = chunks.flatMap(([address, data]) =>
    Array.from({ length: Math.ceil(data.length / 16) }, (_, i) =>
      record(address + 16 * i, 0, data.slice(16 * i, 16 * i + 16)),
    ),
  );
  return [...lines, record(0, 1, [])].join('');
}
