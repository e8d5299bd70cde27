import type { BlockComments } from '../comments.ts';

const rule = '#------------------------------------------------------------';

/** An assignment with what is said before it and to the right of it. @param text without line end */
export function commented(word: string, text: string, comments: BlockComments | undefined): string {
  return `${comments?.before(word) ?? ''}${text}${comments?.right(word) ?? '\n'}`;
}

/**
 * The beginning of a block. It gets a heading unless its file has one.
 * @param keyword the line with which it begins
 */
export function headed(title: string, keyword: string, comments: BlockComments | undefined): string {
  const said = comments?.before('*') ?? '';
  const heading = said.includes(rule) ? '' : `${rule}\n# ${title}\n${rule}\n\n`;
  return `${heading}${said}${keyword}`;
}
