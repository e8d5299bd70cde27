/**
 * Reports of a PICkit 2 (Microchip, "PICkit 2 Programmer/Debugger USB protocol"): 64 bytes in which commands follow each other. Some
 * of them carry a script, which the firmware runs on its pins; bytes go from a download buffer over SPI into an upload buffer.
 */

export const reportLength = 64;
/** Bytes that one report can have shifted over SPI: whole instructions beside the commands that a report of them needs. */
export const bytesAtOnce = 52;

const commands = {
  getVersion: 0x76,
  setVdd: 0xa0,
  setVpp: 0xa1,
  executeScript: 0xa6,
  clearDownload: 0xa7,
  downloadData: 0xa8,
  clearUpload: 0xa9,
  uploadData: 0xaa,
  endOfBuffer: 0xad,
} as const;

const script = {
  vddOn: 0xff,
  vddOff: 0xfe,
  vppOn: 0xfb,
  vppOff: 0xfa,
  vppPwmOn: 0xf9,
  vppPwmOff: 0xf8,
  /** RESET low. */
  resetOn: 0xf7,
  resetOff: 0xf6,
  ledOn: 0xf5,
  ledOff: 0xf4,
  setPins: 0xf3,
  clockPeriod: 0xea,
  loop: 0xe9,
  /** In steps of 5.46 ms. */
  delay: 0xe8,
  setAux: 0xcf,
  shiftByte: 0xc3,
} as const;

/** Directions of the data, clock and AUX pins. */
const pins = { dataIn: 0x02, clockIn: 0x01, auxIn: 0x01 } as const;

const delayStepMs = 5.46;

function delay(ms: number): readonly number[] {
  return [script.delay, Math.trunc(0.999 + ms / delayStepMs)];
}

/** 5 V: what the target and the pump for VPP are set to (raw values of the firmware's converters). */
const fiveVolts = {
  vdd: [0xa0, 0x2a, 0xb4],
  vpp: [0x40, 0x5d, 0x41],
} as const;

function report(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: reportLength }, (_, at) => bytes[at] ?? commands.endOfBuffer);
}

function execute(...steps: readonly number[]): readonly number[] {
  return [commands.executeScript, steps.length, ...steps];
}

/** Asks for the firmware's version: three numbers. */
export const askVersion = report(commands.getVersion);

/**
 * Gives the target 5 V, takes RESET high and low again, and lets the light flash.
 * @param periodUs of SCK, microseconds, 1 … 255
 */
export function encodeStart(periodUs: number): Uint8Array {
  return report(
    commands.setVdd,
    ...fiveVolts.vdd,
    commands.setVpp,
    ...fiveVolts.vpp,
    ...execute(
      ...[script.setPins, pins.dataIn, script.setAux, 0, script.clockPeriod, periodUs],
      ...[script.vddOn, script.resetOff, script.vppPwmOn, ...delay(100)],
      ...[script.vppOn, ...delay(100), script.vppOff, ...delay(10)],
      ...[script.resetOn, ...delay(100), script.ledOn, ...delay(300), script.ledOff],
    ),
    commands.clearDownload,
    commands.clearUpload,
  );
}

/** Lets all pins float, and switches all voltages off. */
export const release = report(
  ...execute(
    ...[script.setPins, pins.dataIn | pins.clockIn, script.setAux, pins.auxIn],
    ...[script.resetOff, script.vppOff, script.vddOff, script.vppPwmOff, ...delay(10), script.ledOff],
  ),
);

/** Empties the buffers, in which a report that was not carried out to its end may have left bytes. */
export const clearBuffers = report(commands.clearDownload, commands.clearUpload);

/**
 * Shifts bytes over SPI.
 * @param bytes at most `bytesAtOnce`
 * @param answered whether the bytes that come in are sent back, or dropped
 */
export function encodeShift(bytes: Uint8Array, answered: boolean): Uint8Array {
  const again = bytes.length > 1 ? [script.loop, 1, bytes.length - 1] : [];
  return report(
    ...[commands.downloadData, bytes.length, ...bytes],
    ...execute(script.shiftByte, ...again),
    answered ? commands.uploadData : commands.clearUpload,
  );
}

/** What came in over SPI. @returns undefined if the report holds another number of bytes */
export function decodeUpload(answer: Uint8Array, length: number): Uint8Array | undefined {
  return answer[0] === length && answer.length > length ? answer.slice(1, 1 + length) : undefined;
}
