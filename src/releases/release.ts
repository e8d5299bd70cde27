import type { Behaviour, Lineage, ReleaseId } from '../model/release.ts';
import type { TerminalRules } from '../model/terminal-rules.ts';
import type { ConsoleStyle, RunWording } from '../output/console.ts';
import type { CommandLineRules } from './option-table.ts';

/** Everything that is peculiar to one release of avrdude, as data. */
export interface Release {
  readonly id: ReleaseId;
  /** This release and those before it: a message's wording holds until the next release that has its own. */
  readonly lineage: Lineage;
  readonly behaviour: Behaviour;
  readonly wording: RunWording;
  readonly console: ConsoleStyle;
  readonly commandLine: CommandLineRules;
  readonly terminal: TerminalRules;
}
