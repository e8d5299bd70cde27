/**
 * The byte code that a PICkit 5 or one of its kin is given for a part: Microchip's scripts by their names (`ReadProgmem`), and each one that the
 * section has by name and number (`GetDeviceID.1`).
 * @param part as its data sheet calls it @param way `updi`, `isp`, `dw`, `jtag`, `tpi` or `pdi`
 * @returns undefined if there are none for it
 */
export async function toolScripts(
  part: string,
  way: string,
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const text = (await import('avrdude:facts')).default.pickit5Scripts;
  const section = text.split(/^\[/m).find((one) => one.startsWith(`${way}]`));
  const known = new Map<string, Uint8Array>();
  let common: readonly string[] = [];
  for (const line of section?.split('\n').slice(1) ?? []) {
    const [first = '', ...rest] = line.split(' ');
    if (first === '*') common = rest;
    else if (first.includes('.')) known.set(first, bytesOf(first, rest, known));
    else if (first.split(',').includes(part))
      return new Map([...known, ...named([...common, ...rest], known)]);
  }
  return undefined;
}

function named(
  ids: readonly string[],
  known: ReadonlyMap<string, Uint8Array>,
): readonly (readonly [string, Uint8Array])[] {
  return ids.map((id) => [id.replace(/\..*/, ''), known.get(id) ?? new Uint8Array(0)] as const);
}

/** All bytes, or those that differ from an earlier script's. */
function bytesOf(
  id: string,
  [first = '', ...patches]: readonly string[],
  known: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  if (!first.startsWith('<')) return fromHex(first);
  const bytes = (known.get(id.replace(/\d+$/, first.slice(1))) ?? new Uint8Array(0)).slice();
  for (const patch of patches) {
    const [at = '', hex = ''] = patch.split('=');
    bytes.set(fromHex(hex), Number.parseInt(at, 36));
  }
  return bytes;
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
