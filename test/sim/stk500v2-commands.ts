/** Names of AVR068's commands and answers, as far as the simulators speak them. */
export const CMD = {
  signOn: 0x01,
  setParameter: 0x02,
  getParameter: 0x03,
  loadAddress: 0x06,
  checkTargetConnection: 0x0d,
  enterProgmode: 0x10,
  leaveProgmode: 0x11,
  chipErase: 0x12,
  programFlash: 0x13,
  readFlash: 0x14,
  programEeprom: 0x15,
  readEeprom: 0x16,
  programFuse: 0x17,
  readFuse: 0x18,
  programLock: 0x19,
  readLock: 0x1a,
  readSignature: 0x1b,
  readOscillatorCalibration: 0x1c,
  spiMulti: 0x1d,
  setControlStack: 0x2d,
} as const;

export const STATUS = { ok: 0x00, timeout: 0x80, failed: 0xc0, unknown: 0xc9 } as const;

/** Parameters every programmer of the family has, with what a board at rest answers. */
export function parameters(more: readonly (readonly [number, number])[] = []): Map<number, number> {
  return new Map([
    [0x80, 0], // build number
    [0x81, 0],
    [0x90, 2], // hardware version
    [0x91, 2], // firmware version
    [0x92, 10],
    [0x94, 50], // Vtarget
    [0x95, 50], // Varef
    [0x96, 1], // oscillator prescale
    [0x97, 0], // oscillator match
    [0x98, 2], // SCK duration
    [0x9a, 0x8f], // top card
    [0x9c, 0], // status
    [0x9d, 0], // data
    [0x9e, 1], // reset polarity
    [0x9f, 0], // controller init
    ...more,
  ]);
}

/** Parameters that cannot be set. */
export const READ_ONLY: ReadonlySet<number> = new Set([0x80, 0x81, 0x90, 0x91, 0x92, 0x9a, 0x9c]);
