import type { ReleaseId } from '../model/release.ts';
import { behaviour as behaviour64 } from './6.4/behaviour.ts';
import { consoleStyle as console64 } from './6.4/console.ts';
import { options as options64 } from './6.4/options.ts';
import { terminal as terminal64 } from './6.4/terminal.ts';
import { usage as usage64, version as version64 } from './6.4/usage.ts';
import { wording as wording64 } from './6.4/wording.ts';
import { behaviour as behaviour71 } from './7.1/behaviour.ts';
import { consoleStyle as console71 } from './7.1/console.ts';
import { options as options71 } from './7.1/options.ts';
import { terminal as terminal71 } from './7.1/terminal.ts';
import { usage as usage71, version as version71 } from './7.1/usage.ts';
import { wording as wording71 } from './7.1/wording.ts';
import { behaviour as behaviour82 } from './8.2/behaviour.ts';
import { consoleStyle as console82 } from './8.2/console.ts';
import { options as options82 } from './8.2/options.ts';
import { terminal as terminal82 } from './8.2/terminal.ts';
import { usage as usage82, version as version82 } from './8.2/usage.ts';
import { wording as wording82 } from './8.2/wording.ts';
import { lineages } from './lineages.ts';
import type { Release } from './release.ts';

/** Every release that this program can be. */
export const releases: Readonly<Record<ReleaseId, Release>> = {
  '6.4': {
    id: '6.4',
    lineage: lineages['6.4'],
    behaviour: behaviour64,
    wording: wording64,
    console: console64,
    commandLine: { options: options64, usage: usage64, version: version64 },
    terminal: terminal64,
  },
  '7.1': {
    id: '7.1',
    lineage: lineages['7.1'],
    behaviour: behaviour71,
    wording: wording71,
    console: console71,
    commandLine: { options: options71, usage: usage71, version: version71 },
    terminal: terminal71,
  },
  '8.2': {
    id: '8.2',
    lineage: lineages['8.2'],
    behaviour: behaviour82,
    wording: wording82,
    console: console82,
    commandLine: { options: options82, usage: usage82, version: version82 },
    terminal: terminal82,
  },
};
