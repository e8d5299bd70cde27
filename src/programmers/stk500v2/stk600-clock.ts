/**
 * The clock generator of an STK600 (AVR079, PARAM2_CLOCK_CONF): four bits of octave and ten of DAC, of which the frequency is
 * 2078 Hz × 2^octave / (2 − DAC / 1024).
 */
const base = 2078;

/** Hertz for a value of the parameter. */
export function stk600Hertz(value: number): number {
  const octave = (value & 0xf000) >> 12;
  const dac = (value & 0x0ffc) >> 2;
  return (2 ** octave * base) / (2 - dac / 1024);
}

/** The value that comes nearest. @param hertz from 1039 on */
export function stk600Clock(hertz: number): number {
  const octave = Math.min(15, Math.max(0, Math.trunc(Math.log2(hertz / (base / 2)))));
  const dac = Math.min(1023, Math.max(0, Math.trunc(2048 - (base * 2 ** (10 + octave)) / hertz)));
  return (octave << 12) | (dac << 2);
}
