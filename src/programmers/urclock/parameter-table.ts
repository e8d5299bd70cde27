/** What a parameter takes behind `=`. */
type Takes = 'nothing' | 'number' | 'text';

/** What urclock takes with `-x`, in the order of its help: how 8.2 explains it, and 7.1 if otherwise, or null if 7.1 has none. */
const table = {
  showall: ['nothing', 'Show all info for connected part and exit'],
  showid: ['nothing', 'Show Urclock ID and exit'],
  showdate: ['nothing', 'Show last-modified date of flash application and exit'],
  showfilename: [
    'nothing',
    'Show filename of last written application and exit',
    'Show filename of last uploaded application and exit',
  ],
  showapp: ['nothing', 'Show application size and exit'],
  showstore: ['nothing', 'Show store size and exit'],
  showmeta: ['nothing', 'Show metadata size and exit'],
  showboot: ['nothing', 'Show bootloader size and exit'],
  showversion: ['nothing', 'Show bootloader version and capabilities and exit'],
  showvector: ['nothing', 'Show vector bootloader vector # and name and exit'],
  id: ['text', 'Location of Urclock ID, eg, F.12345.6'],
  title: ['text', 'Title stored and shown in lieu of a filename'],
  bootsize: ['number', 'Override/set bootloader size'],
  vectornum: [
    'number',
    'Treat bootloader as vector b/loader using vector <n>',
    'Treat bootloader as vector b/loader using this vector',
  ],
  eepromrw: ['nothing', 'Assert bootloader EEPROM read/write capability'],
  emulate_ce: ['nothing', 'Emulate chip erase'],
  restore: [
    'nothing',
    'Restore a flash backup and trim the bootloader',
    'Restore a flash backup as is trimming the bootloader',
  ],
  initstore: ['nothing', 'Fill store with 0xff on writing to flash'],
  nofilename: ['nothing', 'Do not store filename on writing to flash'],
  nodate: ['nothing', 'Do not store application filename and no date either'],
  nostore: ['nothing', 'Do not store metadata except a flag saying so', null],
  nometadata: [
    'nothing',
    'Do not support metadata at all',
    'Do not store metadata at all (ie, no store support)',
  ],
  noautoreset: ['nothing', 'Do not reset the board after opening the serial port', null],
  delay: [
    'number',
    'Additional <n> ms delay after reset, can be negative',
    'Add delay [ms] after reset, can be negative',
  ],
  strict: ['nothing', 'Use strict synchronisation protocol'],
  help: ['nothing', 'Show this help menu and exit'],
} as const satisfies Readonly<Record<string, readonly [Takes, now: string, old?: string | null]>>;

export type ParameterName = keyof typeof table;

export interface Parameter {
  readonly name: ParameterName;
  readonly takes: Takes;
  readonly now: string;
  /** Null: 7.1 has no such parameter. */
  readonly old: string | null;
}

export const parameters: readonly Parameter[] = Object.entries(table).map(
  ([name, [takes, now, old = now]]) => ({
    name: name as ParameterName,
    takes,
    now,
    old,
  }),
);

const values: Readonly<Record<'now' | 'old', Readonly<Record<Takes, string>>>> = {
  now: { nothing: '', number: '=<n>  ', text: '=<str>' },
  old: { nothing: '', number: '=<arg>', text: '=<arg>' },
};

/** The lines of `-x help`: 7.1's or 8.2's. */
export function helpLines(words: 'old' | 'now'): readonly string[] {
  const before = words === 'now' ? '  -x ' : '  -x';
  return parameters.flatMap(({ name, takes, [words]: meaning }) => {
    if (meaning === null) return [];
    const shown = `${name}${values[words][takes]}`;
    return [`${before}${shown.padEnd(16)}${meaning}`];
  });
}
