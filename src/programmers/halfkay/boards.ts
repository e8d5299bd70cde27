import type { Part } from '../../model/part.ts';
import { type PageLayout, pageLayout } from '../../protocols/halfkay/page-report.ts';

/** What a Teensy is. */
export interface Board {
  readonly name: string;
  /** Bytes that are left for the application. */
  readonly available: number;
  readonly layout: PageLayout;
  readonly signature: Uint8Array;
}

/** HalfKay itself takes this much of the end of flash, in bytes. */
const loaderSize = { below64k: 0x200, from64k: 0x400 } as const;

/** Teensys by the usage in their report descriptor (teensy_loader_cli; avrdude's teensy.c of 7.1 and 8.2). */
const boards: Readonly<Record<number, Board>> = {
  25: board('Teensy 1.0 (AT90USB162)', 0x4000, 128, [0x1e, 0x94, 0x82]),
  26: board('Teensy++ 1.0 (AT90USB646)', 0x10000, 256, [0x1e, 0x96, 0x82]),
  27: board('Teensy 2.0 (ATmega32U4)', 0x8000, 128, [0x1e, 0x95, 0x87]),
  28: board('Teensy++ 2.0 (AT90USB1286)', 0x20000, 256, [0x1e, 0x97, 0x82]),
};

/** @returns undefined for a usage that is none of a Teensy with an AVR */
export function boardByUsage(usage: number): Board | undefined {
  return boards[usage];
}

/**
 * The board that has the part, with a signature that no part has: it does not tell what it is.
 * @returns undefined for a part without flash
 */
export function boardByPart({ memories }: Pick<Part, 'memories'>): Board | undefined {
  const flash = memories.find(({ name }) => name === 'flash');
  return flash && board('Unknown Board', flash.size, flash.pageSize, [0x1e, 0x00, 0x00]);
}

function board(name: string, flashSize: number, pageSize: number, signature: readonly number[]): Board {
  const available = flashSize - (flashSize < 0x10000 ? loaderSize.below64k : loaderSize.from64k);
  return {
    name,
    available,
    layout: pageLayout(available, pageSize),
    signature: Uint8Array.from(signature),
  };
}
