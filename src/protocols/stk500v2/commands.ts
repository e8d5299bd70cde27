import { latin1Text } from '../../model/encoding.ts';
/**
 * The STK500 protocol, version 2: Atmel application note AVR068, "STK500 Communication Protocol", and AVR069 for the AVRISP
 * mkII. A message body is a command byte with its parameters; an answer begins with the same byte and a status. On a serial
 * line bodies travel in frames with a sequence number and a checksum.
 */

export const messageStart = 0x1b;
export const token = 0x0e;
/** The largest body, in bytes. */
export const maxBody = 275;
/** What the programmer answers, in place of the command, to a frame whose checksum is wrong. */
export const checksumAnswer = 0xb0;

export const commands = {
  signOn: 0x01,
  setParameter: 0x02,
  getParameter: 0x03,
  oscillatorCalibration: 0x05,
  loadAddress: 0x06,
  enterProgmodeIsp: 0x10,
  leaveProgmodeIsp: 0x11,
  chipEraseIsp: 0x12,
  programFlashIsp: 0x13,
  readFlashIsp: 0x14,
  programEepromIsp: 0x15,
  readEepromIsp: 0x16,
  programFuseIsp: 0x17,
  readFuseIsp: 0x18,
  programLockIsp: 0x19,
  readLockIsp: 0x1a,
  readSignatureIsp: 0x1b,
  readOscillatorCalibrationIsp: 0x1c,
  spiMulti: 0x1d,
  setControlStack: 0x2d,
} as const;

/** Commands of the high-voltage modes: the parallel ones begin at 0x20, the serial ones at 0x30. */
export const highVoltage = {
  enter: 0x00,
  leave: 0x01,
  chipErase: 0x02,
  programFlash: 0x03,
  readFlash: 0x04,
  programEeprom: 0x05,
  readEeprom: 0x06,
  programFuse: 0x07,
  readFuse: 0x08,
  programLock: 0x09,
  readLock: 0x0a,
  readSignature: 0x0b,
  readOscillatorCalibration: 0x0c,
  /** Those of an STK600, for serial programming (AVR079). */
  enterStk600: 0x0d,
  leaveStk600: 0x0e,
} as const;

export const statuses = {
  ok: 0x00,
  timeout: 0x80,
  readyTimeout: 0x81,
  parametersMissing: 0x82,
  failed: 0xc0,
  unknown: 0xc9,
  clockError: 0xcc,
} as const;

export const parameters = {
  hardwareVersion: 0x90,
  softwareMajor: 0x91,
  softwareMinor: 0x92,
  vTarget: 0x94,
  vAdjust: 0x95,
  oscillatorPrescale: 0x96,
  oscillatorCompareMatch: 0x97,
  sckDuration: 0x98,
  topcardDetect: 0x9a,
  resetPolarity: 0x9e,
  targetConnection: 0xa1,
  dischargeDelay: 0xa4,
  /** From here on: STK600 (AVR079). */
  socketCard: 0xa5,
  routingCard: 0xa6,
  peripheryMajor1: 0xa8,
  peripheryMinor1: 0xa9,
  peripheryMajor2: 0xaa,
  peripheryMinor2: 0xab,
} as const;

/** Parameters of an STK600 that have two bytes (AVR079). */
export const wideParameters = {
  sckDuration: 0xc0,
  clock: 0xc1,
  varef0: 0xc2,
  varef1: 0xc3,
  routingCardTable: 0xc8,
  socketCardTable: 0xc9,
} as const;

/** Puts a body into a frame. @param sequence 0 to 255; the answer carries the same */
export function encodeFrame(sequence: number, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(body.length + 6);
  frame.set([messageStart, sequence & 0xff, body.length >> 8, body.length & 0xff, token]);
  frame.set(body, 5);
  frame[body.length + 5] = checksum(frame);
  return frame;
}

