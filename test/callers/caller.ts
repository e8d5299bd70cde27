import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile, servePty, serveTcp } from '../sim/carrier.ts';
import type { DeviceSpec, Dump } from '../sim/device.ts';
import { simulateAny } from '../sim/kinds.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';

/** The binary that callers will find; `npm run build` makes it. */
export const avrdude = join(projectFile('package.json'), '../dist/avrdude');
if (!existsSync(avrdude)) throw new Error(`${avrdude} is missing: npm run build`);

/** What a caller sees of a run. */
export interface Seen {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard error as it arrived, one element for each read. */
  readonly chunks: readonly string[];
  /** The chip behind the port, if there is one. */
  readonly dump: Dump | undefined;
}

/** How a run is arranged. */
export interface Call {
  /** Each `@PORT@` becomes the device's port. */
  readonly args: readonly string[];
  readonly device?: DeviceSpec;
  /** AVRDUDE_COMPAT. */
  readonly release?: string;
  /** Files of the conformance records, copied to the folder in which the run takes place. */
  readonly files?: readonly string[];
  /** Programs for flash address 0 as a compiler leaves them, by file name. */
  readonly elf?: Readonly<Record<string, readonly number[]>>;
  /** Called for each piece of standard error with all that came so far. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
}

/** Spawns the built binary with pipes, as a caller does, and waits for its end, five minutes at most. */
export async function call({
  args,
  device: spec,
  release,
  files = [],
  elf = {},
  onStderr,
}: Call): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'caller-'));
  const device = spec && simulateAny(spec);
  const carrier =
    device && (await (PSEUDO_TERMINALS ? servePty(device, join(folder, 'tty')) : serveTcp(device)));
  try {
    for (const file of files)
      copyFileSync(projectFile(`test/conformance/images/${file}`), join(folder, file));
    for (const [file, code] of Object.entries(elf)) writeFileSync(join(folder, file), elfFile(code));
    const child = spawn(
      avrdude,
      args.map((arg) => arg.replaceAll('@PORT@', carrier?.port ?? '')),
      {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, ...(release && { AVRDUDE_COMPAT: release }) },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    child.stdin.end();
    let stdout = '';
    const chunks: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      chunks.push(text);
      onStderr?.(chunks.join(''), child);
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 300_000);
    const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, name) => resolve([code, name]));
    });
    clearTimeout(timer);
    await carrier?.close();
    return { status, signal, stdout, stderr: chunks.join(''), chunks, dump: device?.dump() };
  } finally {
    await carrier?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A Pro Micro behind the ArduinoISP sketch. */
export const arduinoIsp: DeviceSpec = { kind: 'stk500v1', part: 'm32u4', options: ['fw=arduinoisp'] };
/** An Uno. */
export const uno: DeviceSpec = { kind: 'optiboot', part: 'm328p' };
/** A Pro Micro in its own boot loader. */
export const proMicro: DeviceSpec = { kind: 'avr109', part: 'm32u4' };
/** A Nano Every's ATmega4809 behind a serial adapter with a resistor. */
export const nanoEvery: DeviceSpec = { kind: 'serialupdi', part: 'm4809' };

export const releases = ['6.4', '7.1', '8.2'] as const;

/** A 32-bit ELF file for the AVR with one section of code, loaded at 0 (Tool Interface Standard, ELF 1.2). */
function elfFile(code: readonly number[]): Buffer {
  const names = '\0.text\0.shstrtab\0';
  const [head, program, section] = [52, 32, 40];
  const codeAt = head + program;
  const namesAt = codeAt + code.length;
  const sectionsAt = (namesAt + names.length + 3) & ~3;
  const file = Buffer.alloc(sectionsAt + 3 * section);
  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1], 0);
  const half = (at: number, ...values: number[]) =>
    values.forEach((value, i) => void file.writeUInt16LE(value, at + 2 * i));
  const word = (at: number, ...values: number[]) =>
    values.forEach((value, i) => void file.writeUInt32LE(value, at + 4 * i));
  half(16, 2, 83);
  word(20, 1, 0, head, sectionsAt, 0);
  half(40, head, program, 1, section, 3, 2);
  word(head, 1, codeAt, 0, 0, code.length, code.length, 5, 2);
  file.set(code, codeAt);
  file.write(names, namesAt, 'latin1');
  word(sectionsAt + section, 1, 1, 6, 0, codeAt, code.length, 0, 0, 2, 0);
  word(sectionsAt + 2 * section, 7, 3, 0, 0, namesAt, names.length, 0, 0, 1, 0);
  return file;
}
