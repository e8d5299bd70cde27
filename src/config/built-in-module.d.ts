/** The compiled database; the build and the test runner provide it (see `scripts/conf-plugin.mjs`). */
declare module 'avrdude:database' {
  const table: import('./table.ts').DatabaseTable;
  export default table;
  /** The avrdude.conf that holds the same and goes beside the binary: a file can be held against it. */
  export function shippedFile(): { readonly length: number; equals(bytes: Uint8Array): boolean };
}
