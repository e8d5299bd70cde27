/** SCK of the AVRISP mkII in hertz by the value of its parameter SCK_DURATION (AVR069, "PARAM_SCK_DURATION"). */
const frequencies = [
  8000000, 4000000, 2000000, 1000000, 500000, 250000, 125000, 96386, 89888, 84211, 79208, 74767, 70797, 67227,
  64000, 61069, 58395, 55945, 51613, 49690, 47905, 46243, 43244, 41885, 39409, 38278, 36200, 34335, 32654,
  31129, 29740, 28470, 27304, 25724, 24768, 23461, 22285, 21221, 20254, 19371, 18562, 17583, 16914, 16097,
  15356, 14520, 13914, 13224, 12599, 12031, 11511, 10944, 10431, 9963, 9468, 9081, 8612, 8239, 7851, 7498,
  7137, 6809, 6478, 6178, 5879, 5607, 5359, 5093, 4870, 4633, 4418, 4209, 4019, 3823, 3645, 3474, 3310, 3161,
  3011, 2869, 2734, 2611, 2484, 2369, 2257, 2152, 2052, 1956, 1866, 1779, 1695, 1615, 1539, 1468, 1398, 1333,
  1271, 1212, 1155, 1101, 1049, 1000, 953, 909, 866, 826, 787, 750, 715, 682, 650, 619, 590, 563, 536, 511,
  487, 465, 443, 422, 402, 384, 366, 349, 332, 317, 302, 288, 274, 261, 249, 238, 226, 216, 206, 196, 187,
  178, 170, 162, 154, 147, 140, 134, 128, 122, 116, 111, 105, 100, 95.4, 90.9, 86.6, 82.6, 78.7, 75, 71.5,
  68.2, 65, 61.9, 59, 56.3, 53.6, 51.1,
] as const;

/** @returns seconds per SCK cycle, undefined for a value that means none */
export function sckPeriod(duration: number): number | undefined {
  const frequency = frequencies[duration];
  return frequency === undefined ? undefined : 1 / frequency;
}

/**
 * The fastest clock that is no faster than asked for.
 *
 * @param seconds per SCK cycle
 * @returns the parameter's value, undefined if there is none so slow
 */
export function sckDuration(seconds: number): number | undefined {
  const duration = frequencies.findIndex((frequency) => 1 / frequency >= seconds);
  return duration < 0 ? undefined : duration;
}
