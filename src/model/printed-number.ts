/** Six digits as C's `%g` prints them. */
export function general(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 6) return String(Number(value.toPrecision(6)));
  const [mantissa = '', power = ''] = value.toExponential(5).split('e');
  return `${Number(mantissa)}e${power[0]}${power.slice(1).padStart(2, '0')}`;
}

/** As C's `%.<digits>f` prints it: what lies exactly between two goes to the even one, which `toFixed` does not do. */
export function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const below = Math.floor(scaled);
  // Only multiples of this power of two can lie exactly between.
  const between = Number.isInteger(value * 2 ** (digits + 1)) && scaled - below === 0.5;
  return between && below % 2 === 0 ? (below / 10 ** digits).toFixed(digits) : value.toFixed(digits);
}
