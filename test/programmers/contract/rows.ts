import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Contracted } from '../../sim/contract.ts';
import { DeviceFileSystem } from '../../sim/device-files.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { UpdiChip } from '../../sim/updi-chip.ts';
import { Urboot } from '../../sim/urboot.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import type { Device } from '../../whole-run/cable.ts';

/** A programmer of the table: how it is asked for, and what stands in for it. */
export interface Row {
  /** Of `src/programmers/registry.ts`. */
  readonly type: string;
  /** Tells it from others of its type. */
  readonly name: string;
  readonly args: readonly string[];
  /** A new device, as from the shop but for a flaw. */
  readonly plugIn: (flaw?: Flaw) => Plugged;
  /** The target is programmed by a boot loader in itself: what locks it against programmers is no matter to that. */
  readonly isBootLoader: boolean;
  /** The memory that holds the program; a boot loader of an XMEGA knows no `flash`. */
  readonly program?: string;
  /** A locked part stays locked: avrdude does not get past its signature (see `test/sim/updi.real.test.ts`). */
  readonly staysLocked: boolean;
  /** Nothing can be read back: files are written with an erase and without verification. */
  readonly writesOnly?: boolean;
  /** Its part has no EEPROM. */
  readonly lacksEeprom?: boolean;
}

/**
 * Locked: neither to be read nor written from outside (data sheets, lock bit protection mode 3). Other chip: not the one of `-p`.
 * Old program: its flash is not blank.
 */
export type Flaw = 'locked' | 'other chip' | 'old program';

/** A device and what can be seen of its target. */
export interface Plugged {
  readonly device: Device;
  /** Whether the target is held where it cannot run its program. A boot loader is the target. */
  readonly held: () => boolean;
  readonly memories: () => Readonly<Record<'flash' | 'eeprom', Uint8Array>>;
}

/** Signature of a part that no row is for: the ATmega169. */
const otherSignature = Uint8Array.of(0x1e, 0x94, 0x05);
/** The same part, as urboot counts parts. */
const atmega169 = 79;
/** Lock bits that let nobody in. */
const lockedBits = { classic: 0xfc, updi: 0x00 } as const;
/** What the first 2 KiB of an old program are. */
const oldProgram = new Uint8Array(2048).fill(0x3a);
/** Kinds whose target has UPDI. */
const updiKinds = ['serialupdi', 'jtag2updi'];

function serial(kind: string, part: string, options: readonly string[]): Row['plugIn'] {
  return (flaw) => {
    const faults =
      flaw === 'other chip' ? [`wrong-signature=${Buffer.from(otherSignature).toString('hex')}`] : [];
    const lock = updiKinds.includes(kind) ? lockedBits.updi : lockedBits.classic;
    const memories = {
      ...(flaw === 'locked' && { lock }),
      ...(flaw === 'old program' && { flash: oldProgram }),
    };
    const device = simulateAny({ kind, part, options, faults, memories });
    return {
      device,
      held: () => device.dump().meta.targetHeld,
      memories: () => {
        const { flash, eeprom } = device.dump().memories;
        return { flash: flash!, eeprom: eeprom! };
      },
    };
  };
}

function usb(kind: string, part: string, more: readonly string[] = []): Row['plugIn'] {
  return (flaw) => {
    const options = ['lenient', ...more];
    if (flaw === 'other chip') options.push(`wrong-signature=${Buffer.from(otherSignature).toString('hex')}`);
    const board = new UsbBoard({ kind, part, options });
    const { other, chip } = board;
    if (flaw === 'locked')
      (other ?? chip).preset('lock', other instanceof UpdiChip ? lockedBits.updi : lockedBits.classic);
    if (flaw === 'old program')
      (other ?? chip).preset('flash', oldProgram.subarray(0, board.memories().flash?.length));
    return {
      device: board,
      held: () => board.isp.held || board.firmware.holds === true,
      memories: () => {
        const { flash = new Uint8Array(0), eeprom = new Uint8Array(0) } = board.memories();
        return { flash, eeprom };
      },
    };
  };
}

/** A loader that names the part by itself, without a signature to be read: another chip is one with another loader. */
function urboot(flaw?: Flaw): Plugged {
  const device = new Urboot(flaw === 'other chip' ? { mcuId: atmega169 } : {});
  if (flaw === 'old program') device.flash.set(oldProgram);
  return { device, held: () => false, memories: () => device };
}

