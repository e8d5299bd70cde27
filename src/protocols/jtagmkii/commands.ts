import { latin1Text } from '../../model/encoding.ts';
import { classicMemories, xmegaMemories } from './memory-types.ts';
/**
 * Messages of the JTAGICE mkII: Atmel application note AVR067, "JTAGICE mkII Communication Protocol"; what it leaves out (ISP packets, the
 * memories of XMEGA and UPDI parts) as avrdude knows it. The first byte says what a message is: commands are below 0x40, good answers
 * from 0x80, refusals from 0xa0, events from 0xe0. Numbers have their low byte first.
 */

/** First bytes of what is sent (AVR067, CMND_). */
export const commands = {
  signOff: 0x00,
  getSignOn: 0x01,
  setParameter: 0x02,
  getParameter: 0x03,
  writeMemory: 0x04,
  readMemory: 0x05,
  go: 0x08,
  forcedStop: 0x0a,
  reset: 0x0b,
  setDeviceDescriptor: 0x0c,
  getSync: 0x0f,
  chipErase: 0x13,
  enterProgmode: 0x14,
  leaveProgmode: 0x15,
  ispPacket: 0x2f,
  /** AVR32, also the five that follow. */
  chooseInstruction: 0x24,
  shiftBits: 0x25,
  writeWord: 0x28,
  readWord: 0x29,
  readBlock: 0x2c,
  writeBlock: 0x2d,
  xmegaErase: 0x34,
  setXmegaParameters: 0x36,
} as const;

/** First bytes of what is answered (AVR067, RSP_). */
export const responses = {
  ok: 0x80,
  parameter: 0x81,
  memory: 0x82,
  signOn: 0x86,
  /** What a scan, or a read of an AVR32's bus, has brought. */
  scanned: 0x87,
  spiData: 0x88,
  failed: 0xa0,
  illegalParameter: 0xa1,
  illegalMemoryType: 0xa2,
  illegalMemoryRange: 0xa3,
  illegalEmulatorMode: 0xa4,
  illegalMcuState: 0xa5,
  illegalValue: 0xa6,
  setNParameters: 0xa7,
  illegalBreakpoint: 0xa8,
  illegalJtagId: 0xa9,
  illegalCommand: 0xaa,
  noTargetPower: 0xab,
  debugWireSyncFailed: 0xac,
  illegalPowerState: 0xad,
} as const;

/** Memory types. */
export const memories = { ...classicMemories, ...xmegaMemories } as const;

/** Parameters, with their names and their sizes in bytes. */
export const parameters = {
  hardwareVersion: { code: 0x01, size: 2, name: 'hardware-version' },
  firmwareVersion: { code: 0x02, size: 4, name: 'firmware-version' },
  emulatorMode: { code: 0x03, size: 1, name: 'emulator-mode' },
  baudRate: { code: 0x05, size: 1, name: 'baud-rate' },
  /** Millivolts. */
  vTarget: { code: 0x06, size: 2, name: 'target-voltage' },
  jtagClock: { code: 0x07, size: 1, name: 'jtag-clock' },
  timersRunning: { code: 0x09, size: 1, name: 'timers-running' },
  externalReset: { code: 0x13, size: 1, name: 'external-reset' },
  /** Units before and after, bits before and after the target. */
  daisyChain: { code: 0x1b, size: 4, name: 'daisy-chain' },
  /** Set for AVR32; not in AVR067. */
  avr32: { code: 0x2d, size: 1, name: 'avr32' },
  /** Second and third byte, the last first. */
  targetSignature: { code: 0x1d, size: 2, name: 'target-signature' },
  pdiOffsetStart: { code: 0x32, size: 4, name: 'pdi-offset-start' },
  pdiOffsetEnd: { code: 0x33, size: 4, name: 'pdi-offset-end' },
} as const;
/** One of `parameters`. */
export type Parameter = (typeof parameters)[keyof typeof parameters];

/** Interfaces of the target (AVR067, the parameter "Emulator Mode"). */
export const emulatorModes = {
  debugWire: 0x00,
  jtag: 0x01,
  highVoltage: 0x02,
  spi: 0x03,
  jtagAvr32: 0x04,
  jtagXmega: 0x05,
  pdi: 0x06,
} as const;

/** How CMND_RESET resets: by the target's reset line. */
export const lowLevelReset = 0x01;

/** The same for a target in debugWIRE mode, which then leaves that mode. */
export const disableDebugWire = 0x04;

/** What a programmer says of itself. */
export interface SignOn {
  readonly protocol: number;
  readonly master: McuVersions;
  readonly slave: McuVersions;
  /** Six bytes. */
  readonly serialNumber: Uint8Array;
  /** Undefined if the answer was too short to hold one. */
  readonly deviceId: string | undefined;
}

