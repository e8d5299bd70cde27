import type { Memory, Part, ProgMode } from '../model/part.ts';
import { newMemory, type OldInterfaces, type PartDraft } from './draft.ts';
import { partNumbers } from './fields.ts';
import { applyMemory, assignOpcode, isOpcodeKind, numberOf, stringOf } from './memory-settings.ts';
import type { ProblemText, Report } from './problem.ts';
import { type MissingModes, maskOf, progModesOf } from './prog-modes.ts';
import type { Setting } from './syntax.ts';

/** What a `memory` block does to the memory of that name that the part has from its parent. */
export type MemoryBlocks = 'replace' | 'extend';

/** Carries out the assignments of a part block. */
export function applyPart(
  draft: PartDraft,
  settings: readonly Setting[],
  memoryBlocks: MemoryBlocks,
  report: Report,
): void {
  const { part } = draft;
  for (const setting of settings) {
    switch (setting.kind) {
      case 'memory':
        part.memories = withMemory(part.memories, setting, memoryBlocks, report);
        break;
      case 'memory-alias':
        part.memories = withAlias(part.memories, setting, report);
        break;
      case 'no-memory':
        part.memories = part.memories.filter((memory) => memory.name !== setting.name);
        break;
      default:
        applyAssignment(draft, setting, report);
    }
  }
}

function withMemory(
  memories: readonly Memory[],
  setting: Setting & { kind: 'memory' },
  memoryBlocks: MemoryBlocks,
  report: Report,
): readonly Memory[] {
  const { name, settings } = setting;
  const existing = memories.find((memory) => memory.name === name);
  if (existing && memoryBlocks === 'extend') {
    const extended = { ...existing, opcodes: { ...existing.opcodes }, later: false };
    applyMemory(extended, settings, report);
    return memories.map((memory) => (memory === existing ? extended : memory));
  }
  const memory = newMemory(name);
  applyMemory(memory, settings, report);
  return [...memories.filter((other) => other !== existing), memory];
}

/** An alias belongs to one memory; a later one takes it over. */
function withAlias(
  memories: readonly Memory[],
  { name, of, line }: Setting & { kind: 'memory-alias' },
  report: Report,
): readonly Memory[] {
  const target = findMemory(memories, of);
  if (!target) {
    report('error', `${name} alias to non-existent memory ${of}`, line);
    return memories;
  }
  return memories.map((memory) => {
    const others = memory.aliases.filter((alias) => alias !== name);
    if (memory === target) return { ...memory, aliases: [...others, name] };
    return others.length === memory.aliases.length ? memory : { ...memory, aliases: others };
  });
}

/** By name, by alias, or by what only one memory's name begins with. */
function findMemory(memories: readonly Memory[], name: string): Memory | undefined {
  const exact = memories.find((memory) => memory.name === name || memory.aliases.includes(name));
  if (exact) return exact;
  const begins = memories.filter((memory) => memory.name.startsWith(name));
  return begins.length === 1 ? begins[0] : undefined;
}

function applyAssignment(
  draft: PartDraft,
  setting: Setting & { kind: 'value' | 'null' },
  report: Report,
): void {
  const { name } = setting;
  if (isOpcodeKind(name)) assignOpcode(draft.part.opcodes, name, setting, report);
  else if (setting.kind === 'null') applyNull(draft.part, name);
  else if (!applyText(draft.part, setting, report)) applyNumber(draft, setting, report);
}

function applyNull(part: PartDraft['part'], name: string): void {
  if (name === 'variants') part.variants = [];
  else if (name === 'flash_instr') part.flashInstr = new Uint8Array(3);
  else if (name === 'eeprom_instr') part.eepromInstr = new Uint8Array(20);
  else if (name.endsWith('_controlstack')) part.ctlStack = { kind: 'none', bytes: new Uint8Array(32) };
}

/** @returns whether the word is one whose value is not a single number */
function applyText(part: PartDraft['part'], setting: Setting & { kind: 'value' }, report: Report): boolean {
  const { values } = setting;
  switch (setting.name) {
    case 'id':
      part.id = String(values[0]);
      return true;
    case 'desc':
      part.desc = stringOf(setting, 'AVRPART', report) ?? part.desc;
      return true;
    case 'family_id':
      part.familyId = stringOf(setting, 'AVRPART', report) ?? part.familyId;
      return true;
    case 'variants':
      part.variants = [...new Set([...part.variants, ...values.map(String)])];
      return true;
    case 'signature':
      part.signature = Uint8Array.from([0, 1, 2], (i) => Number(values[i] ?? 0xff));
      return true;
    case 'reset':
      part.resetDisposition = values[0] === 'io' ? 'io' : 'dedicated';
      return true;
    case 'retry_pulse':
      part.retryPulse = values[0] === 'reset' ? 'reset' : 'sck';
      return true;
    case 'pp_controlstack':
      part.ctlStack = { kind: 'pp', bytes: bytesOf(setting, 32, report) };
      return true;
    case 'hvsp_controlstack':
      part.ctlStack = { kind: 'hvsp', bytes: bytesOf(setting, 32, report) };
      return true;
    case 'flash_instr':
      part.flashInstr = bytesOf(setting, 3, report);
      return true;
    case 'eeprom_instr':
      part.eepromInstr = bytesOf(setting, 20, report);
      return true;
    default:
      return false;
  }
}

const listNames: Readonly<Record<string, string>> = {
  flash_instr: 'flash instructions',
  eeprom_instr: 'EEPROM instructions',
};

