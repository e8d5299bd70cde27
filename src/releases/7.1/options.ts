import { options as before } from '../6.4/options.ts';
import type { OptionTable } from '../option-table.ts';

/** How avrdude 7.1 reads its command line: as 6.4 does, with `-A`. */
export const options: OptionTable = { ...before, noEraseKeepsTrailingFf: true };
