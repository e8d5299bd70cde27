/** What the disassembler shows; `disasm` changes it for the rest of the session. */
export interface DisassemblyOptions {
  /** Something that avr-gcc assembles. */
  source: boolean;
  addresses: boolean;
  opcodes: boolean;
  comments: boolean;
  flags: boolean;
  cycles: boolean;
  names: boolean;
  explanations: boolean;
  /** avr-gcc's way of writing registers, with definitions of the symbols used. */
  gccStyle: boolean;
  labels: boolean;
  unusedLabels: boolean;
  /** Every instruction of any part, undocumented ones included. */
  allInstructions: boolean;
  tagFile: string | undefined;
}

export function defaultOptions(): DisassemblyOptions {
  return {
    source: false,
    addresses: true,
    opcodes: true,
    comments: true,
    flags: false,
    cycles: false,
    names: false,
    explanations: false,
    gccStyle: true,
    labels: true,
    unusedLabels: true,
    allInstructions: false,
    tagFile: undefined,
  };
}

/** Column at which instructions begin. */
export function codeColumn(options: DisassemblyOptions, addressWidth: number): number {
  const before =
    (options.addresses ? 3 + addressWidth : 0) +
    (options.flags ? 9 : 0) +
    (options.cycles ? 4 : 0) +
    (options.opcodes ? 12 : 0);
  return before > 0 ? before + 1 : 2;
}

/** Columns that an instruction takes before its comment. */
export const codeWidth = 28;
