import { lineageOf } from '../../model/release.ts';
import type { Release } from '../release.ts';
import { behaviour } from './behaviour.ts';
import { consoleStyle } from './console.ts';
import { id } from './id.ts';
import { options } from './options.ts';
import { terminal } from './terminal.ts';
import { usage, version } from './usage.ts';
import { wording } from './wording.ts';

/** The last release with safemode. */
export const release: Release = {
  id,
  lineage: lineageOf(id),
  behaviour,
  wording,
  console: consoleStyle,
  commandLine: { options, usage, version },
  terminal,
};
