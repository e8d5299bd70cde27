import type { Cursor } from './cursor.ts';
import type { Expressions } from './expression.ts';
import type { Shape } from './keywords.ts';
import type { Value } from './syntax.ts';
import { constantValue } from './token.ts';

/** Words that stand for themselves, by what they are assigned to; `type` was written without quotes until 6.0. */
const choices: Readonly<Record<string, readonly string[] | 'any'>> = {
  reset: ['dedicated', 'io'],
  retry_pulse: ['reset', 'sck'],
  connection_type: ['parallel', 'serial', 'usb', 'spi', 'linuxgpio'],
  type: 'any',
};

/**
 * Reads what stands to the right of `=`.
 * @param name the word that it is assigned to
 * @throws ProblemError if no release takes such a value there
 */
export function readValues(
  cursor: Cursor,
  { expression, primary }: Expressions,
  name: string,
  shape: Shape,
): Value[] {
  switch (shape) {
    case 'pins':
      return pins();
    case 'word':
      return [word()];
    case 'string':
      return [cursor.string()];
    case 'strings':
      return list(cursor.string);
    case 'numbers':
      return list(expression);
    case 'number':
      return [expression()];
    case 'real':
      return [real()];
    case 'one':
      return [value()];
    default:
      return exactly(shape);
  }

  function list<T>(read: () => T): T[] {
    const found = [read()];
    while (cursor.isSign(',')) {
      cursor.advance();
      found.push(read());
    }
    return found;
  }

  function value(): Value {
    return cursor.token.kind === 'string' ? cursor.string() : expression();
  }

  function real(): number {
    const { token } = cursor;
    if (token.kind !== 'real') return expression();
    cursor.advance();
    return token.value;
  }

  function word(): Value {
    const { token } = cursor;
    const allowed = choices[name];
    if (token.kind === 'string' && allowed === 'any') return cursor.string();
    if (token.kind !== 'word' || constantValue(token.text) !== undefined) cursor.syntaxError();
    if (allowed !== 'any' && !allowed?.includes(token.text)) cursor.syntaxError();
    cursor.noteWord(token.text);
    cursor.advance();
    return token.text;
  }

  /** Numbers with blanks between them, no more and no fewer. */
  function exactly(count: number): number[] {
    const found: number[] = [];
    while (found.length < count) {
      if (found.length > 0 && cursor.token.kind !== 'number') cursor.syntaxError();
      found.push(primary());
    }
    return found;
  }

  function pins(): Value[] {
    return cursor.isSign(';') ? [] : list(pin).flat();
  }

  function pin(): Value[] {
    if (!cursor.isSign('~')) return [pinNumber()];
    cursor.advance();
    if (!cursor.isSign('(')) return [~pinNumber()];
    cursor.advance();
    const numbers = list(expression);
    cursor.expectSign(')');
    return numbers.map((number) => ~number);
  }

  function pinNumber(): number {
    if (cursor.token.kind !== 'number') cursor.syntaxError();
    return primary();
  }
}
