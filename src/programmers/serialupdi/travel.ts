import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { UpdiDataSpace } from '../../protocols/updi/data-space.ts';
import { maxRepeats, type Unit } from '../../protocols/updi/instructions.ts';
import { JoinedDataSpace } from '../../protocols/updi/joined.ts';
import type { UpdiLink } from '../../protocols/updi/link.ts';
import type { NvmController } from '../../protocols/updi/nvm-controller.ts';
import { StepwiseDataSpace } from '../../protocols/updi/stepwise.ts';
import type { Manner } from '../../protocols/updi/wire.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import type { SerialLine } from '../line/serial-line.ts';

/** How the conversation with a target goes, and what it takes in one piece. */
export interface Travel {
  readonly manner: Manner;
  /** What of the line is used: all that passes over it is shown, or what is said is said by the link. */
  line(line: SerialLine): SerialTransport;
  dataSpace(link: UpdiLink): UpdiDataSpace;
  /** Reads into `bytes`; where it throws, what has come until then is in it. */
  readSignature(data: UpdiDataSpace, address: number, bytes: Uint8Array): Promise<void>;
  /** By which units, and how many bytes at the most, a memory with pages is read. */
  blocks(memory: Memory): { readonly unit: Unit; readonly size: number };
  /** The command that erases and writes a page of a memory at once, if that is used. */
  rewriteCommand(memory: Memory, controller: NvmController): number | undefined;
  /** How many of so many bytes of EEPROM are written by one command. */
  eepromPiece(controller: NvmController, length: number): number;
}

/** As avrdude talks: every exchange is its own, for those who want to see them. */
const stepwise: Travel = {
  manner: { gathers: false, mends: false },
  line: (line) => line,
  dataSpace: (link) => new StepwiseDataSpace(link),
  async readSignature(data, address, bytes) {
    for (let i = 0; i < bytes.length; i++) bytes[i] = await data.readByte(address + i);
  },
  blocks: ({ pageSize, readsize }) => ({
    unit: 1,
    size: Math.min(pageSize, readsize || maxRepeats, maxRepeats),
  }),
  rewriteCommand: () => undefined,
  eepromPiece: (_controller, length) => length,
};

/** What needs no answer travels with what does, in pieces as large as the target takes; what was disturbed is said again. */
const together: Travel = {
  manner: { gathers: true, mends: true },
  line: (line) => line.quiet,
  dataSpace: (link) => new JoinedDataSpace(link),
  async readSignature(data, address, bytes) {
    bytes.set(await data.read(address, bytes.length));
  },
  blocks(memory) {
    const unit = memoryKind(memory) === 'flash' ? 2 : 1;
    return { unit, size: maxRepeats * unit };
  },
  rewriteCommand: (memory, { commands }) =>
    memoryKind(memory) === 'flash' ? commands.flashRewrite : undefined,
  // Without a page buffer each byte is erased and written for itself.
  eepromPiece: ({ data }, length) => (data === 'direct' ? 1 : length),
};

/** From this count of `-v` on the conversation is shown, and is avrdude's own, step by step. */
const shownFrom = 3;

/** @param verbosity how often `-v` was given */
export function travelAt(verbosity: number): Travel {
  return verbosity >= shownFrom ? stepwise : together;
}
