/**
 * What Node reads inside a single executable application (`src/node_sea.cc` of Node 20.11 and 22): a magic number, flags, whether
 * NODE_OPTIONS are listened to (from 20.12 on), then the script's name, the script, the assets and Node's own options, each behind
 * its length, in numbers of the processor's own size.
 */

const magic = 0x143da20;
const flags = { noExperimentalWarning: 1, assets: 8, options: 16 };

/** The script's name: only stack traces show it. */
const name = Buffer.from('avrdude');

/**
 * @param {{ script: Buffer, assets: readonly (readonly [string, Buffer])[], options?: readonly string[], layout: { word: 4 | 8, assets: boolean } }} contents
 *   options are for Node; one that has no place for assets has none for them either and goes without
 * @throws if the layout has no place for assets, and there are some
 */
export function seaBlob({ script, assets, options = [], layout }) {
  const { word } = layout;
  const given = layout.assets ? options : [];
  if (!layout.assets && assets.length > 0) throw new Error('this Node looks for no assets');
  const head = Buffer.alloc(8);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(
    flags.noExperimentalWarning | (layout.assets ? flags.assets : 0) | (given.length > 0 ? flags.options : 0),
    4,
  );
  const number = (value) => {
    const bytes = Buffer.alloc(word);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const text = (bytes) => [number(bytes.length), bytes];
  const parts = [head];
  // "none": no variable of the user's adds options.
  if (layout.assets) parts.push(Buffer.of(0));
  parts.push(...text(name), ...text(script));
  if (layout.assets) {
    parts.push(number(assets.length));
    for (const [key, bytes] of assets) parts.push(...text(Buffer.from(key)), ...text(bytes));
  }
  if (given.length > 0)
    parts.push(number(given.length), ...given.flatMap((option) => text(Buffer.from(option))));
  return Buffer.concat(parts);
}
