const delimiters = ', \t\n\r\v\f';

/**
 * Splits a line into items at blanks and commas. Quoted strings stay together; a backslash in front of a delimiter takes it
 * into the item and vanishes; in front of anything else both stay. The terminal splits its lines in the same way.
 * @param separators every character that separates
 */
export function splitItems(line: string, separators: string = delimiters): string[] {
  const items: string[] = [];
  let item = '';
  let started = false;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (quote === '' && separators.includes(char)) {
      if (started) items.push(item);
      item = '';
      started = false;
      continue;
    }
    started = true;
    const following = line[i + 1];
    if (char === '"' || char === "'") {
      quote = quote === '' ? char : quote === char ? '' : quote;
      item += char;
    } else if (char === '\\' && following !== undefined) {
      item += separators.includes(following) ? following : char + following;
      i++;
    } else {
      item += char;
    }
  }
  if (started) items.push(item);
  return items;
}
