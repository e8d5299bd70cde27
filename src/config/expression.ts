import type { Cursor } from './cursor.ts';
import { constantValue } from './token.ts';

/** Reads arithmetic as avrdude.conf has it since 7.0. */
export interface Expressions {
  /** A number, a constant, or arithmetic with those; 32 bits, as C's `int`. @throws ProblemError */
  expression(): number;
  /** The same without operators between two numbers. @throws ProblemError */
  primary(): number;
}

export function createExpressions(cursor: Cursor): Expressions {
  let depth = 0;

  function primary(): number {
    const { token } = cursor;
    if (token.kind === 'number') {
      cursor.advance();
      return token.value;
    }
    if (token.kind === 'word') {
      const value = constantValue(token.text);
      if (value === undefined) cursor.syntaxError();
      if (!knownConstants.has(token.text)) cursor.noteNew();
      cursor.noteWord(token.text);
      cursor.advance();
      return value;
    }
    if (token.kind !== 'sign' || depth >= deepest) cursor.syntaxError();
    const { text: sign } = token;
    if (!'(+-~'.includes(sign)) cursor.syntaxError();
    cursor.noteNew();
    cursor.advance();
    depth++;
    const value = sign === '(' ? parenthesised() : primary();
    depth--;
    return sign === '-' ? -value | 0 : sign === '~' ? ~value : value;
  }

  function parenthesised(): number {
    const value = climb(0);
    cursor.expectSign(')');
    return value;
  }

  /** Precedence climbing over the left-associative operators. @param least operators that bind less than this end the expression */
  function climb(least: number): number {
    let left = primary();
    for (let { token } = cursor; token.kind === 'sign'; token = cursor.token) {
      const operator = token.text;
      const binding = precedence.findIndex((operators) => operators.includes(operator));
      if (binding < least) return left;
      cursor.noteNew();
      cursor.advance();
      const right = climb(binding + 1);
      if (right === 0 && (operator === '/' || operator === '%')) cursor.fail('division by zero');
      left = calculate(operator, left, right);
    }
    return left;
  }

  return { primary, expression: () => climb(0) };
}

/** Words for numbers that 6.4 has, too. */
const knownConstants: ReadonlySet<string> = new Set(['yes', 'no', 'pseudo']);

/** Nested brackets and signs beyond this are an error, not a stack overflow. */
const deepest = 500;

/** The operators, those that bind least first. */
const precedence = ['|', '^', '&', '+-', '*/%'] as const;

/** 32-bit arithmetic, as C's `int`. */
function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '+':
      return (left + right) | 0;
    case '-':
      return (left - right) | 0;
    case '*':
      return Math.imul(left, right);
    case '/':
      return Math.trunc(left / right) | 0;
    default:
      return (left % right) | 0;
  }
}
