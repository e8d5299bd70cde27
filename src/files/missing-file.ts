import { folderOf } from '../model/folder-of.ts';
import type { FileSystem } from '../model/host.ts';
import type { FormatLetter } from '../model/update.ts';
import type { Event } from '../output/events.ts';

/** What there is to know of an input file that is not there: the names around it. Nothing if it is, and cannot be read. */
export function missingFile(fs: FileSystem, file: string, format: FormatLetter): readonly Event[] {
  if (file === '-' || fs.existsSync(file)) return [];
  return [{ kind: 'file-missing', file, format, neighbours: namesIn(fs, folderOf(fs, file)) }];
}

function namesIn(fs: FileSystem, folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
