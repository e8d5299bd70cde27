import type { Database } from '../../model/database.ts';
import { isAdapter, type ProgrammerEntry } from '../../model/programmer-entry.ts';

/** A USB device that needs a udev rule. */
interface Device {
  readonly vid: number;
  readonly pid: number;
  /** Reached through /dev/hidraw*. */
  readonly hid: boolean;
  /** The ids of the programmer, as a comment shows them. */
  readonly ids: string;
}

const atmel = 0x03eb;
const microchip = 0x04d8;

/** Programmer types that speak through HID. */
const hidTypes = new Set([
  'jtagice3',
  'jtagice3_pdi',
  'jtagice3_updi',
  'jtagice3_dw',
  'jtagice3_isp',
  'jtagice3_tpi',
]);

/** Other ids under which the same device shows up: a PIC mode that it can be switched from, an older firmware. */
function relatives({ vid, pid }: Pick<Device, 'vid' | 'pid'>): readonly Pick<Device, 'vid' | 'pid'>[] {
  if (vid === atmel && pid >= 0x217f && pid <= 0x2181)
    return [
      { vid: microchip, pid: 0x9018 },
      { vid: microchip, pid: 0x9019 },
    ];
  if (vid === atmel && pid >= 0x2177 && pid <= 0x2179)
    return [
      { vid: microchip, pid: 0x9012 },
      { vid: microchip, pid: 0x9017 },
    ];
  if (vid === 0x16c0 && pid === 0x05dc) return [{ vid: atmel, pid: 0xc7b4 }];
  return [];
}

function devicesOf(entry: ProgrammerEntry, database: Database): readonly Device[] {
  if (entry.connectionType !== 'usb' && !isAdapter(entry)) return [];
  const { usbvid: vid, type } = entry;
  const ids = entry.ids.join(', ');
  const hid = hidTypes.has(type);
  if (entry.usbpid.length === 0 && (type === 'flip1' || type === 'flip2'))
    return [...database.allParts()]
      .filter(({ usbpid }) => usbpid !== 0)
      .map(({ usbpid: pid }) => ({ vid, pid, hid: false, ids }));
  return entry.usbpid.flatMap((pid) => [
    { vid, pid, hid, ids },
    ...relatives({ vid, pid }).map((one) => ({ ...one, hid, ids })),
  ]);
}

const compare = (a: Device, b: Device): number =>
  a.vid - b.vid || a.pid - b.pid || Number(a.hid) - Number(b.hid);

/**
 * Flag `u`: udev rules that give users access to programmers, and how to install them.
 * @param pattern the wildcard that was asked for
 * @param program our name, which the rules' file is named after
 */
export function udevRules(
  entries: readonly ProgrammerEntry[],
  database: Database,
  pattern: string,
  program: string,
): string {
  const devices: Device[] = [];
  for (const device of entries.flatMap((entry) => devicesOf(entry, database)))
    if (!devices.some((one) => compare(one, device) === 0 && one.ids === device.ids)) devices.push(device);
  const [first] = devices;
  if (!first) return '';
  return [
    instructions(pattern, program, devices.length + (first.hid ? 1 : 0)),
    `# Generated from avrdude -c "${pattern}/u"\n`,
    devices.length > 3 ? labelled(rules(devices)) : rules(devices),
  ].join('');
}

/** AVR-Doper in HID mode (its V-USB ids), which `-P avrdoper` names and no entry of the configuration. */
const avrdoper: Device = { vid: 0x16c0, pid: 0x05df, hid: true, ids: '-P avrdoper' };

/** Types that avrdude's own rules do not know as HID devices, although they are. */
const otherHidTypes = new Set(['teensy']);

/** A file of udev rules for every USB programmer that is known. */
export function udevRulesFile(database: Database): string {
  const devices = [...database.allProgrammers()].flatMap((entry) =>
    devicesOf(entry, database).map((one) => (otherHidTypes.has(entry.type) ? { ...one, hid: true } : one)),
  );
  return `# Written by avrdude --install-udev: lets whoever sits at the computer use USB programmers\n${labelled(rules([...devices, avrdoper]))}`;
}

/** Lets udev pass all rules by when a device goes. */
function labelled(text: string): string {
  return `\nACTION!="add|change", GOTO="avrdude_end"\n${text}\nLABEL="avrdude_end"\n`;
}

function instructions(pattern: string, program: string, count: number): string {
  const all = pattern === '*';
  const file = `/etc/udev/rules.d/55-${program}${all ? '' : `-${asciiName(pattern)}`}.rules`;
  return [
    `1. Examine the suggested udev rule${count === 1 ? '' : 's'} below; to install run:\n\n`,
    `${program} -c "${pattern}/u" | tail -n +${all ? 10 : 12} | sudo tee ${file}\n`,
    `sudo chmod 0644 ${file}\n\n`,
    '2. sudo udevadm control --reload\n',
    '3. Unplug any AVRDUDE USB programmers and plug them in again\n',
    '4. Enjoy user access to the USB programmer(s)\n\n',
    all ? '' : `Note: To install all udev rules known to AVRDUDE follow: ${program} -c "*/u" | more\n\n`,
  ].join('');
}

/** Characters that do not belong into a file name, and what avrdude has for them. */
const asciiNames: Readonly<Record<string, string>> = {
  '?': 'Q',
  '*': 'X',
  '|': 'I',
  '!': 'I',
  '{': 'l',
  '<': 'l',
  '}': 'j',
  '>': 'j',
  '[': 'L',
  '(': 'L',
  ']': 'J',
  ')': 'J',
  '&': '+',
  '"': 'q',
  "'": 'q',
  '`': 'q',
};

function asciiName(text: string): string {
  return text.replace(/[^A-Za-z0-9+]/g, (character) => asciiNames[character] ?? '_');
}

function rules(devices: readonly Device[]): string {
  const sorted = devices.toSorted((a, b) => compare(a, b) || (a.ids < b.ids ? -1 : a.ids > b.ids ? 1 : 0));
  let text = '';
  let lastIds = '';
  for (let i = 0; i < sorted.length; ) {
    const device = sorted[i];
    if (!device) break;
    const same = sorted.filter((one) => compare(one, device) === 0);
    i += same.length;
    const ids = same.map((one) => one.ids).join(', ');
    if (ids !== lastIds) text += `\n# ${ids}\n`;
    lastIds = ids;
    text += rule(device);
  }
  return text;
}

function rule({ vid, pid, hid }: Device): string {
  const four = (value: number): string => value.toString(16).padStart(4, '0');
  const which = `ATTRS{idVendor}=="${four(vid)}", ATTRS{idProduct}=="${four(pid)}", MODE="0660", TAG+="uaccess"\n`;
  const usb = `SUBSYSTEM=="usb", ${which}`;
  return hid ? `${usb}KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${which}` : usb;
}
