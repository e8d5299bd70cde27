/** Extra features of a programmer entry, as avrdude.conf counts them (`extra_features`). */
export const features = {
  suffer: 1,
  vtargSwitch: 2,
  vtargAdjust: 4,
  vtargRead: 8,
  fosc: 16,
  varef: 32,
  bitClock: 64,
} as const;
