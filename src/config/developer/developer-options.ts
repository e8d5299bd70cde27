import type { Database } from '../../model/database.ts';
import { withMemoriesInOrder } from '../../model/memory-order.ts';
import type { Part } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { wildcard } from '../../model/wildcard.ts';
import { type ConfigComments, readComments } from '../comments.ts';
import { newPart, newProgrammer } from '../draft.ts';
import { finishPart } from '../part-settings.ts';
import { finishProgrammer } from '../programmer-settings.ts';
import { checkAddresses } from './address-check.ts';
import { type DeviceFacts, listProperties, listRegisters, listVectors } from './device-facts.ts';
import { partHelp, programmerHelp } from './help.ts';
import { memoryOrder } from './memory-order.ts';
import { passesModes } from './mode-filter.ts';
import { partEntry } from './part-entry.ts';
import { describePart, isRealPart, listDelays, listOpcodes } from './part-facts.ts';
import { programmerEntry } from './programmer-entry.ts';
import { prologue } from './prologue.ts';
import { dumpPart, dumpProgrammer } from './raw-dump.ts';
import type { DeveloperStyle } from './style.ts';
import { flagNames } from './text.ts';
import { udevRules } from './udev-rules.ts';

/** What was asked for. */
export interface DeveloperRequest {
  /** `-c`, empty if it was not given. */
  readonly programmer: string;
  /** `-p`, empty if it was not given. */
  readonly part: string;
  readonly verbosity: number;
  /** Our name. */
  readonly program: string;
  /** What is known of chips beyond avrdude.conf, by the part's description; needed for some flags of 8.x only. */
  readonly facts: ReadonlyMap<string, DeviceFacts> | undefined;
}

/** Whether `-p` or `-c` has a developer option: a pattern, a slash and flags, or `*` for everything. */
export function isDeveloperOption(text: string, database: Database): boolean {
  return text === '*' || (text.includes('/') && database.part(text) === undefined);
}

/** Whether the headings of a whole avrdude.conf are to be shown: for all flags in 7.1, for `s` later. */
const wantsWholeFile = (text: string, style: DeveloperStyle): boolean =>
  text === '*' || text.startsWith(style === 'early' ? '*/' : '*/s');

/** All that developer options print. */
export function developerOutput(
  database: Database,
  request: DeveloperRequest,
  style: DeveloperStyle,
): string {
  const { programmer, part } = request;
  const forProgrammers = isDeveloperOption(programmer, database);
  const forParts = isDeveloperOption(part, database);
  const wholeFile = wantsWholeFile(programmer, style) && wantsWholeFile(part, style);
  const comments = readComments(database.texts);
  let text = wholeFile ? prologue(comments.prologue, database.defaults, style) : '';
  if (forProgrammers) text += programmersOutput(database, programmer, request, style, comments);
  if (wantsWholeFile(part, style) && forProgrammers) text += '\n';
  if (wantsWholeFile(part, style)) text += '#\n# PART DEFINITIONS\n#\n';
  if (!forParts) return text;
  return text + (text === '' ? '' : '\n') + partsOutput(database, part, request, style, comments);
}

// Splits "m328*/st" into pattern and flags; "*" alone is "*/s".
function split(text: string): { readonly pattern: string; readonly flags: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { pattern: text, flags: 's' }
    : { pattern: text.slice(0, slash), flags: text.slice(slash + 1) };
}

const partFlagLetters: Readonly<Record<DeveloperStyle, string>> = {
  early: 'cdoASsrw*ti',
  full: 'dsASRvcreow*tiBCUPTIJWHQ',
};

function partsOutput(
  database: Database,
  text: string,
  { verbosity, program, facts }: DeveloperRequest,
  style: DeveloperStyle,
  comments: ConfigComments,
): string {
  const { pattern, flags } = split(text);
  if (flags === '' || !partFlagLetters[style].includes(flags.charAt(0))) return partHelp(style, program);
  const all = flags.startsWith('*');
  const asked = (flag: string): boolean => flags.includes(flag);
  const table = asked('t');
  const describes = all || asked('d');
  const checks = all || asked(style === 'early' ? 'c' : 'e');
  const matches = wildcard(pattern);
  const parts = [...database.allParts()].map((part) => (style === 'full' ? withMemoriesInOrder(part) : part));
  const options = { style, table, memoryOrder: memoryOrder(parts, style) };
  const nothing = finishPart(newPart(0), 'none');
  const parent = parentsAmong(parts);

  function output(part: Part): string {
    const pieces: string[] = [];
    const said = comments.of('part', part.source.file, part.id);
    if (all || asked('A')) pieces.push(partEntry(part, undefined, said, options));
    else if (asked('S')) pieces.push(partEntry(part, nothing, said, options));
    else if (asked('s')) pieces.push(partEntry(part, parent(part) ?? nothing, said, options));
    if (all || asked(style === 'early' ? 'r' : 'R')) pieces.push(dumpPart(part, style, options.memoryOrder));
    if (isRealPart(part)) {
      if (checks) pieces.push(checkAddresses(part));
      const lead = table || all ? '.desc' : style === 'early' ? ' ' : '   ';
      if (describes) pieces.push(describePart(part, lead, style === 'early' || verbosity > 0));
      const known = facts?.get(part.desc);
      if (known && style === 'full') pieces.push(factsOutput(part, known, flags, verbosity));
    }
    if (all || asked('o')) pieces.push(listOpcodes(part));
    if (all || asked('w')) pieces.push(listDelays(part));
    return pieces.join('');
  }

  const isWanted = (part: Part): boolean =>
    [part.id, part.desc, ...(style === 'full' ? variantNames(part) : [])].some(matches) &&
    (style === 'early' || passesModes(statedModes(part), flags));
  const texts = parts.map((part) => (isWanted(part) ? output(part) : ''));
  return texts
    .map((one, i) => one + (separates(one, i, texts) && (!describes || table) ? '\n' : ''))
    .join('');
}

