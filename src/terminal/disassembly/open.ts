import { memoryKind } from '../../model/memory-kind.ts';
import type { Part } from '../../model/part.ts';
import { defineMessage, said } from '../../output/words.ts';
import { registers } from '../facts/registers.ts';
import type { TerminalSession } from '../session.ts';
import { Disassembler } from './disassembler.ts';
import { InstructionSet } from './instruction-set.ts';
import { hex } from './listing.ts';
import { registerSymbols, type SymbolTable } from './symbols.ts';

const paddingExpected = defineMessage<{ padding: number }>('terminal/padding-expected', {
  '8.2': ({ padding }) =>
    said(
      'warning',
      `autoalignment expects 0x00 padding but got 0x${hex(padding, 2)}\n`,
      'process_data() disasm.c',
    ),
});

/** Makes the disassembler of a session. */
export async function openDisassembler(session: TerminalSession): Promise<Disassembler> {
  const { instructions } = (await import('avrdude:facts')).default;
  return new Disassembler({
    part: session.part,
    set: new InstructionSet(instructions),
    symbols: await symbolsOf(session.part),
    print: (text) => session.print(text),
    warn: (padding) => session.say(paddingExpected, { padding }),
  });
}

/** The symbols that a part brings along: its registers. */
export async function symbolsOf(part: Part): Promise<SymbolTable> {
  const io = part.memories.find((memory) => memoryKind(memory) === 'io');
  return registerSymbols(part, (await registers(part)) ?? [], io?.offset ?? 0);
}
