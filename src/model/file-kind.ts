/** What a file turns out to be, whatever it is called. */
export type FileKind =
  | 'intel-hex'
  | 's-record'
  | 'elf'
  | 'uf2'
  | 'web-page'
  | 'json'
  | 'xml'
  | 'zip'
  | 'gzip'
  | 'archive'
  | 'picture'
  | 'pdf'
  | 'program-for-computers'
  | 'utf-16'
  | 'git-lfs'
  | 'source'
  | 'text'
  | 'binary'
  | 'empty';

/** What each kind is called, and what to do to get the program out of it. */
export const fileKinds: Readonly<Record<FileKind, { readonly noun: string; readonly advice: string }>> = {
  'intel-hex': { noun: 'Intel hex', advice: 'use :i' },
  's-record': { noun: 'a Motorola S-record file', advice: 'use :s' },
  elf: { noun: 'an ELF file', advice: 'use :e' },
  uf2: { noun: 'a UF2 file', advice: 'look for a .hex of the same program' },
  'web-page': { noun: 'a web page', advice: "use the site's raw download" },
  json: { noun: 'JSON', advice: 'the program has to be compiled to a .hex first' },
  xml: { noun: 'XML', advice: 'look for a .hex of the same program' },
  zip: { noun: 'a zip archive', advice: 'unpack it first' },
  gzip: { noun: 'compressed (gzip)', advice: 'unpack it first (gunzip)' },
  archive: { noun: 'an archive', advice: 'unpack it first' },
  picture: { noun: 'a picture', advice: 'look for a .hex' },
  pdf: { noun: 'a PDF document', advice: 'look for a .hex' },
  'program-for-computers': { noun: 'a program for computers', advice: 'look for a .hex for the AVR' },
  'utf-16': { noun: 'UTF-16 text', advice: 'save it as plain text (ASCII or UTF-8)' },
  'git-lfs': { noun: 'a pointer of Git LFS, not the file itself', advice: 'get that with: git lfs pull' },
  source: { noun: 'source code', advice: 'it has to be compiled to a .hex first' },
  text: { noun: 'text', advice: 'look for a .hex of the program' },
  binary: { noun: 'binary', advice: 'if it is a raw image use :r' },
  empty: { noun: 'empty', advice: 'download or build it again' },
};

/**
 * Whether a file that is taken as it stands (format `r`) cannot be what belongs into a memory. EEPROM may well hold texts and
 * pictures.
 */
export function isMistakenForRaw(found: FileKind, flash: boolean): boolean {
  if (found === 'binary' || found === 'empty') return false;
  return flash || ['intel-hex', 's-record', 'elf', 'utf-16'].includes(found);
}
