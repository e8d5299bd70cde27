/** Columns of the screen that the line editor assumes when there is none. */
const screenWidth = 80;

/**
 * What GNU readline shows behind the prompt of a line that comes from a pipe: the line, or, if it does not fit on a screen that
 * cannot wrap, its end behind a `<`.
 */
export function pipeEcho(prompt: string, line: string): string {
  const end = prompt.length + line.length;
  if (end <= screenWidth - 2) return `${line}\n`;
  const from = end - 2 * Math.trunc(screenWidth / 3);
  return `\r<${line.slice(from - prompt.length + 1)}\n`;
}
