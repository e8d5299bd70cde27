import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dump } from './device.ts';

/** Writes `flash.bin`, `lfuse.bin` … and `meta.json` into a folder. */
export function writeDump(dump: Dump, folder: string, more: object = {}): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, data] of Object.entries(dump.memories)) writeFileSync(join(folder, `${name}.bin`), data);
  writeFileSync(join(folder, 'meta.json'), `${JSON.stringify({ ...dump.meta, ...more }, null, 1)}\n`);
}
