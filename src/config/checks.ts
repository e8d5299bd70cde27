import { hexText } from '../model/bytes.ts';
import { type Memory, type OpcodeKind, opcodeKinds, type Part } from '../model/part.ts';

/** Something that looks wrong in a part, for whoever wrote it. */
export interface Finding {
  readonly part: Pick<Part, 'id' | 'source'>;
  readonly text: string;
}

const isTemplate = ({ id }: Part): boolean => id.startsWith('.');

/** Names (ids and descriptions, in any case of letters) that lead to more than one part. */
export function duplicateNames(parts: readonly Part[]): readonly Finding[] {
  const owners = new Map<string, Part>();
  return parts.flatMap((part) =>
    [...new Set([part.id.toLowerCase(), part.desc.toLowerCase()])].flatMap((name) => {
      const owner = owners.get(name);
      if (!owner) owners.set(name, part);
      return owner ? [{ part, text: `${name} is also a name of ${owner.id}` }] : [];
    }),
  );
}

/** Parents that no part is named. */
export function unknownParents(parts: readonly Part[]): readonly Finding[] {
  const names = new Set(parts.flatMap(({ id, desc }) => [id.toLowerCase(), desc.toLowerCase()]));
  return parts.flatMap((part) =>
    part.parentId === undefined || names.has(part.parentId.toLowerCase())
      ? []
      : [{ part, text: `the parent ${part.parentId} is unknown` }],
  );
}

/** Page sizes that do not divide their memory. */
export function unevenPages(part: Part): readonly Finding[] {
  return part.memories
    .filter(({ size, pageSize }) => size > 0 && pageSize > 1 && size > pageSize && size % pageSize !== 0)
    .map(({ name, size, pageSize }) => ({
      part,
      text: `the ${pageSize}-byte pages of ${name} do not divide its ${size} bytes`,
    }));
}

/** Instructions whose first byte, which says what they are, leaves bits open. Address bits stand there in signature rows. */
export function unspecificOpcodes(part: Part): readonly Finding[] {
  const owners = [{ name: 'the part', opcodes: part.opcodes }, ...part.memories];
  return owners.flatMap(({ name, opcodes }) =>
    opcodeKinds.flatMap((kind) => {
      const opcode = opcodes[kind];
      const isSpecific =
        opcode?.bits.slice(24).every((bit) => bit.kind === 'value' || bit.kind === 'address') ?? true;
      return isSpecific ? [] : [{ part, text: `${kind} of ${name} leaves bits of its first byte open` }];
    }),
  );
}

/** Instructions that move data and have no bit for it. */
export function opcodesWithoutData(part: Part): readonly Finding[] {
  return part.memories.flatMap(({ name, opcodes }) =>
    opcodeKinds.flatMap((kind) => {
      const wanted = dataBit(kind);
      const opcode = opcodes[kind];
      if (!opcode || !wanted || opcode.bits.some((bit) => bit.kind === wanted)) return [];
      return [{ part, text: `${kind} of ${name} has no ${wanted} bit` }];
    }),
  );
}

function dataBit(kind: OpcodeKind): 'input' | 'output' | undefined {
  if (kind.startsWith('read')) return 'output';
  return kind.startsWith('write_') || kind.startsWith('loadpage') ? 'input' : undefined;
}

const end = ({ offset, size }: Memory): number => offset + size;
const holds = (outer: Memory, inner: Memory): boolean =>
  outer.offset <= inner.offset && end(inner) <= end(outer);

/**
 * Memories of a part with one address space (TPI, PDI, UPDI) that overlap, neither within the other. Classic parts have a space
 * for each memory, and I/O of XMEGA and UPDI parts is a window of its own.
 */
export function overlappingMemories(part: Part): readonly Finding[] {
  if (!part.progModes.some((mode) => ['TPI', 'PDI', 'UPDI'].includes(mode)) || part.progModes.includes('ISP'))
    return [];
  const memories = part.memories.filter(({ name, size }) => size > 0 && name !== 'sib');
  return memories.flatMap((one, i) =>
    memories
      .slice(i + 1)
      .filter((other) => one.offset < end(other) && other.offset < end(one))
      .filter((other) => !holds(one, other) && !holds(other, one))
      .map((other) => ({ part, text: `${one.name} and ${other.name} overlap` })),
  );
}

/** Parts that answer with one signature and differ in what programming them takes: detection cannot tell them apart. */
export function unlikeSharers(parts: readonly Part[]): readonly Finding[] {
  const first = new Map<string, Part>();
  return parts
    .filter((part) => !isTemplate(part))
    .flatMap((part) => {
      const signature = hexText(part.signature);
      if (signature === 'ffffff' || signature === '000000') return [];
      const other = first.get(signature);
      if (!other) first.set(signature, part);
      if (!other || likeness(other) === likeness(part)) return [];
      return [{ part, text: `has the signature of ${other.id}, and another flash or EEPROM` }];
    });
}

function likeness(part: Part): string {
  return ['flash', 'eeprom']
    .map((name) => part.memories.find((memory) => memory.name === name))
    .map((memory) => (memory ? `${memory.size}/${memory.pageSize}` : '-'))
    .join(' ');
}

/** All that can be found in parts that somebody wrote; their parents need not be among them. */
export function findings(parts: readonly Part[]): readonly Finding[] {
  return [
    ...duplicateNames(parts),
    ...parts.flatMap((part) => [
      ...unevenPages(part),
      ...unspecificOpcodes(part),
      ...opcodesWithoutData(part),
      ...overlappingMemories(part),
    ]),
    ...unlikeSharers(parts),
  ];
}
