import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Carrier } from '../sim/carrier.ts';
import { type DeviceSpec, optionsOf, type SerialDevice } from '../sim/device.ts';
import { SERIAL_KINDS, simulateAny, UPDI_KINDS } from '../sim/kinds.ts';
import { readMemoryFile } from '../sim/memory-file.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';
import { Urboot } from '../sim/urboot.ts';
import { USB_KINDS, UsbBoard } from '../sim/usb-device.ts';
import { canServeUsb, type UsbService } from '../sim/usb-server.ts';
import type { DeviceRecord } from './record.ts';

/** A device that stands ready for a program to be run against it. */
export interface Bench {
  /** What `@PORT@` means. */
  readonly port: string;
  /** What the program's environment must hold besides. */
  readonly env: Readonly<Record<string, string>>;
  /** Words before the program's own, where it has to be started by another. */
  readonly prefix: readonly string[];
  /** Ends the service. @returns what the memories hold then, and what the device objected to */
  finish(): Promise<{ memories: Record<string, Uint8Array>; violations: readonly string[] }>;
}

/** How devices get to a program. */
export interface Cabling {
  /** Puts a device behind a path. */
  serve(device: SerialDevice, path: string): Promise<Carrier>;
  /** Plugs devices into a bus. */
  plug(boards: readonly UsbBoard[]): Promise<UsbService>;
}

/** Sets a device up. @param scratch a folder of its own, gone afterwards */
type SetUp = (spec: DeviceSpec, scratch: string, cabling: Cabling) => Promise<Bench>;

const serial: SetUp = async (spec, scratch, cabling) => {
  const device = simulateAny(spec);
  const carrier = await cabling.serve(device, join(scratch, 'tty'));
  return {
    port: carrier.port,
    env: {},
    prefix: [],
    finish: async () => {
      await carrier.close();
      const { memories, meta } = device.dump();
      return { memories, violations: meta.violations };
    },
  };
};

/** An ATmega328P with urboot; options `vector=N`, `chip-erase`, `nor`, `write-only` and `eeprom=0`. */
const urboot: SetUp = async (spec, scratch, cabling) => {
  const options = optionsOf(spec);
  const device = new Urboot({
    vector: Number(options.vector ?? 0),
    chipErase: options['chip-erase'] === '1',
    nor: options.nor === '1',
    writeOnly: options['write-only'] === '1',
    noEeprom: options.eeprom === '0',
  });
  const { flash, eeprom } = spec.memories ?? {};
  if (flash instanceof Uint8Array) device.flash.set(flash);
  if (eeprom instanceof Uint8Array) device.eeprom.set(eeprom);
  const carrier = await cabling.serve(device, join(scratch, 'tty'));
  return {
    port: carrier.port,
    env: {},
    prefix: [],
    finish: async () => {
      await carrier.close();
      return { memories: { flash: device.flash, eeprom: device.eeprom }, violations: [] };
    },
  };
};

const usb: SetUp = async (spec, _scratch, cabling) => {
  const board = new UsbBoard(spec);
  const isLoader = board.firmware.started !== undefined;
  // A boot loader that is absent is not on the bus; a programmer is, without its target.
  const first = isLoader && spec.faults?.includes('absent') ? [] : [board];
  const service = await cabling.plug([...first, ...(spec.also ?? []).map((other) => new UsbBoard(other))]);
  return {
    port: 'usb',
    env: service.env,
    prefix: [],
    finish: async () => {
      await service.close();
      const held = board.isp.held && !board.gone ? ['the target was left in reset'] : [];
      return { memories: board.recordedMemories(), violations: [...board.objections, ...held] };
    },
  };
};

/**
 * A supervisor that gives one program device files of its own, with a chip behind them: `program [--part P --fault F --opt O
 * --mem NAME=VALUE --dump FOLDER] KIND -- COMMAND`. It needs root, and is no part of this project: these records are run where
 * `AVRDUDE_PINS_RIG` names it.
 */
const supervisor = process.env.AVRDUDE_PINS_RIG;
const PIN_KINDS = ['linuxgpio', 'linuxspi', 'par', 'serbb'];

const pins: SetUp = async ({ kind, part, faults = [], options = [], memories = {} }, scratch) => {
  const dump = join(scratch, 'dump');
  mkdirSync(dump);
  const given = Object.entries(memories).map(([name, value]) => {
    if (typeof value === 'number') return `${name}=0x${value.toString(16)}`;
    const file = join(scratch, `${name}.bin`);
    writeFileSync(file, value);
    return `${name}=${file}`;
  });
  const words = (option: string, values: readonly string[]) => values.flatMap((value) => [option, value]);
  return {
    port: '',
    env: {},
    prefix: [
      supervisor ?? '',
      ...['--part', part, '--dump', dump],
      ...words('--fault', faults),
      ...words('--opt', options),
      ...words('--mem', given),
      ...[kind, '--'],
    ],
    finish: async () => ({
      memories: Object.fromEntries(
        readdirSync(dump)
          .filter((file) => file.endsWith('.bin'))
          .map((file) => [file.slice(0, -4), readFileSync(join(dump, file))]),
      ),
      violations: [],
    }),
  };
};

/** What a device is connected by. Pins are known only to a program under the supervisor. */
export type Cable = 'serial' | 'usb' | 'pins';

const setUps: Readonly<Record<Cable, SetUp>> = { serial, usb, pins };

const CABLES: ReadonlyMap<string, Cable> = new Map<string, Cable>([
  ...[...Object.keys({ ...SERIAL_KINDS, ...UPDI_KINDS }), 'urboot'].map((kind) => [kind, 'serial'] as const),
  ...USB_KINDS.map((kind) => [kind, 'usb'] as const),
  ...PIN_KINDS.map((kind) => [kind, 'pins'] as const),
]);

/** What a kind of device is connected by; undefined for one that is not simulated. */
export const cableOf = (kind: string): Cable | undefined => CABLES.get(kind);

/** Whether devices with such a cable can be reached by another process on this machine. */
export const SERVED: Readonly<Record<Cable, boolean>> = {
  serial: PSEUDO_TERMINALS,
  usb: canServeUsb(),
  pins: supervisor !== undefined,
};

/** Sets a record's device up. @throws RangeError for a kind that is not simulated */
export function setUpDevice(spec: DeviceSpec, scratch: string, cabling: Cabling): Promise<Bench> {
  const cable = cableOf(spec.kind);
  if (!cable) throw new RangeError(`no simulated ${spec.kind}`);
  return (spec.kind === 'urboot' ? urboot : setUps[cable])(spec, scratch, cabling);
}

/** A record's device in the simulators' terms. @param images the folder with its images */
export function deviceSpec(device: DeviceRecord, images: string): DeviceSpec {
  const memories: Record<string, Uint8Array | number> = {};
  for (const [name, value] of Object.entries(device.memories ?? {})) {
    memories[name] = typeof value === 'string' ? Number(value) : readMemoryFile(join(images, value.image));
  }
  return {
    kind: device.kind,
    part: device.part,
    faults: device.faults ?? [],
    options: device.options ?? [],
    memories,
    ...(device.also && { also: device.also.map((other) => deviceSpec(other, images)) }),
  };
}
