/** Device and configuration descriptors of a device with one interface (USB 2.0, 9.6). */
export function describe(settings: {
  readonly ids: readonly [vendor: number, product: number];
  readonly release: number;
  readonly strings: readonly string[];
  readonly deviceClass?: number;
  /** Its report descriptor, if it is a HID device. */
  readonly report?: Uint8Array;
}): { device: Uint8Array; configuration: Uint8Array; strings: readonly string[]; report?: Uint8Array } {
  const { ids, release, strings, report } = settings;
  const word = (value: number): readonly number[] => [value & 0xff, value >> 8];
  const index = (at: number): number => (strings[at] === undefined ? 0 : at + 1);
  const hid = report
    ? [...[9, 0x21, 0x11, 1, 0, 1, 0x22, ...word(report.length)], ...[7, 5, 0x81, 3, 8, 0, 5]]
    : [];
  const length = 18 + hid.length;
  return {
    device: Uint8Array.of(
      ...[18, 1, 0x10, 1, settings.deviceClass ?? 0, 0, 0, 8, ...word(ids[0]), ...word(ids[1])],
      ...[...word(release), index(0), index(1), index(2), 1],
    ),
    configuration: Uint8Array.of(
      ...[9, 2, ...word(length), 1, 1, 0, 0x80, 25],
      ...[9, 4, 0, 0, report ? 1 : 0, report ? 3 : 0xff, 0, 0, 0],
      ...hid,
    ),
    strings,
    ...(report && { report }),
  };
}
