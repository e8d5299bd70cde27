/** Numbers as messages show them in hexadecimal, in small letters. */

/** @returns at least so many digits, without a mark that they are hexadecimal */
export function hexDigits(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

export const hex2 = (value: number): string => hexDigits(value, 2);
export const hex4 = (value: number): string => hexDigits(value, 4);
/** `0x` and at least two digits. */
export const hexByte = (value: number): string => `0x${hexDigits(value, 2)}`;
/** `0x` and at least four digits. */
export const hexWord = (value: number): string => `0x${hexDigits(value, 4)}`;
