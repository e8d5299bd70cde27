import { memoryNamed } from '../../model/locate-memory.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { DeviceParameters } from '../../protocols/stk500v1/commands.ts';

/** What an STK500 is told of the target (AVR061, "Set Device Programming Parameters"). */
export function describeDevice(part: Part): DeviceParameters {
  const size = (...names: string[]) =>
    part.memories
      .filter((memory) => names.includes(memory.name))
      .reduce((sum, memory) => sum + memory.size, 0);
  const flash = memoryNamed(part, 'flash');
  const eeprom = memoryNamed(part, 'eeprom');
  return {
    deviceCode: part.stk500Devcode,
    revision: 0,
    programmingType: part.serial !== 'no' && part.parallel !== 'no' ? 0 : 1,
    fullParallel: part.parallel === 'yes' ? 1 : 0,
    polling: 1,
    selfTimed: 1,
    lockBytes: size('lock'),
    fuseBytes: size('fuse', 'lfuse', 'hfuse', 'efuse'),
    flashPoll: flash?.readback ?? [0xff, 0xff],
    eepromPoll: pollValues(eeprom),
    pageSize: flash?.paged ? flash.pageSize : 0,
    eepromSize: eeprom?.size ?? 0,
    flashSize: flash?.size ?? 0,
  };
}

/** EEPROM of which the configuration says nothing reads 0xff while it is busy. */
function pollValues(eeprom: Memory | undefined): readonly [number, number] {
  const [first, second] = eeprom?.readback ?? [0xff, 0xff];
  return first === 0 && second === 0 ? [0xff, 0xff] : [first, second];
}

/** What Cmnd_STK_SET_DEVICE_EXT says, and whether PAGEL and BS2 had to be made up. */
export interface DeviceExtension {
  readonly parameters: readonly number[];
  readonly dummySignals: boolean;
}

/**
 * The extended parameters, of which firmware up to 1.10 knows three and later firmware four.
 * @returns undefined where the programmer wants none
 */
export function describeDeviceExt(
  part: Part,
  version: { major: number; minor: number },
): DeviceExtension | undefined {
  if (part.parallel === 'pseudo') return undefined;
  const dummySignals = part.pagel === 0 || part.bs2 === 0;
  const parameters = [
    memoryNamed(part, 'eeprom')?.pageSize ?? 0,
    dummySignals ? 0xd7 : part.pagel,
    dummySignals ? 0xa0 : part.bs2,
  ];
  const knowsReset = version.major > 1 || (version.major === 1 && version.minor > 10);
  if (knowsReset) parameters.push(part.resetDisposition === 'dedicated' ? 0 : 1);
  return { parameters, dummySignals };
}