/** The exclusive or of all bytes: 0 over a whole frame that is right. */
export function checksum(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** CMD_SIGN_ON. The answer names the programmer. */
export function encodeSignOn(): Uint8Array {
  return Uint8Array.of(commands.signOn);
}

/** The name in the answer to the sign-on, or undefined if it is no such answer. */
export function decodeSignOn(reply: Uint8Array): string | undefined {
  if (reply[0] !== commands.signOn || reply[1] !== statuses.ok || reply.length < 3) return undefined;
  return latin1Text(reply.subarray(3, 3 + (reply[2] ?? 0)));
}

/** CMD_GET_PARAMETER; the answer has the value behind its status. */
export function encodeGetParameter(parameter: number): Uint8Array {
  return Uint8Array.of(commands.getParameter, parameter);
}

/** CMD_SET_PARAMETER. */
export function encodeSetParameter(parameter: number, value: number): Uint8Array {
  return Uint8Array.of(commands.setParameter, parameter, value);
}

/** The same for a parameter of two bytes (AVR079). */
export function encodeSetWideParameter(parameter: number, value: number): Uint8Array {
  return Uint8Array.of(commands.setParameter, parameter, ...bigEndian(value, 2));
}

/** CMD_LOAD_ADDRESS. @param address words of flash or bytes of EEPROM; bit 31 asks for an extended address of the target */
export function encodeLoadAddress(address: number): Uint8Array {
  return Uint8Array.of(commands.loadAddress, ...bigEndian(address, 4));
}

/** The delays and the polling of CMD_ENTER_PROGMODE_ISP, in the units of AVR068. */
export interface EnterIsp {
  readonly timeout: number;
  readonly stabDelay: number;
  readonly cmdexeDelay: number;
  readonly synchLoops: number;
  readonly byteDelay: number;
  readonly pollValue: number;
  readonly pollIndex: number;
  readonly instruction: Uint8Array;
}

export function encodeEnterProgmodeIsp(p: EnterIsp): Uint8Array {
  return Uint8Array.of(
    commands.enterProgmodeIsp,
    p.timeout,
    p.stabDelay,
    p.cmdexeDelay,
    p.synchLoops,
    p.byteDelay,
    p.pollValue,
    p.pollIndex,
    ...p.instruction.subarray(0, 2),
    0,
    0,
  );
}

/** CMD_LEAVE_PROGMODE_ISP. */
export function encodeLeaveProgmodeIsp(): Uint8Array {
  return Uint8Array.of(commands.leaveProgmodeIsp, 1, 1);
}

/** CMD_CHIP_ERASE_ISP. @param delay milliseconds */
export function encodeChipEraseIsp(delay: number, instruction: Uint8Array): Uint8Array {
  return Uint8Array.of(commands.chipEraseIsp, delay, 0, ...instruction.subarray(0, 4));
}

/** Commands that move a byte which is not in flash or EEPROM. */
export type ReadByteCommand =
  | 'readFuseIsp'
  | 'readLockIsp'
  | 'readSignatureIsp'
  | 'readOscillatorCalibrationIsp';
export type ProgramByteCommand = 'programFuseIsp' | 'programLockIsp';

/** CMD_READ_FUSE_ISP and its like. @param answer which of the bytes that come back is wanted, 0 to 3 */
export function encodeReadByteIsp(
  command: ReadByteCommand,
  answer: number,
  instruction: Uint8Array,
): Uint8Array {
  return Uint8Array.of(commands[command], answer + 1, ...instruction.subarray(0, 4));
}

/** CMD_PROGRAM_FUSE_ISP and CMD_PROGRAM_LOCK_ISP. */
export function encodeProgramByteIsp(command: ProgramByteCommand, instruction: Uint8Array): Uint8Array {
  return Uint8Array.of(commands[command], ...instruction.subarray(0, 4));
}

/** How a page goes into the target: CMD_PROGRAM_FLASH_ISP and CMD_PROGRAM_EEPROM_ISP. */
export interface ProgramIsp {
  readonly mode: number;
  readonly delay: number;
  /** First bytes of the instructions that load the buffer (or write), write the page, and read. */
  readonly instructions: readonly [number, number, number];
  readonly poll: readonly [number, number];
}

export function encodeProgramIsp(command: number, p: ProgramIsp, data: Uint8Array): Uint8Array {
  return Uint8Array.of(
    command,
    ...bigEndian(data.length, 2),
    p.mode,
    p.delay,
    ...p.instructions,
    ...p.poll,
    ...data,
  );
}

/** CMD_READ_FLASH_ISP and CMD_READ_EEPROM_ISP. @param instruction first byte of the instruction that reads */
export function encodeReadIsp(command: number, length: number, instruction: number): Uint8Array {
  return Uint8Array.of(command, ...bigEndian(length, 2), instruction);
}

/** The data of an answer to a reading command. */
export function decodeRead(reply: Uint8Array, length: number): Uint8Array {
  return reply.subarray(2, 2 + length);
}

/** CMD_SPI_MULTI: four bytes out and four in. */
export function encodeSpiMulti(instruction: Uint8Array): Uint8Array {
  return Uint8Array.of(commands.spiMulti, 4, 4, 0, ...instruction.subarray(0, 4));
}

export function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff);
}