/** A programmer on a serial port. @param id as `-c` names it @param options of the simulated device */
function onSerial(type: string, id: string, part: string, kind: string, ...options: string[]): Row {
  const port = kind === 'xbee' ? '0013A20012345678@/dev/ttySim' : '/dev/ttySim';
  const args = ['-c', id, '-p', part, '-P', port];
  const name = [id, kind, ...options].join(' ');
  const isBootLoader = ['optiboot', 'avr109', 'wiring', 'xbee'].includes(kind);
  return {
    type,
    name,
    args,
    plugIn: serial(kind, part, options),
    isBootLoader,
    staysLocked: kind === 'jtag2updi',
  };
}

/** A programmer on USB. @param kind of the simulated device, where its `-c` does not name it @param options of that */
function onUsb(type: string, id: string, part: string, kind = id, ...options: string[]): Row {
  return {
    type,
    name: [id, 'on USB', ...(kind === id ? [] : [kind, part]), ...options].join(' '),
    args: ['-c', id, '-p', part],
    plugIn: usb(kind, part, options),
    isBootLoader: false,
    staysLocked: unlocksNothing(type),
    lacksEeprom: ['t10', 'uc3a0512'].includes(part),
  };
}

/** A debugger cannot erase a chip; that of an AVR32 is shut out with all else, and avrdude's chip erase begins with it. */
function unlocksNothing(type: string): boolean {
  return type.endsWith('_dw') || type === 'jtagmkii_avr32';
}

/** A programmer by device files, with their usual paths. */
function onDevices(type: string, id: string, part: string, kind: string, options: readonly string[]): Row {
  const port = {
    linuxgpio: 'gpiochip0',
    linuxspi: '/dev/spidev0.0:/dev/gpiochip0',
    par: '/dev/parport0',
    serbb: '/dev/ttyS0',
  }[kind];
  return {
    type,
    name: `${id} by device files`,
    args: ['-c', id, '-p', part, '-P', port ?? ''],
    plugIn: (flaw) => {
      const device = new DeviceFileSystem({ kind, part, options });
      const { chip, isp } = device.target;
      if (flaw === 'other chip') chip.signature.set(otherSignature);
      if (flaw === 'locked') chip.preset('lock', lockedBits.classic);
      if (flaw === 'old program') chip.preset('flash', oldProgram);
      return { device, held: () => isp.held, memories: () => chip };
    },
    isBootLoader: false,
    staysLocked: false,
  };
}

/** The rows that simulators bring along. */
async function broughtAlong(): Promise<readonly Row[]> {
  const folder = path.resolve(import.meta.dirname, '../../sim');
  const rows: Row[] = [];
  for (const file of readdirSync(folder)) {
    const place = path.join(folder, file);
    if (!file.endsWith('.ts') || !/^export const contract\b/m.test(readFileSync(place, 'utf8'))) continue;
    const { contract } = (await import(place)) as { readonly contract: readonly Contracted[] };
    for (const { type, id, part, kind, on, options = [] } of contract)
      rows.push(
        on === 'usb'
          ? onUsb(type, id, part, kind, ...options)
          : on === 'devices'
            ? onDevices(type, id, part, kind, options)
            : onSerial(type, id, part, kind, ...options),
      );
  }
  return rows;
}

/** A DFU boot loader. */
function byDfu(type: string, part: string, program: string, ...options: string[]): Row {
  return {
    type,
    name: [type, ...options].join(' '),
    args: ['-c', type, '-p', part],
    plugIn: usb(type, part, options),
    isBootLoader: true,
    program,
    staysLocked: false,
  };
}

/**
 * A boot loader on USB that takes flash and gives nothing; its `-c` names the simulated device, too.
 * @param otherPart one that it tells from the part
 */
function loader(type: string, part: string, otherPart: string, ...options: string[]): Row {
  const plugIn = (flaw?: Flaw): Plugged => {
    const board = new UsbBoard({ kind: type, part: flaw === 'other chip' ? otherPart : part, options });
    if (flaw === 'old program') board.chip.preset('flash', oldProgram);
    return { device: board, held: () => false, memories: () => board.chip };
  };
  return {
    ...{ type, name: [type, ...options].join(' '), args: ['-c', type, '-p', part], plugIn },
    ...{ isBootLoader: true, staysLocked: false, writesOnly: true },
  };
}

