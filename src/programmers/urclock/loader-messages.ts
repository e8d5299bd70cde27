import { hex4, range, spoken } from './base-messages.ts';

/** What avrdude says while it finds out about an urboot boot loader. */

const inInit = 'ur_initstruct';

export const bootSizeUneven = spoken<{ size: number; pageSize: number }>(
  'urclock/boot-size-uneven',
  'error',
  inInit,
  (p) => `-xbootsize=${p.size} size not a multiple of flash page size ${p.pageSize}`,
  (p) => `-x bootsize=${p.size} size not a multiple of flash page size ${p.pageSize}`,
);

export const bootSizeImplausible = spoken<{ size: number; largest: number }>(
  'urclock/boot-size-implausible',
  'error',
  inInit,
  (p) => `implausible -xbootsize=${p.size}, should be in [64, ${p.largest}]`,
  (p) => `implausible -x bootsize=${p.size}, should be in [64, ${p.largest}]`,
);

export const vectorUnknown = spoken<{ vector: number; vectors: number }>(
  'urclock/vector-unknown',
  'error',
  inInit,
  (p) => `unknown interrupt vector #${p.vector} for vector bootloader -- should be in [-1, ${p.vectors}]`,
);

export const noVectorLoaders = spoken<{ part: string }>(
  'urclock/no-vector-loaders',
  'error',
  inInit,
  (p) => `UPDI part ${p.part} does not support vector bootloaders`,
);

export const sizeWanted = spoken<{ vectors: boolean }>(
  'urclock/size-wanted',
  'error',
  inInit,
  (p) =>
    `please specify -xbootsize=<num> and, if needed, ${p.vectors ? '-xvectornum=<num> or ' : ''}-xeepromrw`,
  (p) =>
    `please specify -x bootsize=<num> and, if needed, ${p.vectors ? '-x vectornum=<num> or ' : ''}-x eepromrw`,
);

const bricking = 'this can lead to bricking the vector bootloader';

export const sizeOverridden = spoken<{ size: number; given: number; bricks: boolean }>(
  'urclock/size-overridden',
  'warning',
  inInit,
  (p) => [
    `urboot bootloader size ${p.size} explicitly overwritten by -xbootsize=${p.given}`,
    ...(p.bricks ? [bricking] : []),
  ],
  (p) => [
    `urboot bootloader size ${p.size} explicitly overwritten by -x bootsize=${p.given}`,
    ...(p.bricks ? [bricking] : []),
  ],
);

export const vectorOverridden = spoken<{ vector: number; given: number }>(
  'urclock/vector-overridden',
  'warning',
  inInit,
  (p) => [
    `urboot vector number ${p.vector} overwritten by -xvectornum=${p.given}`,
    'the application might not start correctly',
  ],
  (p) => [
    `urboot vector number ${p.vector} overwritten by -x vectornum=${p.given}; the`,
    'application might not start correctly',
  ],
);

export const perhapsOptiboot = spoken<{ version: number }>(
  'urclock/perhaps-optiboot',
  'error',
  inInit,
  (p) => `bootloader might be optiboot ${p.version >> 8}.${p.version & 255}? Please use -xbootsize=<num>\n`,
  (p) => `bootloader might be optiboot ${p.version >> 8}.${p.version & 255}? Please use -x bootsize=<num>\n`,
);

export const unknownLoader = spoken(
  'urclock/unknown-loader',
  'error',
  inInit,
  () => 'unknown bootloader ... please specify -xbootsize=<num>\n',
  () => 'unknown bootloader ... please specify -x bootsize=<num>\n',
);

export const idOutside = spoken<{ address: number; given: string; memory: string; size: number }>(
  'urclock/id-outside',
  'error',
  'readUrclockID',
  (p) =>
    `effective address ${p.address} of -xids=${p.given} string out of ${p.memory} range [0, 0x${hex4(p.size - 1)}]\n`,
  (p) =>
    `effective address ${p.address} of -x ids=${p.given} string out of ${p.memory} range [0, 0x${hex4(p.size - 1)}]\n`,
);

export const idReachesOut = spoken<{
  first: number;
  last: number;
  given: string;
  memory: string;
  size: number;
}>(
  'urclock/id-reaches-out',
  'error',
  'readUrclockID',
  (p) =>
    `memory range ${range(p.first, p.last)} of -xid=${p.given} out of ${p.memory} range [0, 0x${hex4(p.size - 1)}]\n`,
  (p) =>
    `memory range ${range(p.first, p.last)} of -x id=${p.given} out of ${p.memory} range [0, 0x${hex4(p.size - 1)}]\n`,
);

export const noFlashRead = spoken(
  'urclock/no-flash-read',
  'error',
  'ur_readEF',
  () => 'bootloader does not have flash read capability',
);

/** `certain`: the loader has told its version, so that what it does not claim it does not have. */
export const noEepromAccess = spoken<{ certain: boolean }>(
  'urclock/no-eeprom-access',
  'error',
  'ur_readEF',
  (p) => lacks(p.certain, 'EEPROM access', '; try -xeepromrw if it has'),
  (p) => lacks(p.certain, 'EEPROM access', '; try -x eepromrw if it has'),
);

export const noEepromPages = spoken<{ certain: boolean }>(
  'urclock/no-eeprom-pages',
  'error',
  'urclock_paged_load',
  (p) => lacks(p.certain, 'paged EEPROM read', '; try -xeepromrw if it has'),
  (p) => lacks(p.certain, 'paged EEPROM read', '; try -x eepromrw if it has'),
);

export const noEepromWrite = spoken<{ certain: boolean }>(
  'urclock/no-eeprom-write',
  'error',
  'urclock_paged_write',
  (p) => lacks(p.certain, 'paged EEPROM write', ', try -xeepromrw if it has'),
  (p) => lacks(p.certain, 'paged EEPROM write', ', try -x eepromrw if it has'),
);

function lacks(certain: boolean, what: string, advice: string): string {
  return `bootloader ${certain ? 'does' : 'might'} not have ${what}${certain ? ' capability' : advice}`;
}

export const noByteWrite = spoken<{ memory: string }>(
  'urclock/no-byte-write',
  'error',
  'urclock_write_byte',
  (p) => `bootloader does not implement bytewise write to ${p.memory} `,
);

export const cannotRead = spoken<{ memory: string }>(
  'urclock/cannot-read',
  'error',
  'urclock_read_byte',
  (p) => `bootloader cannot read from ${p.memory} `,
);
