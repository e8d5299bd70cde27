const numeral = /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;

const worth: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };

/** A Roman number in capitals, up to MMMCMXCIX. @returns undefined if it is none */
export function romanValue(text: string): bigint | undefined {
  if (text === '' || !numeral.test(text)) return undefined;
  const values = Array.from(text, (letter) => worth[letter] ?? 0);
  return BigInt(values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0));
}
