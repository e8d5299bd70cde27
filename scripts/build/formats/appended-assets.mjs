/**
 * Files behind the end of an executable, for a Node that finds only one script inside itself: their bytes, then a table of names
 * with begin and length as JSON, then the table's length (32 bits) and a mark. `start.cjs` reads them.
 */
import { appendFileSync, readFileSync, statSync } from 'node:fs';

/** @param {string} executable which is changed @param {Record<string, string>} files by name */
export function appendAssets(executable, files) {
  let at = statSync(executable).size;
  const table = {};
  const parts = Object.entries(files).map(([name, file]) => {
    const bytes = readFileSync(file);
    table[name] = [at, bytes.length];
    at += bytes.length;
    return bytes;
  });
  const index = Buffer.from(JSON.stringify(table));
  const end = Buffer.alloc(4);
  end.writeUInt32LE(index.length);
  appendFileSync(executable, Buffer.concat([...parts, index, end, Buffer.from('avrfiles')]));
}