/** Every programmer type there is, some with several devices. A type without a row fails. */
export const rows: readonly Row[] = [
  ...(await broughtAlong()),
  onSerial('arduino', 'arduino', 'm328p', 'optiboot'),
  onSerial('avr910', 'avr910', 'm32', 'avr910'),
  onSerial('avr910', 'avr910', 'm32', 'avr910', 'block=128'),
  onSerial('buspirate', 'buspirate', 'm328p', 'buspirate'),
  onSerial('buspirate', 'buspirate', 'm328p', 'buspirate', 'wtr=0', 'avrext=0'),
  onSerial('buspirate', 'buspirate', 'm328p', 'buspirate', 'bin=0'),
  onSerial('buspirate_bb', 'buspirate_bb', 'm328p', 'buspirate'),
  onSerial('butterfly', 'avr109', 'm32u4', 'avr109'),
  onSerial('butterfly', 'butterfly', 'm32u4', 'avr109', 'fw=butterfly'),
  onSerial('butterfly_mk', 'mkbutterfly', 'm32u4', 'avr109', 'fw=butterfly'),
  byDfu('flip1', 'm32u4', 'flash', 'secure=0'),
  byDfu('flip1', 'm32u4', 'flash', 'variant=lufa'),
  byDfu('flip2', 'x128a3u', 'application'),
  onSerial('serialupdi', 'serialupdi', 't1614', 'serialupdi'),
  onSerial('jtagmkii_updi', 'jtag2updi', 't1614', 'jtag2updi'),
  onSerial('jtagmkii', 'jtag2', 'm16', 'jtagmkii'),
  onUsb('jtagmkii', 'jtag2', 'm16'),
  onSerial('jtagmkii_isp', 'jtag2isp', 'm16', 'jtagmkii'),
  onUsb('jtagmkii_isp', 'jtag2isp', 'm16'),
  onUsb('dragon_jtag', 'dragon_jtag', 'm16'),
  onUsb('dragon_isp', 'dragon_isp', 'm16'),
  onUsb('jtagice3', 'atmelice', 'm32u4', 'atmelice'),
  onUsb('jtagice3', 'jtag3', 'm32u4', 'jtagice3'),
  onUsb('jtagice3_dw', 'atmelice_dw', 'm328p', 'atmelice', 'dwen=1'),
  onUsb('jtagice3_isp', 'atmelice_isp', 'm328p', 'atmelice'),
  onUsb('jtagice3_isp', 'xplainedmini', 'm328p', 'xplainedmini'),
  onUsb('jtagice3_isp', 'jtag3isp', 'm328p', 'jtagice3'),
  onUsb('jtagice3_pdi', 'atmelice_pdi', 'x16a4u', 'atmelice'),
  onUsb('jtagice3_tpi', 'atmelice_tpi', 't10', 'atmelice'),
  onUsb('jtagice3_updi', 'atmelice_updi', 't3216', 'atmelice'),
  onUsb('jtagice3_updi', 'atmelice_updi', 't3216', 'atmelice', 'count=4'),
  onUsb('jtagice3_updi', 'pkobn_updi', 't1614', 'pkobn'),
  onSerial('stk500', 'avrisp', 'm328p', 'stk500v1', 'fw=arduinoisp'),
  onSerial('stk500', 'stk500v1', 'm328p', 'stk500v1'),
  onSerial('stk500generic', 'stk500', 'm328p', 'stk500v1'),
  onSerial('stk500generic', 'stk500', 'm328p', 'stk500v2'),
  onSerial('stk500hvsp', 'stk500hvsp', 't85', 'stk500v2'),
  onSerial('stk500pp', 'stk500pp', 'm16', 'stk500v2'),
  onSerial('stk500v2', 'stk500v2', 'm328p', 'stk500v2'),
  onSerial('stk500v2', 'avrispv2', 'm328p', 'stk500v2', 'id=AVRISP_2'),
  onUsb('stk500v2', 'avrispmkII', 'm328p'),
  onUsb('stk500v2', 'avrispmkII', 'x16a4u'),
  onUsb('stk500v2', 'avrispmkII', 't10'),
  onUsb('stk600', 'stk600', 'm328p'),
  onUsb('stk600', 'stk600', 'x16a4u'),
  onUsb('stk600hvsp', 'stk600hvsp', 't85', 'stk600'),
  onUsb('stk600pp', 'stk600pp', 'm328p', 'stk600'),
  {
    type: 'urclock',
    name: 'urclock',
    args: ['-c', 'urclock', '-p', 'm328p', '-P', '/dev/ttySim'],
    plugIn: urboot,
    isBootLoader: true,
    staysLocked: false,
  },
  onSerial('wiring', 'wiring', 'm2560', 'wiring'),
  loader('micronucleus', 't85', 't45'),
  loader('micronucleus', 't85', 't45', 'version=1.11'),
  loader('teensy', 'm32u4', 'usb1286'),
  loader('bootloadhid', 'm32', 'm8'),
  { ...loader('lufa-hid', 'm32u4', 'usb1286'), type: 'lufa_hid' },
];
