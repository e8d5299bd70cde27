import { ownTypes } from '../../model/own-types.ts';
import type { DeedsByRelease } from '../../model/release.ts';

const since64 = ['avr910', 'buspirate', 'jtagmkII', 'jtag3', 'pickit2', 'usbasp', 'wiring', 'xbee'];
const since71 = [
  ...since64,
  ...['arduino', 'jtag3_updi', 'linuxspi', 'micronucleus', 'serialupdi', 'stk500', 'teensy', 'urclock'],
  ...ownTypes,
];
const since82 = [
  ...since71,
  ...[
    'jtag2updi',
    'butterfly',
    'dryrun',
    'pickit5',
    'serprog',
    'jtag3_dw',
    'jtag3_pdi',
    'jtag3_tpi',
    'stk500hvsp',
    'stk500pp',
    'stk500v2',
    'stk500v2_jtag3',
  ],
];

/** What releases do with `-x`. */
export interface ExtendedDeeds {
  /** Programmer types that have parameters of their own; the others ignore what they do not know. */
  readonly types: readonly string[];
  /** `-x help` lists the parameters of each type that has any (8.x), or is as unknown as anything else. */
  readonly hasHelp: boolean;
  /** The first wrong parameter ends their list (8.x), or the others are looked at all the same. */
  readonly endsAtFault: boolean;
  /** Numbers: what C finds at the beginning of the text, or a data item (8.x). */
  readonly numbers: 'c' | 'data-items';
}

export const extendedDeeds: DeedsByRelease<ExtendedDeeds> = {
  '6.4': { types: since64, hasHelp: false, endsAtFault: false, numbers: 'c' },
  '7.1': { types: since71 },
  '8.2': { types: since82, hasHelp: true, endsAtFault: true, numbers: 'data-items' },
};
