import type { RunWording } from '../../output/console.ts';
import { memoryTable, variantTable } from './part-tables.ts';

/** What avrdude 8.2 says of the facts of a run. */
export const wording: RunWording = {
  'part-shown': ({ part, entry, show }) => {
    const modes = part.progModes;
    const heading = `${part.desc} with programming mode${modes.length > 1 ? 's' : ''} ${modes.join(', ')}\n`;
    const memories = show === 'variants' ? '' : memoryTable(part, entry);
    const variants = show === 'memories' ? '' : variantTable(part);
    return { level: 'info', stream: 'stdout', text: (show === 'all' ? heading : '') + memories + variants };
  },
};
