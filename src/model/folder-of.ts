import type { FileSystem } from './host.ts';

/** The folder that a file is in, by its name: `.` if that names none. Fits names as the file system has them. */
export function folderOf({ backslashes = false }: Pick<FileSystem, 'backslashes'>, file: string): string {
  const [, drive = '', path = ''] = (backslashes ? /^([a-z]:)?(.*)$/is : /^()(.*)$/s).exec(file) ?? [];
  const parts = backslashes ? /^([\\/]?)(.*?)[\\/]*[^\\/]*[\\/]*$/s : /^(\/?)(.*?)\/*[^/]*\/*$/s;
  const [, root = '', folders = ''] = parts.exec(path) ?? [];
  return `${drive}${root}${folders}` || '.';
}
