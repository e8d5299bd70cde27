import type { FileSystem } from './host.ts';

/** The folder that a file is in, by its name: `.` if that names none. Fits names as the file system has them. */
export function folderOf({ backslashes = false }: Pick<FileSystem, 'backslashes'>, file: string): string {
  const parts = (at: number): boolean => file[at] === '/' || (backslashes && file[at] === '\\');
  const start = backslashes && /^[a-z]:/i.test(file) ? 2 : 0;
  let end = file.length;
  while (end > start && parts(end - 1)) end--;
  while (end > start && !parts(end - 1)) end--;
  while (end > start + 1 && parts(end - 1)) end--;
  if (end === start && parts(start)) end++;
  return file.slice(0, end) || '.';
}
