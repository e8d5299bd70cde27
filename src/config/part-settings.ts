import type { Memory, Part, ProgMode } from '../model/part.ts';
import { type MemoryDraft, newMemory, type PartDraft } from './draft.ts';
import { partNumbers } from './fields.ts';
import { applyMemory, assignOpcode, isOpcodeKind, numberOf } from './memory-settings.ts';
import type { Report } from './problem.ts';
import { progModesOf } from './prog-modes.ts';
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
  for (const setting of settings) {
    switch (setting.kind) {
      case 'memory':
        applyMemory(memoryFor(draft, setting.name, memoryBlocks), setting.settings, report);
        break;
      case 'memory-alias':
        applyAlias(draft, setting, report);
        break;
      case 'no-memory':
        draft.memories = draft.memories.filter((memory) => memory.name !== setting.name);
        break;
      default:
        applyAssignment(draft, setting, report);
    }
  }
}

function memoryFor(draft: PartDraft, name: string, memoryBlocks: MemoryBlocks): MemoryDraft {
  const existing = draft.memories.find((memory) => memory.name === name);
  if (existing && memoryBlocks === 'extend') return existing;
  const memory = newMemory(name);
  draft.memories = [...draft.memories.filter((other) => other !== existing), memory];
  return memory;
}

function applyAlias(draft: PartDraft, setting: Setting & { kind: 'memory-alias' }, report: Report): void {
  const { name, of, line } = setting;
  const target = findMemory(draft, of);
  if (!target) {
    report('error', `${name} alias to non-existent memory ${of}`, line);
    return;
  }
  draft.aliases = [...draft.aliases.filter((alias) => alias.name !== name), { name, of: target.name }];
}

/** By name, by alias, or by what only one memory's name begins with. */
function findMemory(draft: PartDraft, name: string): MemoryDraft | undefined {
  const exact = draft.memories.find((memory) => memory.name === name);
  if (exact) return exact;
  const alias = draft.aliases.find((one) => one.name === name);
  if (alias) return draft.memories.find((memory) => memory.name === alias.of);
  const begins = draft.memories.filter((memory) => memory.name.startsWith(name));
  return begins.length === 1 ? begins[0] : undefined;
}

function applyAssignment(
  draft: PartDraft,
  setting: Setting & { kind: 'value' | 'null' },
  report: Report,
): void {
  const { name } = setting;
  if (isOpcodeKind(name)) assignOpcode(draft.opcodes, name, setting, report);
  else if (setting.kind === 'null') applyNull(draft, name);
  else if (!applyText(draft, setting)) applyNumber(draft, setting, report);
}

function applyNull(draft: PartDraft, name: string): void {
  if (name === 'variants') draft.variants = [];
  else if (name === 'flash_instr') draft.flashInstr = new Uint8Array(3);
  else if (name === 'eeprom_instr') draft.eepromInstr = new Uint8Array(20);
  else if (name.endsWith('_controlstack')) draft.ctlStack = { kind: 'none', bytes: new Uint8Array(32) };
}

/** @returns whether the word is one whose value is not a single number */
function applyText(draft: PartDraft, setting: Setting & { kind: 'value' }): boolean {
  const { values } = setting;
  switch (setting.name) {
    case 'id':
      draft.id = String(values[0]);
      return true;
    case 'desc':
      draft.desc = String(values[0]);
      return true;
    case 'family_id':
      draft.familyId = String(values[0]);
      return true;
    case 'variants':
      draft.variants = [...new Set([...draft.variants, ...values.map(String)])];
      return true;
    case 'signature':
      draft.signature = Uint8Array.from([0, 1, 2], (i) => Number(values[i] ?? 0xff));
      return true;
    case 'reset':
      draft.resetDisposition = values[0] === 'io' ? 'io' : 'dedicated';
      return true;
    case 'retry_pulse':
      draft.retryPulse = values[0] === 'reset' ? 'reset' : 'sck';
      return true;
    case 'pp_controlstack':
      draft.ctlStack = { kind: 'pp', bytes: bytesOf(setting, 32) };
      return true;
    case 'hvsp_controlstack':
      draft.ctlStack = { kind: 'hvsp', bytes: bytesOf(setting, 32) };
      return true;
    case 'flash_instr':
      draft.flashInstr = bytesOf(setting, 3);
      return true;
    case 'eeprom_instr':
      draft.eepromInstr = bytesOf(setting, 20);
      return true;
    default:
      return false;
  }
}

