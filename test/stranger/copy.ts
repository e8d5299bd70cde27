import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What came of a program. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the project to add things to, as somebody does who has read "Adding things" in the README. */
export class Copy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'avrdude-stranger-'));
  /** Files that have been written or changed. */
  readonly touched = new Set<string>();

  constructor() {
    for (const name of [
      'src',
      'conf',
      'scripts',
      'test',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'vitest.config.ts',
      'LICENSE',
    ])
      cpSync(path.join(root, name), path.join(this.folder, name), {
        recursive: true,
        filter: (source) => !source.includes('/conformance/'),
      });
    mkdirSync(path.join(this.folder, 'build'));
    symlinkSync(path.join(root, 'node_modules'), path.join(this.folder, 'node_modules'));
  }

  write(file: string, text: string): void {
    const place = path.join(this.folder, file);
    this.touched.add(file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }

  /** Changes a file that is there. @throws Error if it does not have the text */
  change(file: string, text: string, changed: string): void {
    const before = readFileSync(path.join(this.folder, file), 'utf8');
    if (!before.includes(text)) throw new Error(`${file} has no ${text}`);
    this.write(file, before.replace(text, changed));
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** Runs Node in the copy. */
  async node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    try {
      const { stdout, stderr } = await run(process.execPath, [...args], {
        cwd: this.folder,
        env: { ...process.env, ...env },
      });
      return { status: 0, stdout, stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
