import type { Database } from '../model/database.ts';
import { isAdapter, type ProgrammerEntry } from '../model/programmer-entry.ts';
import type { SerialPortInfo } from '../model/serial-port.ts';

/** A port and the other ways of `-P` to name it. */
export interface PortSuggestion {
  readonly port: string;
  readonly others: readonly string[];
  /** The adapter that it is on, if there are more of its kind and nothing tells them apart. */
  readonly via: string | undefined;
}

/** What `-P` comes to. */
export type PortChoice =
  /** As it was given: it names no adapter. */
  | { readonly kind: 'literal' }
  | { readonly kind: 'found'; readonly port: string }
  /** Nothing is plugged in at all. */
  | { readonly kind: 'absent'; readonly wanted: string; readonly serialNumber: string }
  | { readonly kind: 'unclear'; readonly ambiguous: boolean; readonly candidates: readonly PortSuggestion[] };

/** What a port is looked for by. */
interface Wanted {
  readonly vendor: number;
  readonly products: readonly number[];
  readonly serialNumber: string;
}

/** The serial adapters of the configuration, by id. */
export function serialAdapters(database: Database): ProgrammerEntry[] {
  const adapters = [...database.allProgrammers()].filter(isAdapter);
  const key = (entry: ProgrammerEntry) => entry.ids[0].toLowerCase();
  return adapters.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/**
 * Understands `-P adapter[:serial number]` and `-P usb:vendor:product[:serial number]`, numbers in hexadecimal. The adapter's
 * plugged-in port is taken if there is exactly one.
 */
export function choosePort(given: string, ports: readonly SerialPortInfo[], database: Database): PortChoice {
  const asked = wantedBy(given, database);
  if (!asked) return { kind: 'literal' };
  const { wanted, name } = asked;
  if (ports.length === 0) return { kind: 'absent', wanted: name, serialNumber: wanted.serialNumber };
  const found = ports.filter((port) => matches(port, wanted));
  const [only] = found;
  if (only && found.length === 1) return { kind: 'found', port: only.port };
  const ambiguous = found.length > 0;
  return { kind: 'unclear', ambiguous, candidates: suggestPorts(ambiguous ? found : ports, ports, database) };
}

function wantedBy(given: string, database: Database): { wanted: Wanted; name: string } | undefined {
  const usb = /^usb:([0-9a-f]+):([0-9a-f]+)(?::(.*))?$/i.exec(given);
  if (usb) {
    const [, vendor = '', product = '', serialNumber = ''] = usb;
    const wanted = {
      vendor: Number.parseInt(vendor, 16),
      products: [Number.parseInt(product, 16)],
      serialNumber,
    };
    return { wanted, name: `adapter with USB VID ${vendor} and PID ${product}` };
  }
  if (given === '' || given.includes('/') || given.includes('\\')) return undefined;
  const [id = '', ...rest] = given.split(':');
  const entry = database.programmer(id);
  if (!entry || !isAdapter(entry)) return undefined;
  const wanted = {
    vendor: entry.usbvid,
    products: entry.usbpid,
    serialNumber: rest.join(':') || entry.usbsn,
  };
  return { wanted, name: `adapter ${id}` };
}

/** A serial number is matched by its beginning, or behind three dots by its end. */
function matches(port: SerialPortInfo, { vendor, products, serialNumber }: Wanted): boolean {
  return (
    port.vendor === vendor &&
    products.includes(port.product) &&
    (port.serialNumber.startsWith(serialNumber) ||
      (serialNumber.startsWith('...') && port.serialNumber.endsWith(serialNumber.slice(3))))
  );
}

/** For some ports, every way of `-P` that names this one and no other. */
export function suggestPorts(
  some: readonly SerialPortInfo[],
  all: readonly SerialPortInfo[],
  database: Database,
): PortSuggestion[] {
  const adapters = some.some(({ vendor }) => vendor !== 0) ? serialAdapters(database) : [];
  return some.map((port) => {
    const isOnly = (wanted: Wanted) =>
      matches(port, wanted) && all.filter((one) => matches(one, wanted)).length === 1;
    const { serialNumber } = port;
    let via: string | undefined;
    const byAdapter = adapters.flatMap(({ ids, usbvid: vendor, usbpid: products, usbsn }) =>
      ids.flatMap((id) => {
        if (isOnly({ vendor, products, serialNumber: usbsn })) return [id];
        if (serialNumber !== '' && isOnly({ vendor, products, serialNumber }))
          return [`${id}:${serialNumber}`];
        if (matches(port, { vendor, products, serialNumber: usbsn })) via ??= id;
        return [];
      }),
    );
    if (byAdapter.length > 0 || port.vendor === 0)
      return { port: port.port, others: byAdapter, via: undefined };
    const hex = (value: number) => value.toString(16).padStart(4, '0');
    const ids = `usb:${hex(port.vendor)}:${hex(port.product)}`;
    const byIds = { vendor: port.vendor, products: [port.product] };
    if (isOnly({ ...byIds, serialNumber: '' })) return { port: port.port, others: [ids], via: undefined };
    if (serialNumber !== '' && isOnly({ ...byIds, serialNumber }))
      return { port: port.port, others: [`${ids}:${serialNumber}`], via: undefined };
    return { port: port.port, others: [], via };
  });
}
