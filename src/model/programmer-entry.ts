import type { ProgMode, SourcePlace } from './part.ts';

export const pinNames = [
  'vcc',
  'buff',
  'reset',
  'sck',
  'sdo',
  'sdi',
  'tck',
  'tdi',
  'tdo',
  'tms',
  'errled',
  'rdyled',
  'pgmled',
  'vfyled',
] as const;
export type PinName = (typeof pinNames)[number];

/** Pins that serve one function; `inverted` is the `~` of avrdude.conf. */
export interface PinDefinition {
  readonly pins: readonly number[];
  readonly inverted: readonly number[];
}

export type ConnectionType = 'parallel' | 'serial' | 'usb' | 'spi' | 'linuxgpio';

/** What avrdude.conf says of a programmer. */
export interface ProgrammerEntry {
  /** All ids; the first is the one avrdude prints. */
  readonly ids: readonly [string, ...string[]];
  readonly desc: string;
  readonly parentId: string | undefined;
  /** The id of a programmer type (`type = "stk500";`). */
  readonly type: string;
  readonly progModes: readonly ProgMode[];
  /** What the configuration says, if the modes follow from the type instead and the release would not know. */
  readonly statedModes?: readonly ProgMode[];
  /** A serial adapter, too, besides being a programmer. An entry with USB ids and no modes is one without saying so. */
  readonly isSerialAdapter: boolean;
  readonly extraFeatures: number;
  readonly connectionType: ConnectionType;
  /** Bits per second, 0 if the type's default holds. */
  readonly baudrate: number;
  readonly usbvid: number;
  readonly usbpid: readonly number[];
  readonly usbdev: string;
  readonly usbsn: string;
  readonly usbvendor: string;
  readonly usbproduct: string;
  readonly pins: Readonly<Partial<Record<PinName, PinDefinition>>>;
  readonly hvupdiSupport: readonly number[];
  readonly source: SourcePlace;
}

/** Whether `-P` can name the entry: it has USB ids, and programs nothing itself or says that it is an adapter, too. */
export function isAdapter(entry: Pick<ProgrammerEntry, 'usbpid' | 'progModes' | 'isSerialAdapter'>): boolean {
  return entry.usbpid.length > 0 && (entry.progModes.length === 0 || entry.isSerialAdapter);
}
