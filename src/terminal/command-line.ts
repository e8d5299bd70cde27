import type { TerminalRules } from '../model/terminal-rules.ts';

/** One command of a line: its words, or a line for the operating system's shell. */
export type LinePart =
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'shell'; readonly line: string };

/** Cuts a line into its commands by a release's syntax. Blank lines and comments give none. */
export function splitLine(line: string, syntax: TerminalRules['syntax']): LinePart[] {
  const text = line.replace(/^\s+/, '');
  if (text === '' || text.startsWith('#')) return [];
  switch (syntax) {
    case 'blanks':
      return [{ kind: 'command', words: text.split(/\s+/).filter((word) => word !== '') }];
    case 'quotes':
      return [{ kind: 'command', words: splitAtQuotes(text) }];
    case 'shell':
      return splitShell(text);
  }
}

/** 7.x: once a quote has been seen, a blank ends a word only behind a quote. */
function splitAtQuotes(text: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    let quoted = false;
    while (at < text.length && !(isBlank(text[at]) && !quoted)) {
      if (isQuote(text[at])) quoted = true;
      else if (text[at] === '\\' && at + 1 < text.length) at++;
      else if (isBlank(text[at]) && at > start + 1 && isQuote(text[at - 1])) break;
      at++;
    }
    words.push(text.slice(start, at));
    while (at < text.length && isBlank(text[at])) at++;
  }
  return words;
}

/** 8.x: `;` at the end of a word ends a command, `#` before a word the line, and `!` as first word gives the rest to the shell. */
function splitShell(text: string): LinePart[] {
  const parts: LinePart[] = [];
  let words: string[] = [];
  const finish = (): void => {
    if (words.length > 0) parts.push({ kind: 'command', words });
    words = [];
  };
  let rest = text;
  while (rest !== '') {
    if (words.length === 0 && rest.startsWith('!'))
      return [...parts, { kind: 'shell', line: rest.slice(1).trimStart() }];
    const token = nextToken(rest);
    rest = token.rest;
    if (token.word.startsWith('#')) break;
    if (token.word.length > 1 && token.word.endsWith(';')) {
      words.push(token.word.slice(0, -1));
      finish();
    } else if (token.word === ';') {
      // A lone semicolon is passed over: only one at the end of a word ends a command.
    } else if (token.word !== '') {
      words.push(token.word);
    }
  }
  finish();
  return parts;
}

/** The next word; quoted blanks stay in it, and a backslash makes a blank part of it. */
function nextToken(text: string): { word: string; rest: string } {
  let at = text.length - text.trimStart().length;
  let word = '';
  let quote = '';
  for (; at < text.length && !(isBlank(text[at]) && quote === ''); at++) {
    const character = text[at] ?? '';
    if (isQuote(character)) {
      quote = quote === '' ? character : quote === character ? '' : quote;
    } else if (character === '\\' && at + 1 < text.length) {
      at++;
      if (!isBlank(text[at])) word += '\\';
      word += text[at] ?? '';
      continue;
    }
    word += character;
  }
  return { word, rest: text.slice(at).trimStart() };
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}
