import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { MessageDefinition } from '../../output/words.ts';
import type { ProgrammerContext } from '../programmer.ts';

const meanings = { chip_erase: 'chip erase', pgm_enable: 'program enable' } as const;

/**
 * An instruction that a part must have to be programmed over ISP.
 * @param lacking is said of a part that has none
 * @param isOptional whether the programmer does without it, so that a part without is just not supported there
 * @returns its four bytes. @throws ProtocolError, or UnsupportedError where it is optional
 */
export function neededInstruction(
  { part, emit }: Pick<ProgrammerContext, 'part' | 'emit'>,
  name: keyof typeof meanings,
  lacking: MessageDefinition<{ part: string }>,
  isOptional = false,
): Uint8Array {
  const opcode = part.opcodes[name];
  if (opcode) return encodeInstruction(opcode);
  const text = `${part.desc} has no ${meanings[name]} instruction`;
  const error = isOptional ? new UnsupportedError(text) : new ProtocolError(text);
  fail(emit, notice(lacking, { part: part.desc }), error);
}
