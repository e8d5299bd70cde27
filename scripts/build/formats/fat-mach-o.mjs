/** macOS keeps code for several processors in one file (`mach-o/fat.h`): one of them is enough. */

const fat = 0xcafebabe;
const processors = { x64: 0x01000007, arm64: 0x0100000c };

/**
 * @param {Buffer} file
 * @param {string} target platform and processor, as Node names them
 * @returns {Buffer} the part for that processor, or the file itself if it has no parts
 * @throws if there are parts, and none of them fits
 */
export function thin(file, target) {
  if (!target.startsWith('darwin') || file.readUInt32BE(0) !== fat) return file;
  const wanted = processors[target.split('-')[1]];
  for (let i = 0, at = 8; i < file.readUInt32BE(4); i++, at += 20) {
    if (file.readUInt32BE(at) !== wanted) continue;
    const start = file.readUInt32BE(at + 8);
    return file.subarray(start, start + file.readUInt32BE(at + 12));
  }
  throw new Error(`nothing for ${target} in the file`);
}