function bytesOf(setting: Setting & { kind: 'value' }, length: number, report: Report): Uint8Array {
  const { name, values, line, endLine = line } = setting;
  if (values.length > length)
    report('warning', `too many bytes in ${listNames[name] ?? 'control stack'}`, endLine);
  return Uint8Array.from({ length }, (_, i) => Number(setting.values[i] ?? 0));
}

/** Words that are yes or no (or pseudo), with the highest number that stands for one of these. */
const choicesOf: Readonly<Record<string, number>> = {
  serial: 1,
  parallel: 2,
  is_at90s1200: 1,
  allowfullpagebitstream: 1,
  enablepageprogramming: 1,
};

function notOneOf(name: string): ProblemText {
  const late =
    name === 'parallel' ? 'parallel outside [0, 2] (yes/no/pseudo)' : `${name} not a Boolean value`;
  return { '6.4': 'syntax error', '7.1': 'syntax error', '8.2': late };
}

function applyNumber(draft: PartDraft, setting: Setting & { kind: 'value' }, report: Report): void {
  const value = numberOf(setting, 'AVRPART', report);
  if (value === undefined) return;
  const rule = partNumbers[setting.name];
  if (rule) {
    draft.part[rule.field] = rule.byte ? value & 0xff : value;
    return;
  }
  const limit = choicesOf[setting.name];
  if (limit !== undefined && (value < 0 || value > limit)) {
    report('error', notOneOf(setting.name), setting.line);
    return;
  }
  const yes = value !== 0;
  switch (setting.name) {
    case 'prog_modes':
      draft.modeMask = value;
      break;
    case 'serial':
      draft.part.serial = yes ? 'yes' : 'no';
      break;
    case 'parallel':
      draft.part.parallel = value === 2 ? 'pseudo' : yes ? 'yes' : 'no';
      break;
    case 'is_at90s1200':
      draft.part.isAt90s1200 = yes;
      break;
    case 'allowfullpagebitstream':
      draft.part.allowFullPageBitstream = yes;
      break;
    case 'enablepageprogramming':
      draft.part.enablePageProgramming = yes;
      break;
    case 'is_avr32':
      draft.part.isAvr32 = yes;
      setOldInterface(draft, 'avr32', yes);
      break;
    case 'has_jtag':
      setOldInterface(draft, 'jtag', yes);
      break;
    case 'has_debugwire':
      setOldInterface(draft, 'debugwire', yes);
      break;
    case 'has_pdi':
      setOldInterface(draft, 'pdi', yes);
      break;
    case 'has_updi':
      setOldInterface(draft, 'updi', yes);
      break;
    case 'has_tpi':
      setOldInterface(draft, 'tpi', yes);
      break;
  }
}

/**
 * Whether fuses lie where only parts with UPDI have them: at 0x1280 in tinyAVR and megaAVR 0, at 0x1050 in AVR Dx and Ex. Files from
 * before `has_updi` say `has_pdi` of such parts, whose fuses are far up, at 0x8f0020.
 */
function hasUpdiFuses({ memories }: PartDraft['part']): boolean {
  return memories.some(
    ({ name, offset }) => /^fuse/.test(name) && (offset >> 8 === 0x12 || offset >> 8 === 0x10),
  );
}

const modesOfInterfaces = {
  avr32: 'aWire',
  jtag: 'JTAG',
  debugwire: 'debugWIRE',
  pdi: 'PDI',
  updi: 'UPDI',
  tpi: 'TPI',
} as const;
const statedBy = (old: OldInterfaces): ProgMode[] =>
  interfaceNames.filter((name) => old[name]).map((name) => modesOfInterfaces[name]);
const interfaceNames = ['avr32', 'jtag', 'debugwire', 'pdi', 'updi', 'tpi'] as const;

/** 7.1 still reads `has_…` as a change to the programming modes; before, it was all there was. */
function setOldInterface(draft: PartDraft, name: keyof OldInterfaces, yes: boolean): void {
  draft.old = { ...draft.old, [name]: yes };
  if (draft.modeMask === undefined) return;
  const bit = maskOf([modesOfInterfaces[name]]);
  draft.modeMask = yes ? draft.modeMask | bit : draft.modeMask & ~bit;
}

/** The finished part: what it says, what it inherited, what follows from both. */
export function finishPart(draft: PartDraft, missingModes: MissingModes): Part {
  const { part, modeMask, old } = draft;
  part.progModes = modeMask === undefined ? impliedModes(draft) : progModesOf(modeMask);
  if (modeMask === undefined && missingModes === 'inferred-unseen')
    part.statedModes = progModesOf(maskOf(statedBy(old)));
  else delete part.statedModes;
  part.isAvr32 ||= part.progModes.includes('aWire') || part.progModes.includes('AVR32JTAG');
  return part;
}

/** The programming modes of a part whose file knows only `has_…`, or gives none. */
function impliedModes(draft: PartDraft): ProgMode[] {
  const { jtag, debugwire, pdi, updi, tpi } = draft.old;
  if (draft.part.isAvr32) return ['AVR32JTAG', 'aWire'];
  if (updi || hasUpdiFuses(draft.part)) return ['SPM', 'UPDI'];
  if (pdi) return jtag ? ['SPM', 'PDI', 'XMEGAJTAG'] : ['SPM', 'PDI'];
  if (tpi) return ['TPI'];
  const modes: ProgMode[] = ['SPM'];
  if (draft.part.serial !== 'no') modes.push('ISP');
  if (draft.part.ctlStack.kind === 'hvsp') modes.push('HVSP');
  if (draft.part.ctlStack.kind === 'pp') modes.push('HVPP');
  if (debugwire) modes.push('debugWIRE');
  if (jtag) modes.push('JTAG');
  return modes;
}