function bytesOf(setting: Setting & { kind: 'value' }, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number(setting.values[i] ?? 0));
}

function applyNumber(draft: PartDraft, setting: Setting & { kind: 'value' }, report: Report): void {
  const value = numberOf(setting, 'AVRPART', report);
  if (value === undefined) return;
  const rule = partNumbers[setting.name];
  if (rule) {
    draft[rule.field] = rule.byte ? value & 0xff : value;
    return;
  }
  const yes = value !== 0;
  switch (setting.name) {
    case 'prog_modes':
      draft.modeMask = value;
      break;
    case 'serial':
      draft.serial = value === 2 ? 'pseudo' : yes ? 'yes' : 'no';
      break;
    case 'parallel':
      draft.parallel = value === 2 ? 'pseudo' : yes ? 'yes' : 'no';
      break;
    case 'is_at90s1200':
      draft.isAt90s1200 = yes;
      break;
    case 'allowfullpagebitstream':
      draft.allowFullPageBitstream = yes;
      break;
    case 'enablepageprogramming':
      draft.enablePageProgramming = yes;
      break;
    case 'is_avr32':
      draft.isAvr32 = yes;
      break;
    case 'has_jtag':
      draft.old.jtag = yes;
      break;
    case 'has_debugwire':
      draft.old.debugwire = yes;
      break;
    case 'has_pdi':
      draft.old.pdi = yes;
      break;
    case 'has_updi':
      draft.old.updi = yes;
      break;
    case 'has_tpi':
      draft.old.tpi = yes;
      break;
  }
}

/** The finished part: what it says, what it inherited, what follows from both. */
export function finishPart(draft: PartDraft): Part {
  const { aliases, modeMask, old: _, ...rest } = draft;
  const progModes = modeMask === undefined ? oldModes(draft) : progModesOf(modeMask);
  return {
    ...rest,
    progModes,
    isAvr32: draft.isAvr32 || progModes.includes('aWire') || progModes.includes('AVR32JTAG'),
    memories: draft.memories.map((memory) => finishMemory(memory, aliases)),
  };
}

function finishMemory(memory: MemoryDraft, aliases: PartDraft['aliases']): Memory {
  return {
    ...memory,
    aliases: aliases.filter((alias) => alias.of === memory.name).map((alias) => alias.name),
    numPages: memory.paged ? Math.floor(memory.size / memory.pageSize) : memory.numPages,
  };
}

/** The programming modes of a part whose file knows only `has_…`. */
function oldModes(draft: PartDraft): ProgMode[] {
  const { jtag, debugwire, pdi, updi, tpi } = draft.old;
  if (draft.isAvr32) return ['AVR32JTAG', 'aWire'];
  if (updi) return ['SPM', 'UPDI'];
  if (pdi) return jtag ? ['SPM', 'PDI', 'XMEGAJTAG'] : ['SPM', 'PDI'];
  if (tpi) return ['TPI'];
  const modes: ProgMode[] = ['SPM'];
  if (draft.serial !== 'no') modes.push('ISP');
  if (draft.ctlStack.kind === 'hvsp') modes.push('HVSP');
  if (draft.ctlStack.kind === 'pp') modes.push('HVPP');
  if (debugwire) modes.push('debugWIRE');
  if (jtag) modes.push('JTAG');
  return modes;
}
