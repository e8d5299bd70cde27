/** What Windows shows of an executable: name, version and icon, in its properties, its task manager and its folders. */
import { readFileSync } from 'node:fs';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { icon, iconSizes } from './windows-icon.mjs';

const english = 0x0409;
const unicode = 1200;

/**
 * @param {Buffer} node Node's executable
 * @returns {Buffer} the same as avrdude's, without Node's signature, which would not fit any more
 */
export function dressWindows(node) {
  const { version, description, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const executable = NtExecutable.from(node, { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);

  const icons = iconSizes.map((size) => Data.RawIconItem.from(icon(size), size, size, 32));
  for (const { id, lang } of Resource.IconGroupEntry.fromEntries(resources.entries))
    Resource.IconGroupEntry.replaceIconsForResource(resources.entries, id, lang, icons);

  const [info] = Resource.VersionInfo.fromEntries(resources.entries);
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  info.setFileVersion(major, minor, patch, 0, english);
  info.setProductVersion(major, minor, patch, 0, english);
  for (const language of info.getAllLanguagesForStringValues()) info.removeAllStringValues(language);
  info.setStringValues(
    { lang: english, codepage: unicode },
    {
      FileDescription: description,
      ProductName: 'avrdude',
      InternalName: 'avrdude',
      OriginalFilename: 'avrdude.exe',
      LegalCopyright: license,
    },
  );
  info.setFileVersion(major, minor, patch, 0, english);
  info.setProductVersion(major, minor, patch, 0, english);
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}
