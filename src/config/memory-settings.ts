import { type OpcodeKind, opcodeKinds } from '../model/part.ts';
import type { MemoryDraft } from './draft.ts';
import { memoryNumbers } from './fields.ts';
import { newWords } from './keywords.ts';
import { parseOpcode } from './opcode-bits.ts';
import type { Report, Severity } from './problem.ts';
import type { Setting, Value } from './syntax.ts';

/** @returns whether the word names an instruction */
export function isOpcodeKind(name: string): name is OpcodeKind {
  return (opcodeKinds as readonly string[]).includes(name);
}

/** Assigns an instruction, or says what is wrong with its bits. */
export function assignOpcode(
  target: MemoryDraft['opcodes'],
  kind: OpcodeKind,
  setting: Setting & { kind: 'value' | 'null' },
  report: Report,
): void {
  if (setting.kind === 'null') {
    delete target[kind];
    return;
  }
  const opcode = parseOpcode(setting.values.map(String), kind);
  if ('text' in opcode) report('error', opcode.text, setting.endLine ?? setting.line);
  else target[kind] = opcode;
}

/** 7.1 warns already of words that came with it. */
function mismatch(name: string): Severity {
  return newWords.has(name) ? 'warning' : 'mismatch';
}

/** The first value as a number; a string there is told of, and nothing is assigned. */
export function numberOf(
  setting: { readonly name: string; readonly values: readonly Value[]; readonly line: number },
  owner: 'AVRPART' | 'AVRMEM' | 'PROGRAMMER',
  report: Report,
): number | undefined {
  const value = setting.values[0];
  if (typeof value === 'number') return value;
  report(
    mismatch(setting.name),
    `${setting.name} in ${owner} expects a number but is assigned a string`,
    setting.line,
  );
  return undefined;
}

/** The first value as a string; a number there is told of, and nothing is assigned. */
export function stringOf(
  setting: { readonly name: string; readonly values: readonly Value[]; readonly line: number },
  owner: 'AVRPART' | 'PROGRAMMER',
  report: Report,
): string | undefined {
  const value = setting.values[0];
  if (typeof value === 'string') return value;
  report(
    mismatch(setting.name),
    `${setting.name} in ${owner} expects a string but is assigned a number`,
    setting.line,
  );
  return undefined;
}

/** Carries out the assignments of a memory block. */
export function applyMemory(draft: MemoryDraft, settings: readonly Setting[], report: Report): void {
  for (const setting of settings) {
    if (setting.kind !== 'value' && setting.kind !== 'null') continue;
    const { name } = setting;
    if (isOpcodeKind(name)) assignOpcode(draft.opcodes, name, setting, report);
    else if (setting.kind === 'value') applyValue(draft, setting, report);
  }
  if (draft.paged) draft.numPages = Math.floor(draft.size / draft.pageSize);
}

function applyValue(draft: MemoryDraft, setting: Setting & { kind: 'value' }, report: Report): void {
  const value = numberOf(setting, 'AVRMEM', report);
  if (value === undefined) return;
  const rule = memoryNumbers[setting.name];
  if (rule) {
    draft[rule.field] = value;
    return;
  }
  switch (setting.name) {
    case 'paged':
    case 'banked':
      draft.paged = value !== 0;
      break;
    case 'pwroff_after_write':
      draft.pwroffAfterWrite = value !== 0;
      break;
    case 'page_size':
    case 'bank_size':
      if (value > 0) draft.pageSize = value;
      else report('page-size', `invalid page size ${value}, ignored`, setting.line);
      break;
    case 'readback':
      draft.readback = [value & 0xff, Number(setting.values[1] ?? 0) & 0xff];
      break;
    case 'readback_p1':
      draft.readback = [value & 0xff, draft.readback[1]];
      break;
    case 'readback_p2':
      draft.readback = [draft.readback[0], value & 0xff];
      break;
  }
}
