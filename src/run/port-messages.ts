/** What is said about the serial ports of this machine. */
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import { defineMessage, raw, said, type Words } from '../output/words.ts';
import type { PortSuggestion } from './port-choice.ts';

type Ports = { readonly ports: readonly PortSuggestion[] };
const none: readonly Words[] = [];

function line({ port, others, via }: PortSuggestion): string {
  const names = others.map((other, at) => `${at + 1 < others.length ? ', -P' : ' or -P'} ${other}`);
  return `  -P ${port}${names.join('')}${via === undefined ? '' : ` (via ${via} serial adapter)`}\n`;
}

function list({ ports }: Ports, level: Words['level']): readonly Words[] {
  if (ports.length === 0) return none;
  const [title, plural] = ports.length > 1 ? ['Possible', 's'] : ['A possible', ''];
  return [
    raw(level, `${title} candidate serial port${plural}${plural ? ' are' : ' is'}:\n`),
    ...ports.map((port) => raw(level, line(port))),
    raw(
      level,
      `Note that above port${plural} might not be connected to a target board or an AVR programmer.\n`,
    ),
    raw(level, 'Also note there may be other direct serial ports not listed above.\n'),
  ];
}

/** `-P ?s`. */
export const portsListed = defineMessage<Ports>('run/ports-listed', {
  '6.4': (facts) => list(facts, 'info'),
  '7.1': (facts) => list(facts, 'warning'),
});

/** The port cannot be opened; these are there. */
export const portsSuggested = defineMessage<Ports>('run/ports-suggested', {
  '8.2': (facts) => list(facts, 'warning'),
});

/** A single `-r`, in vain. */
export const longerDelays = defineMessage('run/longer-delays', {
  '8.2': () => said('info', 'alternatively, try -rr or -rrr for longer delays\n'),
});

/** `-P ?sa`. */
export const adaptersListed = defineMessage<{ adapters: readonly ProgrammerEntry[] }>('run/adapters-listed', {
  '6.4': ({ adapters }) => listAdapters(adapters, 'info'),
  '7.1': ({ adapters }) => listAdapters(adapters, 'error'),
});

function listAdapters(adapters: readonly ProgrammerEntry[], level: Words['level']): readonly Words[] {
  const rows = adapters.flatMap((entry) => entry.ids.map((id) => ({ id, entry })));
  const width = Math.max(0, ...rows.map(({ id }) => id.length));
  const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;
  return [
    { level, lead: 'margin', text: 'Valid serial adapters are:\n' },
    ...rows.map(({ id, entry: { usbvid, usbpid, usbsn } }): Words => {
      const products = usbpid.map((product) => ` ${hex(product)}`).join('');
      const serial = usbsn === '' ? '' : `, usbsn ${usbsn}`;
      return raw(level, `  ${id.padEnd(width)} = [usbvid ${hex(usbvid)}, usbpid${products}${serial}]\n`);
    }),
  ];
}

/** `byIds`: by vendor and product. */
type Unclear = Ports & { readonly given: string; readonly ambiguous: boolean; readonly byIds: boolean };

/** `-P` names an adapter of which none or several are plugged in. */
export const portUnclear = defineMessage<Unclear>('run/port-unclear', {
  '6.4': (facts) => unclear(facts, 'info'),
  '7.1': (facts) => unclear(facts, 'warning'),
});

function unclear({ given, ambiguous, byIds, ports }: Unclear, level: Words['level']): readonly Words[] {
  const where = byIds ? 'setport_from_vid_pid()' : 'setport_from_serialadapter()';
  const what = ambiguous ? 'ambiguous' : 'not connected';
  return [
    said(level, `-P ${given} is ${what}; consider\n`, `${where} serialadapter.c`),
    ...ports.map((port) => raw(level, line(port))),
  ];
}

/** `-P` names an adapter, and this machine has no serial port. */
export const adapterAbsent = defineMessage<{ wanted: string; serialNumber: string }>('run/adapter-absent', {
  '6.4': (facts) => absent(facts, 'info'),
  '7.1': (facts) => absent(facts, 'warning'),
});

function absent(
  { wanted, serialNumber }: { wanted: string; serialNumber: string },
  level: Words['level'],
): Words {
  const byIds = wanted.includes('USB VID');
  const number = serialNumber === '' ? '' : `${byIds ? ' and' : ' with'} serial number ${serialNumber}`;
  return said(level, `serial ${wanted}${number} not connected${byIds ? '' : ' to host'}\n`, 'main() main.c');
}