/** Flags `v`, `c` and `r` of 8.x. */
function factsOutput(part: Part, facts: DeviceFacts, flags: string, verbosity: number): string {
  const asked = (flag: string): boolean => flags.startsWith('*') || flags.includes(flag);
  return [
    asked('v') ? listVectors(part, facts) : '',
    asked('c') ? listProperties(part, facts, verbosity > 0) : '',
    asked('r') ? listRegisters(part, facts) : '',
  ].join('');
}

/** A blank line follows what was printed, unless nothing comes after. */
function separates(text: string, position: number, texts: readonly string[]): boolean {
  return text !== '' && position + 1 < texts.length;
}

function variantNames(part: Part): readonly string[] {
  return part.variants.map((variant) => variant.split(':', 1)[0] ?? '');
}

/** Finds parents as they are written, as the parts themselves are: not as a release knows them. */
function parentsAmong(parts: readonly Part[]): (part: Part) => Part | undefined {
  const byName = new Map<string, Part>();
  for (const part of parts)
    for (const name of [part.id, part.desc, ...variantNames(part)].map((one) => one.toLowerCase()))
      if (!byName.has(name)) byName.set(name, part);
  return ({ parentId }) => (parentId === undefined ? undefined : byName.get(parentId.toLowerCase()));
}

const programmerFlagLetters: Readonly<Record<DeveloperStyle, string>> = {
  early: 'ASsrti',
  full: 'duASsrtiBUPTIJWHQ',
};

function programmersOutput(
  database: Database,
  text: string,
  { program }: DeveloperRequest,
  style: DeveloperStyle,
  comments: ConfigComments,
): string {
  const { pattern, flags } = split(text);
  if (flags === '' || !programmerFlagLetters[style].includes(flags.charAt(0)))
    return programmerHelp(style, program);
  const asked = (flag: string): boolean => flags.includes(flag);
  const table = asked('t');
  const describes = style === 'full' && asked('d');
  const matches = wildcard(pattern);
  const nothing = finishProgrammer(newProgrammer(), 'none');
  const wanted = [...database.allProgrammers()].filter(
    (entry) => entry.ids.some(matches) && (style === 'early' || passesModes(statedModes(entry), flags)),
  );

  function output(entry: ProgrammerEntry): string {
    const options = { style, table };
    const pieces: string[] = [];
    const said = comments.of('programmer', entry.source.file, entry.ids[0]);
    if (asked('A')) pieces.push(programmerEntry(entry, undefined, said, options));
    else if (asked('S')) pieces.push(programmerEntry(entry, nothing, said, options));
    else if (asked('s')) {
      const parent = entry.parentId === undefined ? undefined : database.programmer(entry.parentId);
      pieces.push(programmerEntry(entry, parent ?? nothing, said, options));
    }
    if (describes) pieces.push(describeProgrammer(entry, table ? '.desc' : '   '));
    if (asked('r')) pieces.push(dumpProgrammer(entry, style));
    return pieces.join('');
  }

  const texts = wanted.map(output).filter((one) => one !== '');
  const rules = style === 'full' && asked('u') ? udevRules(wanted, database, pattern, program) : '';
  return texts.join(describes ? '' : '\n') + rules;
}

/** Flag `d`: the core features of a programmer, a line for each id. */
function describeProgrammer(entry: ProgrammerEntry, lead: string): string {
  const { ids, type, desc, source } = entry;
  const modes = flagNames(statedModes(entry).map((mode) => `PM_${mode}`));
  return ids
    .map((id) => {
      const gap = ' '.repeat(Math.max(0, 19 - id.length));
      return `${lead} '${id}' =>${gap} ['${type}', '${modes}', '${desc}'], # ${source.file} ${source.line}\n`;
    })
    .join('');
}
