import { hex4, range, spoken } from './base-messages.ts';

/** What avrdude says of a file for flash that has to get along with a boot loader. */

const inHook = 'urclock_flash_readhook';

interface Ranges {
  /** Lowest and highest address of the input. */
  readonly input: readonly [number, number];
  readonly other: readonly [number, number];
}

const what = (p: Ranges, does: string) => `input ${range(...p.input)} ${does} ${range(...p.other)}`;

export const summary = spoken<{ name: string; date: string; metadata: number; boot: number }>(
  'urclock/summary',
  'notice2',
  inHook,
  (p) => `${p.name} ${p.date} meta ${p.metadata} boot ${p.boot}`,
);

export const loaderOutside = spoken<{ loader: readonly [number, number]; last: number }>(
  'urclock/loader-outside',
  'error',
  inHook,
  (p) => `bootloader ${range(...p.loader)} outside flash [0, 0x${hex4(p.last)}]`,
);

export const overlapsLoader = spoken<Ranges>(
  'urclock/overlaps-loader',
  'error',
  inHook,
  (p) => what(p, 'overlaps bootloader'),
  (p) => `${what(p, 'overlaps b/loader')}; consider -x restore`,
);

export const overlapsMetadata = spoken<Ranges & { advice: string }>(
  'urclock/overlaps-metadata',
  'error',
  inHook,
  (p) => `${what(p, 'overlaps metadata')}, consider -x${p.advice}`,
);

export const overlapsMarker = spoken<{ input: readonly [number, number]; marker: number }>(
  'urclock/overlaps-marker',
  'error',
  inHook,
  (p) => `input ${range(...p.input)} overlaps metadata byte at 0x${hex4(p.marker)}, consider -x nometadata`,
);

export const lessKept = spoken<Ranges & { selected: string }>(
  'urclock/less-kept',
  'warning',
  inHook,
  (p) => `${what(p, 'overlaps metadata')}, selecting -x ${p.selected}`,
);

export const noVectorTable = spoken(
  'urclock/no-vector-table',
  'warning',
  inHook,
  () => 'not patching jmp to application as input does not start with a vector table',
);

interface Astray {
  readonly opcode: string;
  readonly target: number;
  readonly code: readonly [number, number];
}

export const jumpsAstray = spoken<Astray>('urclock/jumps-astray', 'warning', inHook, (p) => [
  `not patching as reset opcode ${p.opcode} jumps to 0x${hex4(p.target)},`,
  `ie, outside code area [0x${hex4(p.code[0])}, 0x${hex4(p.code[1])})`,
]);

const advice = 'using -F will try to patch the input but this may not be what is needed';

export const losesLoader = spoken(
  'urclock/loses-loader',
  'error',
  inHook,
  () => `input would overwrite the reset vector bricking the bootloader\n        ${advice}`,
  () => `input would overwrite the reset vector bricking the bootloader\n  ${advice}`,
);

interface Reset {
  readonly target: number;
  readonly loader: number;
}

const elsewhere = (p: Reset) =>
  `input points reset to 0x${hex4(p.target)}, not to bootloader at 0x${hex4(p.loader)}`;

export const resetElsewhere = spoken<Reset>(
  'urclock/reset-elsewhere',
  'error',
  inHook,
  (p) => `${elsewhere(p)}\n        ${advice}`,
  (p) => `${elsewhere(p)}\n  ${advice}`,
);

export const pagesImplausible = spoken<{ step: number; end: number }>(
  'urclock/pages-implausible',
  'error',
  inHook,
  (p) => `effective page size ${p.step} implausible for size ${p.end} below bootloader`,
);

export const padding = spoken<{ bytes: readonly [number, number] }>(
  'urclock/padding',
  'debug',
  inHook,
  (p) => `padding ${range(...p.bytes)}`,
);

export const cannotPad = spoken<{ bytes: readonly [number, number] }>(
  'urclock/cannot-pad',
  'notice2',
  inHook,
  (p) => `cannot read flash ${range(...p.bytes)} to pad page bytes`,
);

export const blankPadding = spoken<{ address: number }>(
  'urclock/blank-padding',
  'debug',
  inHook,
  (p) => `0xff padding page addr 0x${String(p.address).padStart(4, '0')}`,
);

export const forcedReset = spoken<{ partly: boolean }>(
  'urclock/forced-reset',
  'info',
  'urclock_paged_rdwr',
  (p) => `forcing ${p.partly ? 'partial ' : ''}reset vector to point to vector bootloader`,
);

export const forcedInPassing = spoken(
  'urclock/forced-in-passing',
  'info',
  'urclock_paged_load',
  () => 'en passant forcing reset vector to point to vector bootloader',
);