/** Versions of one of its two processors. */
export interface McuVersions {
  readonly bootLoader: number;
  readonly firmwareMinor: number;
  readonly firmwareMajor: number;
  readonly hardware: number;
}

/** @returns undefined if the answer is not one to a sign-on */
export function decodeSignOn(message: Uint8Array): SignOn | undefined {
  if (message[0] !== responses.signOn || message.length < 16) return undefined;
  const mcu = (at: number): McuVersions => {
    const [bootLoader = 0, firmwareMinor = 0, firmwareMajor = 0, hardware = 0] = message.subarray(at);
    return { bootLoader, firmwareMinor, firmwareMajor, hardware };
  };
  const text = latin1Text(message.subarray(16, -1));
  return {
    protocol: message[1] ?? 0,
    master: mcu(2),
    slave: mcu(6),
    serialNumber: message.slice(10, 16),
    deviceId: message.length > 17 ? text.replace(/\0.*$/s, '') : undefined,
  };
}

/** How many bytes of the device descriptor a firmware takes; learned by trial, says avrdude. */
export function descriptorLength({ firmwareMajor }: McuVersions, isDragon: boolean): number {
  return isDragon || firmwareMajor >= 4 ? 298 : 296;
}

/** A command without parameters. */
export function encodeCommand(command: number): Uint8Array {
  return Uint8Array.of(command);
}

/** @param value as many bytes as the parameter has */
export function encodeSetParameter(parameter: Parameter, value: Uint8Array): Uint8Array {
  return Uint8Array.of(commands.setParameter, parameter.code, ...value.subarray(0, parameter.size));
}

/** CMND_GET_PARAMETER; the value comes with RSP_PARAMETER. */
export function encodeGetParameter(parameter: Parameter): Uint8Array {
  return Uint8Array.of(commands.getParameter, parameter.code);
}

/** CMND_RESET. @param flags see `lowLevelReset` and `disableDebugWire` */
export function encodeReset(flags: number): Uint8Array {
  return Uint8Array.of(commands.reset, flags);
}

/** @param what one of `erasures` @param address of the area */
export function encodeXmegaErase(what: number, address: number): Uint8Array {
  const message = new Uint8Array(6);
  message.set([commands.xmegaErase, what]);
  new DataView(message.buffer).setUint32(2, address, true);
  return message;
}

/** @param length bytes, up to 512 */
export function encodeReadMemory(type: number, address: number, length: number): Uint8Array {
  return memoryCommand(commands.readMemory, type, address, length, new Uint8Array(0));
}

/** CMND_WRITE_MEMORY. @param type one of `memories` */
export function encodeWriteMemory(type: number, address: number, data: Uint8Array): Uint8Array {
  return memoryCommand(commands.writeMemory, type, address, data.length, data);
}

function memoryCommand(
  command: number,
  type: number,
  address: number,
  length: number,
  data: Uint8Array,
): Uint8Array {
  const message = new Uint8Array(10 + data.length);
  const view = new DataView(message.buffer);
  message.set([command, type]);
  view.setUint32(2, length, true);
  view.setUint32(6, address, true);
  message.set(data, 10);
  return message;
}

/** An STK500v2 command (AVR068, AVR069) for the target's ISP connector. @param answerLength of its answer in bytes */
export function encodeIspPacket(body: Uint8Array, answerLength: number): Uint8Array {
  return Uint8Array.of(commands.ispPacket, answerLength & 0xff, answerLength >> 8, ...body);
}

const atmelRates = [2400, 4800, 9600, 19200, 38400, 57600, 115200, 14400];
/** Rates that other makers' devices know, too. */
const furtherRates = [
  ...[153600, 230400, 460800, 921600, 128000, 256000, 512000, 1024000, 150000, 200000, 250000, 300000],
  ...[400000, 500000, 600000, 666666, 1000000, 1500000, 2000000, 3000000],
];

/** The baud rate parameter's value for a rate. @returns undefined if there is none */
export function encodeBaudRate(rate: number): number | undefined {
  const index = [...atmelRates, ...furtherRates].indexOf(rate);
  return index < 0 ? undefined : index + 1;
}

/** The rate at which a JTAGICE mkII listens after it has been switched on. */
export const defaultBaudRate = 19200;

/** The JTAG clock's parameter for a clock. @param seconds per cycle */
export function encodeJtagClock(seconds: number): number {
  const hertz = 1 / seconds;
  if (hertz >= 6.4e6) return 0;
  if (hertz >= 2.8e6) return 1;
  if (hertz >= 20.9e3) return Math.trunc(5.35e6 / hertz);
  return 255;
}

/** Hertz for a value of the JTAG clock's parameter, as Atmel's program shows it. */
export function decodeJtagClock(value: number): number {
  if (value === 0) return 6.4e6;
  if (value === 1) return 2.8e6;
  return 5.35e6 / value;
}
