/** The last part of a path, as 8.x names files; devices keep their path. */
export function baseName(file: string): string {
  return file.startsWith('/dev/') ? file : (file.split(/[/\\]/).at(-1) ?? file);
}
