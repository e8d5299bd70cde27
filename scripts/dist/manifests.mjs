/** Manifests for package managers, from the archives that were made: names, versions and sums stand in one place only. */

/**
 * @typedef {object} Made
 * @property {string} target platform and processor
 * @property {string} file the archive's name
 * @property {string} sha256
 *
 * @typedef {object} Release
 * @property {{ version: string, description: string, license: string }} product from package.json
 * @property {string} url where the archives will be, without a slash at the end
 * @property {readonly Made[]} made
 */

const folderOf = (file) => file.replace(/\.(zip|tar\.xz)$/, '');

/** @param {Release} release @returns {Record<string, string>} texts by file name */
export function manifests(release) {
  return {
    'homebrew/avrdude-compat.rb': homebrew(release),
    'scoop/avrdude-compat.json': scoop(release),
    ...winget(release),
  };
}

function homebrew({ product, url, made }) {
  const at = (target, depth) => {
    const one = made.find((archive) => archive.target === target);
    const pad = ' '.repeat(depth);
    return `${pad}url "${url}/${one.file}"\n${pad}sha256 "${one.sha256}"\n`;
  };
  const processors = (system, ids) =>
    `  on_${system} do\n${ids.map(([id, target]) => `    on_${id} do\n${at(target, 6)}    end\n`).join('')}  end\n`;
  return `class AvrdudeCompat < Formula
  desc "${product.description
    .replace(/^A /, '')
    .replace(/^./, (letter) => letter.toUpperCase())
    .replace(/, the program.*/, '')}"
  homepage "${url}"
  version "${product.version}"
  license "${product.license}"

${processors('macos', [
  ['arm', 'darwin-arm64'],
  ['intel', 'darwin-x64'],
])}
${processors('linux', [
  ['arm', 'linux-arm64'],
  ['intel', 'linux-x64'],
])}
  conflicts_with "avrdude", because: "both install avrdude"

  def install
    bin.install "avrdude"
    etc.install "avrdude.conf"
    man1.install "avrdude.1"
    bash_completion.install "completions/avrdude.bash" => "avrdude"
    zsh_completion.install "completions/_avrdude"
    fish_completion.install "completions/avrdude.fish"
  end

  test do
    assert_match "Usage:", shell_output("#{bin}/avrdude -? 2>&1")
  end
end
`;
}

const scoopNames = { 'win32-x64': '64bit', 'win32-ia32': '32bit', 'win32-arm64': 'arm64' };

function scoop({ product, url, made }) {
  const architecture = Object.fromEntries(
    made
      .filter(({ target }) => target in scoopNames)
      .map(({ target, file, sha256 }) => [
        scoopNames[target],
        { url: `${url}/${file}`, hash: sha256, extract_dir: folderOf(file) },
      ]),
  );
  const { version, description, license } = product;
  return `${JSON.stringify({ version, description, homepage: url, license, architecture, bin: 'avrdude.exe' }, undefined, 4)}\n`;
}

const wingetNames = { 'win32-x64': 'x64', 'win32-ia32': 'x86', 'win32-arm64': 'arm64' };

/** Three files, as winget's schema 1.6 wants them. */
function winget({ product, url, made }) {
  const id = 'AVRDUDECompat.AVRDUDECompat';
  const head = (kind) =>
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${kind}.1.6.0.schema.json\nPackageIdentifier: ${id}\nPackageVersion: ${product.version}\n`;
  const tail = (kind) => `ManifestType: ${kind}\nManifestVersion: 1.6.0\n`;
  const installers = made
    .filter(({ target }) => target in wingetNames)
    .map(
      ({ target, file, sha256 }) => `- Architecture: ${wingetNames[target]}
  InstallerUrl: ${url}/${file}
  InstallerSha256: ${sha256.toUpperCase()}
  NestedInstallerFiles:
  - RelativeFilePath: ${folderOf(file)}\\avrdude.exe
    PortableCommandAlias: avrdude
`,
    );
  const { description, license } = product;
  return {
    [`winget/${id}.yaml`]: `${head('version')}DefaultLocale: en-US\n${tail('version')}`,
    [`winget/${id}.installer.yaml`]: `${head('installer')}InstallerType: zip\nNestedInstallerType: portable\nInstallers:\n${installers.join('')}${tail('installer')}`,
    [`winget/${id}.locale.en-US.yaml`]: `${head('defaultLocale')}PackageLocale: en-US\nPublisher: avrdude-compat\nPackageName: avrdude\nPackageUrl: ${url}\nLicense: ${license}\nShortDescription: ${description}\n${tail('defaultLocale')}`,
  };
}
