/** A loadable section of a synthetic ELF file. */
export interface BuiltSection {
  readonly name: string;
  readonly address: number;
  readonly data: Uint8Array;
}

const headerSize = 52;
const segmentSize = 32;
const sectionSize = 40;

/** Lays out a 32-bit AVR executable as the ELF specification has it: one segment for each section. */
export function buildElf(
  sections: readonly BuiltSection[],
  { machine = 83, type = 2, bits = 1, order = 1 } = {},
): Uint8Array {
  const names = `\0${sections.map(({ name }) => name).join('\0')}\0.shstrtab\0`;
  const dataStart = headerSize + segmentSize * sections.length;
  const offsets = sections.map(
    (_, i) => dataStart + sections.slice(0, i).reduce((sum, { data }) => sum + data.length, 0),
  );
  const namesAt = dataStart + sections.reduce((sum, { data }) => sum + data.length, 0);
  const tableAt = namesAt + names.length;
  const bytes = new Uint8Array(tableAt + sectionSize * (sections.length + 2));
  const view = new DataView(bytes.buffer);
  const little = order === 1;
  const half = (at: number, value: number) => view.setUint16(at, value, little);
  const words = (at: number, ...values: number[]) => {
    for (const [i, value] of values.entries()) view.setUint32(at + 4 * i, value, little);
  };

  bytes.set([0x7f, 0x45, 0x4c, 0x46, bits, order, 1]);
  half(16, type);
  half(18, machine);
  words(20, 1, 0, headerSize, tableAt, 0);
  const tables = [
    headerSize,
    segmentSize,
    sections.length,
    sectionSize,
    sections.length + 2,
    sections.length + 1,
  ];
  for (const [i, value] of tables.entries()) half(40 + 2 * i, value);
  sections.forEach(({ name, address, data }, i) => {
    const at = offsets[i] as number;
    words(headerSize + segmentSize * i, 1, at, address, address, data.length, data.length, 5, 1);
    words(
      tableAt + sectionSize * (i + 1),
      names.indexOf(`\0${name}\0`) + 1,
      1,
      2,
      address,
      at,
      data.length,
      0,
      0,
      1,
      0,
    );
    bytes.set(data, at);
  });
  bytes.set(Buffer.from(names, 'latin1'), namesAt);
  words(
    tableAt + sectionSize * (sections.length + 1),
    names.indexOf('.shstrtab'),
    3,
    0,
    0,
    namesAt,
    names.length,
    0,
    0,
    1,
    0,
  );
  return bytes;
}
