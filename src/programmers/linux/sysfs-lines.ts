import type { Clock } from '../../model/clock.ts';
import { DisconnectedError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { DeviceFile, DeviceFiles } from '../../transports/device-files.ts';
import type { LinuxDeeds } from './deeds.ts';
import * as say from './gpio-messages.ts';
import type { AssignedLine, LineBank } from './lines.ts';
import { reasonOf } from './system.ts';

const folder = '/sys/class/gpio';
/** How often a folder that appears, and may be opened to the user later, is looked at, and how long after each other (ms). */
const attempts = 10;
const patience = 100;

const text = new TextEncoder();
const levels = [text.encode('0'), text.encode('1')] as const;

/** What taking lines goes by. */
interface Means {
  readonly files: DeviceFiles;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly deeds: LinuxDeeds;
}

/**
 * Lines by `/sys/class/gpio` (Documentation/admin-guide/gpio/sysfs.rst), for systems that show a chip to the user there only. Each
 * line has a folder of its own, and every change is a write.
 */
export class SysfsLines implements LineBank {
  readonly #means: Means;
  readonly #lines: readonly AssignedLine[];
  readonly #values: (DeviceFile | undefined)[] = [];
  /** Lines that are exported, by their numbers. */
  readonly #exported = new Set<number>();

  constructor(means: Means, lines: readonly AssignedLine[]) {
    this.#means = means;
    this.#lines = lines;
  }

  /** Takes all lines, or none. @throws TransportError after saying so */
  async take(): Promise<void> {
    try {
      for (const [index, line] of this.#lines.entries()) {
        this.#export(line.offset);
        await this.#appears(line.offset);
        await this.#direct(line);
        this.#values[index] = this.#means.files.open(`${folder}/gpio${line.offset}/value`, 'both');
        if (line.direction === 'output') this.#values[index]?.write(levels[line.high ? 1 : 0]);
      }
    } catch (error) {
      this.letGo();
      throw error;
    }
  }

  set(mask: number, bits: number): void {
    for (const [index, value] of this.#values.entries())
      if (mask & (1 << index)) value?.write(levels[bits & (1 << index) ? 1 : 0]);
  }

  get(mask: number): number {
    let bits = 0;
    for (const [index, value] of this.#values.entries()) {
      if (!(mask & (1 << index))) continue;
      const [byte] = value?.read(1) ?? [];
      if (byte === undefined) throw new DisconnectedError('a line says nothing');
      if (byte === levels[1][0]) bits |= 1 << index;
    }
    return bits;
  }

  letGo(): void {
    for (const value of this.#values) value?.close();
    this.#values.length = 0;
    const reset = this.#lines.find(({ name }) => name === 'reset')?.offset;
    const others = [...this.#exported].filter((line) => line !== reset).sort((a, b) => a - b);
    for (const line of reset !== undefined && this.#exported.has(reset) ? [...others, reset] : others) {
      this.#quietly(() => this.#write(`gpio${line}/direction`, 'dir', 'in'));
      this.#quietly(() => this.#write('unexport', 'unexport', `${line}`));
    }
    this.#exported.clear();
  }

  #export(line: number): void {
    const { emit } = this.#means;
    try {
      this.#write('export', 'export', `${line}`);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const unopened = error.said?.name === say.attributeClosed.name;
      fail(emit, notice(say.exportRefused, { line, reason: reasonOf(error), unopened }), error);
    }
    this.#exported.add(line);
  }

  /** Waits for a line's folder. */
  async #appears(line: number): Promise<void> {
    const { files, clock } = this.#means;
    for (let attempt = 0; attempt < attempts && !files.exists(`${folder}/gpio${line}`); attempt++)
      await clock.sleep(patience);
  }

  async #direct({ offset, direction }: AssignedLine): Promise<void> {
    const { clock, emit, deeds } = this.#means;
    const word = direction === 'input' ? 'in' : 'out';
    for (let attempt = 0; ; attempt++) {
      try {
        this.#write(`gpio${offset}/direction`, 'dir', word);
        if (attempt > 0) emit(notice(say.retried, { times: attempt, direction: word }));
        return;
      } catch (error) {
        const waits = deeds.waitsForUdev && attempt + 1 < attempts;
        if (!(error instanceof TransportError) || error.code !== 'EACCES' || !waits) throw error;
        await clock.sleep(patience);
      }
    }
  }

  /** Writes to an attribute. @throws TransportError; after saying so, if the attribute does not open */
  #write(name: string, attribute: 'export' | 'unexport' | 'dir', word: string): void {
    const { files, emit } = this.#means;
    const path = `${folder}/${name}`;
    const open = (): DeviceFile => {
      try {
        return files.open(path, 'write');
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        return fail(
          emit,
          notice(say.attributeClosed, { file: path, attribute, reason: reasonOf(error) }),
          error,
        );
      }
    };
    const file = open();
    try {
      file.write(text.encode(word));
    } finally {
      file.close();
    }
  }

  #quietly(use: () => void): void {
    try {
      use();
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }
}
