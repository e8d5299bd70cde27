import { type PinName, type ProgrammerEntry, pinNames } from '../../model/programmer-entry.ts';
import { statedModes } from '../../model/stated-modes.ts';
import type { BlockComments } from '../comments.ts';
import { commented, headed } from './commented.ts';
import type { Assignment, DeveloperStyle } from './style.ts';
import { flagNames, hex, quoted, yesNo } from './text.ts';

const features = [
  'HAS_SUFFER',
  'HAS_VTARG_SWITCH',
  'HAS_VTARG_ADJ',
  'HAS_VTARG_READ',
  'HAS_FOSC_ADJ',
  'HAS_VAREF_ADJ',
  'HAS_BITCLOCK_ADJ',
];

const jtagPins: readonly PinName[] = ['tck', 'tdi', 'tdo', 'tms'];

function pinText(entry: ProgrammerEntry, name: PinName): string {
  const { pins = [], inverted = [] } = entry.pins[name] ?? {};
  const all = [...new Set([...pins, ...inverted])].sort((a, b) => a - b);
  return all.map((pin) => (inverted.includes(pin) ? `~${pin}` : String(pin))).join(', ');
}

function pins(entry: ProgrammerEntry, style: DeveloperStyle): readonly Assignment[] {
  const shown = style === 'full' ? pinNames : pinNames.filter((name) => !jtagPins.includes(name));
  const all = shown.map((name) => ({ name, text: pinText(entry, name) }));
  return style === 'full' ? all : [{ name: '<unknown>', text: '' }, ...all];
}

function assignments(entry: ProgrammerEntry, style: DeveloperStyle): readonly Assignment[] {
  const full = style === 'full';
  const modes = statedModes(entry).map((mode) => `PM_${mode}`);
  return [
    { name: 'desc', text: quoted(entry.desc) },
    { name: 'type', text: `"${entry.type}"` },
    { name: 'prog_modes', text: flagNames(modes) },
    ...(full
      ? [
          { name: 'is_serialadapter', text: yesNo(entry.isSerialAdapter) },
          {
            name: 'extra_features',
            text: flagNames(features.filter((_, bit) => entry.extraFeatures & (1 << bit))),
          },
        ]
      : []),
    { name: 'connection_type', text: entry.connectionType },
    { name: 'baudrate', text: String(entry.baudrate) },
    { name: 'usbvid', text: hex(entry.usbvid, 4) },
    { name: 'usbpid', text: entry.usbpid.map((pid) => hex(pid, 4)).join(', ') || 'NULL' },
    { name: 'usbdev', text: quoted(entry.usbdev) },
    { name: 'usbsn', text: quoted(entry.usbsn) },
    { name: 'usbvendor', text: quoted(entry.usbvendor) },
    { name: 'usbproduct', text: quoted(entry.usbproduct) },
    ...pins(entry, style),
    { name: 'hvupdi_support', text: entry.hvupdiSupport.join(', ') || 'NULL' },
  ];
}

/**
 * The entry of a programmer in avrdude.conf.
 * @param base the programmer whose values go without saying; undefined to show every value
 */
export function programmerEntry(
  entry: ProgrammerEntry,
  base: ProgrammerEntry | undefined,
  comments: BlockComments | undefined,
  { style, table }: { readonly style: DeveloperStyle; readonly table: boolean },
): string {
  const [id] = entry.ids;
  const line = ({ name, text }: Assignment): string =>
    table
      ? `.prog\t${id}\t${name}\t${text}\n`
      : commented(name, `    ${name.padEnd(22)} = ${text};`, comments);
  const inherited = base && assignments(base, style);
  const values = assignments(entry, style).filter(({ text }, i) => inherited?.[i]?.text !== text);
  const ids = { name: 'id', text: entry.ids.map(quoted).join(', ') };
  const opening = table ? '' : heading(entry, style, comments);
  const closing = table ? '' : `${comments?.before(';') ?? ''};\n`;
  return [opening, line(ids), ...values.map(line), closing].join('');
}

function heading(entry: ProgrammerEntry, style: DeveloperStyle, comments: BlockComments | undefined): string {
  const adapter = entry.usbpid.length > 0 && statedModes(entry).length === 0;
  const keyword = style === 'full' && adapter ? 'serialadapter' : 'programmer';
  const note = style === 'full' ? ` # ${entry.ids[0]}` : '';
  const parent = entry.parentId ? ` parent "${entry.parentId}"` : '';
  return headed(entry.ids.join('/'), `${keyword}${parent}${note}\n`, comments);
}
